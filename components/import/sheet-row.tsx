'use client'

import { GridCells, type GridLine, GridLineBox, RowHead } from '@/components/import/grid-cell'

/** A row of a sheet: its number, as the import will tell of it, and its cells. */
export function SheetRow({ line, cells }: { line: GridLine; cells: readonly string[] }) {
  const number = line.position + 2
  return (
    <GridLineBox line={line}>
      <RowHead line={line} label={`row ${number}`} className="text-muted text-xs tabular-nums">
        {number.toLocaleString('en')}
      </RowHead>
      <GridCells
        line={line}
        cellOf={({ place }) => ({ text: cells[place], className: 'border-line border-e text-fg' })}
      />
    </GridLineBox>
  )
}
