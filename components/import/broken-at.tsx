import { TriangleAlert } from 'lucide-react'
import { counted } from '@/lib/model/rules/counted'

/** Said wherever such a file is looked at: nothing of a file is left out in silence. */
export const BrokenAt = ({ row, rows }: { row: number; rows: number }) => (
  <p className="flex gap-2 text-fg text-sm">
    <TriangleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0 text-warning" />
    {`Quotes are broken in row ${row.toLocaleString('en')}: ${counted(rows, 'row')} above it ${rows === 1 ? 'is' : 'are'} taken, it and all below it is left out.`}
  </p>
)
