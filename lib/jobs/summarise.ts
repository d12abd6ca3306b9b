/** A job as a whole: what stands in the way of its rows, by cause, and what the others change. */
import type { RequestContext } from '@/lib/entities/context'
import { causeKey, type RowProblem } from '@/lib/import/row-problem'
import { spoiledText } from '@/lib/import/spoiled'
import { type ColumnCounts, countColumns } from '@/lib/jobs/column-marks'
import { importInputOf } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { changesIn } from '@/lib/jobs/row-changes'
import { walkRows } from '@/lib/jobs/walk-rows'
import { createLru } from '@/lib/lru'
import { rootFqn } from '@/lib/model/rules/fqn'
import { type RowMark, rowMarks } from '@/lib/model/rules/row-outcome'
import { importable } from '@/lib/model/wire/import-mapping'
import type { Job, JobRow } from '@/lib/store/jobs'

export interface ProblemGroup {
  readonly key: string
  readonly cause: RowProblem['cause']
  readonly message: string
  readonly count: number
  /** Numbers of the first few rows, as the file counts. */
  readonly rowNumbers: readonly number[]
  readonly member?: string
  /** Column of the file that it comes from. */
  readonly column?: string
}

export interface JobSummary {
  readonly problems: readonly ProblemGroup[]
  /** Keys of all causes; the list has those of most rows. */
  readonly causes: ReadonlySet<string>
  /** How many rows have cells that were mended, and how many have a warning. */
  readonly edited: number
  readonly warned: number
  /** Of an import: columns in which something is wrong or edited. */
  readonly columns: readonly ColumnCounts[]
  /** What rows change, field by field. */
  readonly fields: readonly { readonly field: string; readonly changed: number; readonly cleared: number }[]
  /** In which services rows are. */
  readonly services: readonly { readonly service: string; readonly rows: number }[]
  /** How many rows change what has been certified. */
  readonly certified: number
  /** How many of those that the file does not have are. */
  readonly certifiedGone: number
  /** How many of those that were edited since an undo was asked for are. */
  readonly certifiedHeld: number
}

const groupsMax = 200
const rowNumbersMax = 5
const servicesMax = 50
/** A file of many rows may have as many causes; all of their keys are kept. */
const rememberedMax = 4

/** The last ones, by what they are of: the rows of a job that waits do not change. */
const remembered = createLru<Promise<JobSummary>>(rememberedMax)

export function summariseJob(job: Job, ctx: RequestContext): Promise<JobSummary> {
  const key = JSON.stringify([job.id, job.state, job.updatedAt, job.counts])
  const known = remembered.get(key)
  if (known !== undefined) return known
  const made = summarise(job, ctx)
  remembered.set(key, made)
  // What was given up, or could not be read, is asked for again.
  made.catch(() => remembered.delete(key))
  return made
}

type Group = Omit<ProblemGroup, 'count' | 'rowNumbers' | 'column'> & { count: number; rowNumbers: number[] }

async function summarise(job: Job, ctx: RequestContext): Promise<JobSummary> {
  const groups = new Map<string, Group>()
  const fields = new Map<string, { changed: number; cleared: number }>()
  const services = new Map<string, number>()
  let [certified, certifiedGone, certifiedHeld] = [0, 0, 0]
  const marked: Record<RowMark, number> = { edited: 0, warned: 0 }
  const columns = countColumns(job)
  for await (const rows of walkRows(ctx.store, job.id)) {
    for (const row of rows) {
      columns.add(row)
      const { status, source, result } = row
      for (const mark of rowMarks) if (hasMark(row, mark)) marked[mark] += 1
      const told = Object(result) as ImportResult // as the job wrote it
      const { n = 0 } = Object(source) as Partial<ImportSource> // of a file
      // What an undo holds back is no problem: it can be ticked.
      const isOffered = status === 'held' && job.phase === 'plan'
      if (status !== 'excluded' && !isOffered) addProblems(groups, problemsOf(status, told), n)
      const service = serviceOf(job, told)
      if (service !== undefined) services.set(service, (services.get(service) ?? 0) + 1)
      if (status === 'gone' && told.isCertified) certifiedGone += 1
      if (status === 'held' && told.isCertified) certifiedHeld += 1
      if (status === 'update' || status === 'restore' || status === 'delete') {
        if (told.isCertified) certified += 1
      }
      if (changing.has(status)) addFields(fields, told)
    }
  }
  const shown = [...groups.values()].toSorted((a, b) => b.count - a.count).slice(0, groupsMax)
  return {
    problems: shown.map((group) => ({ ...group, ...columnOf(job, group.member) })),
    causes: new Set(groups.keys()),
    ...marked,
    columns: columns.counts(),
    fields: [...fields].map(([field, counts]) => ({ field, ...counts })).toSorted((a, b) => b.changed - a.changed),
    services: [...services]
      .map(([service, count]) => ({ service, rows: count }))
      .toSorted((a, b) => b.rows - a.rows)
      .slice(0, servicesMax),
    certified,
    certifiedGone,
    certifiedHeld,
  }
}

const changing: ReadonlySet<string> = new Set(['update', 'restore', 'delete', 'updated', 'restored', 'deleted'])
const stands: ReadonlySet<string> = new Set(['refused', 'failed', 'held'])

/** Keys of the causes that a row has something to do with. */
export const causesOf = ({ status, result }: JobRow): readonly string[] =>
  status === 'excluded' ? [] : problemsOf(status, Object(result) as ImportResult).map(causeKey) // as the job wrote it

export const hasMark = (row: JobRow, mark: RowMark): boolean =>
  mark === 'edited'
    ? Object.keys((Object(row.source) as Partial<ImportSource>).came ?? {}).length > 0 // of a file
    : row.status !== 'excluded' &&
      problemsOf(row.status, Object(row.result) as ImportResult).some(({ cause }) => cause.kind === 'spoiled') // as the job wrote it

function problemsOf(status: string, { problems, message, twin }: ImportResult): readonly RowProblem[] {
  if (twin !== undefined && status === 'refused')
    return [{ cause: { kind: 'duplicate' }, member: 'name', message: 'More than one row has the same name' }]
  if (status === 'held') return [{ cause: { kind: 'refused' }, message: 'Rows have changed since the preview' }]
  if (problems !== undefined) return status === 'create' || stands.has(status) ? problems : []
  return stands.has(status) && message !== undefined ? [{ cause: { kind: 'refused' }, message }] : []
}

function addProblems(groups: Map<string, Group>, problems: readonly RowProblem[], rowNumber: number): void {
  const seen = new Set<string>()
  for (const problem of problems) {
    const key = causeKey(problem)
    if (seen.has(key)) continue
    seen.add(key)
    const { cause, member } = problem
    const group = groups.get(key) ?? {
      key,
      cause,
      message: messageOf(problem),
      count: 0,
      rowNumbers: [],
      ...(member !== undefined && { member }),
    }
    group.count += 1
    // What a file does not have stands in none of its rows.
    if (rowNumber > 0 && group.rowNumbers.length < rowNumbersMax) group.rowNumbers.push(rowNumber)
    groups.set(key, group)
  }
}

/** In words that fit every row of the group. */
const messageOf = ({ cause, message }: RowProblem): string =>
  cause.kind === 'ragged'
    ? 'Rows have more cells than the header names'
    : cause.kind === 'spoiled'
      ? spoiledText(cause.how)
      : message

function addFields(fields: Map<string, { changed: number; cleared: number }>, told: ImportResult): void {
  for (const [name, kind] of changesIn(told)) {
    const counts = fields.get(name) ?? { changed: 0, cleared: 0 }
    counts.changed += 1
    if (kind === 'cleared') counts.cleared += 1
    fields.set(name, counts)
  }
}

/** The service that a row is in, where it is about something that is in one. */
export function serviceOf(
  { input }: Pick<Job, 'input'>,
  { fullyQualifiedName }: Pick<ImportResult, 'fullyQualifiedName'>,
) {
  const isInService = importable.some((collection) => collection === input.collection)
  return isInService && fullyQualifiedName !== undefined ? rootFqn(fullyQualifiedName) : undefined
}

function columnOf(job: Job, member: string | undefined): { column?: string } {
  if (member === undefined || job.kind !== 'import') return {}
  const { targets, columnNames } = importInputOf(job.input)
  const index = targets.findIndex(
    (target) =>
      target === member ||
      (member === 'name' && target === 'fullyQualifiedName') ||
      (member === 'tags' && (target === 'tier' || target === 'glossaryTerms')) ||
      (member === 'extension' && target?.startsWith('extension.')),
  )
  const column = columnNames[index]
  return column === undefined ? {} : { column }
}
