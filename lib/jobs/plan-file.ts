/** Every row of a job with what would become, or has become, of it, as a file. */
import type { RequestContext } from '@/lib/entities/context'
import { writeCsv } from '@/lib/import/failures'
import { presentRow } from '@/lib/jobs/present'
import { changesIn } from '@/lib/jobs/row-changes'
import { walkRows } from '@/lib/jobs/walk-rows'
import type { FieldChange } from '@/lib/model/entities/entity'
import type { Job } from '@/lib/store/jobs'

const columns = [
  'row',
  'rowNumber',
  'outcome',
  'fullyQualifiedName',
  'displayName',
  'fromVersion',
  'toVersion',
  'field',
  'change',
  'before',
  'after',
  'message',
] as const

type Row = ReturnType<typeof presentRow>

/** A line for each field that changes, so that it can be sorted and filtered by fields; of other rows one line. */
export async function* planCsv(
  job: Job,
  statuses: readonly string[] | undefined,
  ctx: RequestContext,
): AsyncGenerator<string> {
  const head = writeCsv(columns, [])
  yield head
  for await (const rows of walkRows(ctx.store, job.id, statuses))
    yield writeCsv(
      columns,
      rows.flatMap((row) => linesOf(presentRow(job, row))),
    ).slice(head.length)
}

/** One array of `JobRow`. */
export async function* planJson(
  job: Job,
  statuses: readonly string[] | undefined,
  ctx: RequestContext,
): AsyncGenerator<string> {
  let between = '[\n'
  for await (const rows of walkRows(ctx.store, job.id, statuses)) {
    yield `${between}${rows.map((row) => JSON.stringify(presentRow(job, row))).join(',\n')}`
    between = ',\n'
  }
  yield between === '[\n' ? '[]\n' : '\n]\n'
}

function linesOf(row: Row): (readonly (string | number | undefined)[])[] {
  const { fieldsAdded = [], fieldsUpdated = [], fieldsDeleted = [] } = row.changeDescription ?? {}
  const changes = [...fieldsAdded, ...fieldsUpdated, ...fieldsDeleted, ...(row.unrecorded ?? [])]
  const kinds = changesIn(row)
  const about = [row.row, row.rowNumber, row.outcome, row.fullyQualifiedName ?? row.name, row.displayName]
  const versions = [row.basedOn, row.version]
  if (changes.length === 0) return [[...about, ...versions, '', '', '', '', row.message]]
  return changes.map((change) => [
    ...about,
    ...versions,
    change.name,
    kinds.get(change.name),
    ...values(change),
    row.message,
  ])
}

const values = ({ oldValue, newValue }: FieldChange): readonly string[] => [valueText(oldValue), valueText(newValue)]

const valueText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
