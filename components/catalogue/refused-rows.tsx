import { rowName } from '@/components/catalogue/list-columns'
import type { ListKind } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { counted } from '@/lib/model/rules/counted'
import type { ManyResult } from '@/lib/model/wire/bulk-result'

/** Rows named in the note; more are counted. */
const namedMax = 5

interface Refused {
  readonly row: ListRow
  readonly message: string
}

/** The rows that a call has refused, with the reason. */
export function refusedRows({ failedRequest }: ManyResult, rows: readonly ListRow[]): Refused[] {
  const messages = new Map(failedRequest.map(({ request, message = '' }) => [String(request), message]))
  return rows.flatMap((row) => {
    const message = messages.get(row.id)
    return message === undefined ? [] : [{ row, message }]
  })
}

interface RefusedRowsProps {
  kind: ListKind
  refused: readonly Refused[]
  title: (count: string) => string
  onClose: () => void
}

/** What could not be done, row by row. */
export function RefusedRows({ kind, refused, title, onClose }: RefusedRowsProps) {
  const { one, many } = kind
  if (refused.length === 0) return null
  return (
    <Notice
      tone="danger"
      role="alert"
      title={title(counted(refused.length, one, many))}
      className="max-w-xl shadow-float"
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <ul>
        {refused.slice(0, namedMax).map(({ row, message }) => (
          <li key={row.id} className="[overflow-wrap:anywhere]">
            {rowName(row)}: {message}
          </li>
        ))}
      </ul>
      {refused.length > namedMax ? <p>And {(refused.length - namedMax).toLocaleString('en')} more.</p> : null}
    </Notice>
  )
}
