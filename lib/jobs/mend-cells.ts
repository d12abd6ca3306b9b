/** Cells of an import that waits, as somebody mends them: their rows are planned at once, by the code that plans all rows. */
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import type { Cell } from '@/lib/import/table'
import { findJob, notNow } from '@/lib/jobs/ask'
import { type ImportInput, importInputOf, inputOfKind, plannedStatuses } from '@/lib/jobs/import-input'
import { importJob } from '@/lib/jobs/import-job'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { isGone, marksOf, type RowMarks, twinMarks } from '@/lib/jobs/row-marks'
import { lockedColumns, namingColumns, rowNamer } from '@/lib/jobs/row-names'
import { walkRows } from '@/lib/jobs/walk-rows'
import { sameValue } from '@/lib/model/edits/change'
import { cellText } from '@/lib/model/fields/cell'
import { badRequest, CatalogueError, notFound } from '@/lib/model/wire/errors'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { MendedCell } from '@/lib/model/wire/mended-cells'
import { mendedMax } from '@/lib/model/wire/mended-max'
import { JobLost } from '@/lib/store/errors'
import type { Job, JobRow, MendedRow } from '@/lib/store/jobs'

/** Rows that are planned at once, as the runner does. */
const batchRows = 50

export interface Mended {
  readonly job: Job
  /** What the cells that have changed said before: sent back, it undoes the change. */
  readonly before: readonly MendedCell[]
}

type ContextOf = (job: Job) => Promise<RequestContext>

/** How often it is begun again where the job has changed in between: somebody has ticked a row. */
const attempts = 3

/**
 * `choose` says which cells of the job as it is. `contextOf`: by whose rights the job is done. Throws 400 for cells that
 * there are not, 409 for a job that is not waiting.
 */
export async function mendCells(
  id: string,
  choose: (job: Job) => Promise<readonly MendedCell[]> | readonly MendedCell[],
  ctx: RequestContext,
  contextOf: ContextOf,
): Promise<Mended> {
  for (let attempt = 1; ; attempt += 1) {
    const job = await findJob(id, ctx)
    if (job.kind !== 'import') throw notFound('import', id)
    if (job.state !== 'planned')
      throw notNow(job, 'mended', 'Only what has been planned, and not begun, can be mended.')
    try {
      return await mend(job, await choose(job), ctx, contextOf)
    } catch (error) {
      if (!(error instanceof JobLost)) throw error
      if (attempt < attempts) continue
      throw new CatalogueError('conflict', 'The import is being changed by somebody else', {
        hint: 'Look at it as it is now, and mend it again.',
      })
    }
  }
}

async function mend(
  job: Job,
  cells: readonly MendedCell[],
  ctx: RequestContext,
  contextOf: ContextOf,
): Promise<Mended> {
  const input = importInputOf(job.input)
  const changes = await changedRows(job, input, cells, ctx)
  if (changes.rows.size === 0) return { job, before: [] }
  const naming = [...namingColumns(input), ...namingColumns(inputOfKind(input, 'charts'))]
  const isRenamed = changes.columns.some((column) => naming.includes(column))
  const marked = isRenamed ? await marksAfter(job, input, changes.rows, ctx) : new Map<number, RowMarks>()
  const rows = await rowsToPlan(job, changes.rows, marked, ctx)
  // What is listed as gone, and which charts dashboards may refer to, follows from other rows: the runner looks at all again.
  const hasCharts = rows.some(({ source }) => (source as ImportSource).of === 'charts') // as `receiveImport` wrote it
  const mayBeAlone = !(isRenamed && (hasCharts || input.listsGone))
  const tried = mayBeAlone ? await plan(job, rows, contextOf) : []
  const isAlone = mayBeAlone && !(hasCharts && isRefusedAnew(rows, tried))
  const planned = isAlone ? tried : rows.map(asPending)
  const settled = planned.map((row): MendedRow => {
    const source = changes.rows.get(row.row)
    return { ...row, ...(source !== undefined && { source }) }
  })
  const change = {
    kind: 'mend',
    jobId: job.id,
    seen: { updatedAt: job.updatedAt, input: job.input },
    state: isAlone ? 'planned' : 'queued',
    input: { ...job.input, replan: hasCharts && !isAlone ? plannedStatuses : [] },
    rows: settled,
  } as const
  await commit([change], ctx)
  return { job: await findJob(job.id, ctx), before: changes.before }
}

/** Is one of them refused now that was not, or the other way round? Then what refers to it may be so too. */
const isRefusedAnew = (rows: readonly JobRow[], planned: readonly MendedRow[]): boolean => {
  const to = new Map(planned.map((one) => [one.row, one.to]))
  return rows.some(({ row, status }) => (status === 'refused') !== (to.get(row) === 'refused'))
}

const asPending = ({ row, status, result }: JobRow): MendedRow => ({ row, from: status, to: 'pending', result })

async function plan(job: Job, rows: readonly JobRow[], contextOf: ContextOf): Promise<MendedRow[]> {
  const ctx: RequestContext = { ...(await contextOf(job)), now: Date.now() }
  const opened = await importJob.open(job, ctx)
  const planned: MendedRow[] = []
  for (let at = 0; at < rows.length; at += batchRows)
    planned.push(...(await opened.plan(rows.slice(at, at + batchRows), ctx)))
  return planned
}

interface Changes {
  /** What rows say from now on, by their place in the job. */
  readonly rows: ReadonlyMap<number, ImportSource>
  readonly columns: readonly string[]
  readonly before: readonly MendedCell[]
}

async function changedRows(
  job: Job,
  input: ImportInput,
  cells: readonly MendedCell[],
  { store }: RequestContext,
): Promise<Changes> {
  const byRow = Map.groupBy(cells, ({ row }) => row)
  const found = new Map((await store.jobs.rowsByNumber(job.id, [...byRow.keys()])).map((row) => [row.row, row]))
  const locked = lockedColumns(input)
  const problems: { path: string; message: string }[] = []
  const rows = new Map<number, ImportSource>()
  const before: MendedCell[] = []
  for (const [index, { row, column }] of cells.entries()) {
    const source = found.get(row)?.source
    if (source === undefined || isGone(source))
      problems.push({ path: `/cells/${index}/row`, message: `The file has no row ${row}` })
    else if (!columnsOf(input, source as ImportSource).includes(column))
      // as `receiveImport` wrote it
      problems.push({ path: `/cells/${index}/column`, message: `The file has no column ${column}` })
    else if (locked.includes(column))
      problems.push({
        path: `/cells/${index}/column`,
        message: `${column} says which of the selected things the row is: rename or move it on its page`,
      })
  }
  const fields = problems.slice(0, 20)
  if (fields.length > 0) throw badRequest(fields.map(({ message }) => message).join('. '), { fields })
  for (const [row, said] of byRow) {
    const old = found.get(row)?.source as ImportSource // looked at above
    const names = columnsOf(input, old)
    let source = old
    for (const { column, value } of said) {
      const place = names.indexOf(column)
      const was = cellText(source.cells[place])
      if (was === value) continue
      if (!before.some((one) => one.row === row && one.column === column)) before.push({ row, column, value: was })
      source = withCell(source, place, value)
    }
    if (source !== old) rows.set(row, source)
  }
  return { rows, columns: [...new Set(before.map(({ column }) => column))], before }
}

const columnsOf = (input: ImportInput, { of }: ImportSource): readonly string[] => inputOfKind(input, of).columnNames

/** A cell that says again what it came with is as it came. */
function withCell(source: ImportSource, place: number, value: string): ImportSource {
  const { came: known, ...rest } = source
  const original: Cell = known !== undefined && place in known ? known[place] : (source.cells[place] ?? null)
  const isBack = cellText(original) === value
  const { [place]: _was, ...others } = known ?? {}
  const came = isBack ? others : { ...others, [place]: original }
  const length = Math.max(source.cells.length, place + 1)
  const cells = Array.from({ length }, (_, at) =>
    at === place ? (isBack ? original : value) : (source.cells[at] ?? null),
  )
  return { ...rest, cells, ...(Object.keys(came).length > 0 && { came }) }
}

/** Marks of the rows whose marks are others now: a row that is mended may share its name no more, or with other rows. */
async function marksAfter(
  job: Job,
  input: ImportInput,
  mended: ReadonlyMap<number, ImportSource>,
  { store }: RequestContext,
): Promise<Map<number, RowMarks>> {
  interface Known {
    readonly row: number
    readonly n: number
    readonly marks: RowMarks
    readonly fqn: string | undefined
  }
  const kinds = new Map<Importable, { readonly nameOf: ReturnType<typeof rowNamer>; readonly rows: Known[] }>()
  for await (const rows of walkRows(store, job.id)) {
    for (const { row, source, result } of rows) {
      if (isGone(source)) continue
      const { of: kind = input.collection, n, cells } = mended.get(row) ?? (source as ImportSource) // as `receiveImport` wrote it
      const known = kinds.get(kind) ?? { nameOf: rowNamer(inputOfKind(input, kind)), rows: [] }
      kinds.set(kind, known)
      const marks = marksOf(result)
      known.rows.push({ row, n, marks, fqn: marks.isFooter ? undefined : known.nameOf(cells) })
    }
  }
  const changed = new Map<number, RowMarks>()
  for (const { rows } of kinds.values()) {
    const twins = twinMarks(
      rows.map(({ fqn }) => fqn),
      (place) => rows[place]?.n ?? 0,
    )
    for (const [place, { row, marks }] of rows.entries()) {
      const now: RowMarks = marks.isFooter ? marks : (twins.get(place) ?? {})
      if (!sameValue(marks, now)) changed.set(row, now)
    }
  }
  return changed
}

/** The rows that are mended, and those whose marks are others by that, as they are from now on. */
async function rowsToPlan(
  { id }: Job,
  mended: ReadonlyMap<number, ImportSource>,
  marked: ReadonlyMap<number, RowMarks>,
  { store }: RequestContext,
): Promise<JobRow[]> {
  const numbers = [...new Set([...mended.keys(), ...marked.keys()])].toSorted((a, b) => a - b)
  const rows: JobRow[] = []
  for (let at = 0; at < numbers.length; at += mendedMax)
    rows.push(...(await store.jobs.rowsByNumber(id, numbers.slice(at, at + mendedMax))))
  return rows.map((row) => ({
    ...row,
    source: mended.get(row.row) ?? row.source,
    result: marked.get(row.row) ?? marksOf(row.result),
  }))
}
