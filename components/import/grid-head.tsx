// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised both ways
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which cell is active
'use client'

import type { VirtualItem } from '@tanstack/react-virtual'
import { Lock } from 'lucide-react'
import type { GridColumn } from '@/components/import/grid-columns'

interface GridHeadProps {
  columns: readonly GridColumn[]
  /** Columns that are in sight. */
  shown: readonly VirtualItem[]
  height: number
  /** Of the heads of the rows. */
  width: number
}

/** Names of the columns, with what each is imported as. */
export const GridHead = ({ columns, shown, height, width }: GridHeadProps) => (
  <div role="row" aria-rowindex={1} className="sticky top-0 z-20 border-line border-b bg-bg text-xs" style={{ height }}>
    <div
      role="columnheader"
      aria-colindex={1}
      className="sticky start-0 z-10 flex h-full items-center border-line border-e bg-bg px-3 font-medium text-faint"
      style={{ width }}
    >
      Row
    </div>
    {shown.map(({ index, start, size }) => (
      <div
        key={index}
        role="columnheader"
        aria-colindex={index + 2}
        className="absolute top-0 grid h-full content-center px-2.5"
        style={{ insetInlineStart: start, width: size }}
      >
        <span dir="auto" className="flex min-w-0 items-center gap-1 font-medium text-fg">
          <span className="truncate">{columns[index]?.name}</span>
          {columns[index]?.locked === undefined ? null : (
            <Lock role="img" aria-label="locked" strokeWidth={1.75} className="size-3 shrink-0 text-faint" />
          )}
        </span>
        <span className="truncate text-faint">{columns[index]?.detail ?? columns[index]?.target.label}</span>
      </div>
    ))}
  </div>
)
