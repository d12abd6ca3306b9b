import type { GridColumn } from '@/components/import/grid-columns'
import type { useMending } from '@/components/import/use-mending'
import { Button } from '@/components/ui/button'
import type { JobRowView } from '@/lib/model/wire/job'

interface RevertButtonsProps {
  row: JobRowView
  /** Of the active cell; undefined for the head of the row. */
  column: GridColumn | undefined
  mending: ReturnType<typeof useMending>
  /** A button that was pressed goes with what it took back. */
  onDone: () => void
}

/** Mended cells say again what they came with, one or all of the row. It can be undone, as any change of cells. */
export function RevertButtons({ row: { row, mended = [] }, column, mending, onDone }: RevertButtonsProps) {
  const isCell = column !== undefined && mended.includes(column.place)
  const hasOthers = mended.some((place) => place !== column?.place)
  const revert = (name?: string) => {
    mending.mend('Reverted', { revert: { row, ...(name !== undefined && { column: name }) } })
    onDone()
  }
  return (
    <>
      {isCell ? (
        <Button size="sm" onClick={() => revert(column.name)}>
          Revert cell
        </Button>
      ) : null}
      {hasOthers ? (
        <Button size="sm" onClick={() => revert()}>
          Revert row
        </Button>
      ) : null}
    </>
  )
}
