'use client'

import type { Phase } from '@/components/import/import-state'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { FirstRows } from '@/lib/import/first-rows'

type WorkPhase = Extract<Phase, { kind: 'reading' | 'sending' }>

/** A file that is read, or sent; both can be called off, and nothing is written by either. */
export function WorkStep({ handle: { session }, phase }: { handle: ImportHandle; phase: WorkPhase }) {
  const { done, total } = phase.kind === 'reading' ? phase.progress : { done: 0, total: 0 }
  const label = phase.kind === 'reading' ? 'Reading the file' : 'Sending the file'
  const text = total > 0 ? `${Math.round((done / total) * 100)} %` : undefined
  return (
    <div className="grid max-w-160 gap-3 px-page pt-6">
      <h2 className="font-semibold text-lg">{label}</h2>
      <ProgressBar label={label} value={total === 0 ? undefined : done} max={total} valueText={text} />
      <p className="text-muted text-sm tabular-nums">{text ?? 'A moment'}</p>
      <div>
        <Button onClick={session.callOff}>Cancel</Button>
      </div>
      {phase.kind === 'reading' && phase.head !== undefined ? <Beginning head={phase.head} /> : null}
    </div>
  )
}

/** How the file begins: enough to see that it is the right one, and read rightly. */
function Beginning({ head: { columns, rows } }: { head: FirstRows }) {
  return (
    <table className="w-full table-fixed border-line border-t text-sm">
      <caption className="sr-only">First rows</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className="truncate border-line border-b py-1.5 pe-3 text-start font-medium">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place
          <tr key={row}>
            {columns.map((column, at) => (
              <td key={column} dir="auto" className="truncate border-line border-b py-1.5 pe-3 text-muted">
                {cells[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
