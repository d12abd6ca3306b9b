/** From a file to a job: what is wrong with the file or its mapping is told at once, its rows are kept for the runner. */
import type { RequestContext } from '@/lib/entities/context'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { takeTurns } from '@/lib/entities/turns'
import { type ReadFile, readFile, type Source } from '@/lib/import/read-file'
import { type Cell, FileProblem, type ReadOptions, type Table } from '@/lib/import/table'
import { catalogueNames } from '@/lib/jobs/catalogue-names'
import {
  type ImportInput,
  importDefinition,
  inputOfKind,
  type KindInput,
  resolveColumns,
} from '@/lib/jobs/import-input'
import { newJob } from '@/lib/jobs/job-kind'
import { retriedJob, retriedMapping, retryOf } from '@/lib/jobs/retried'
import { type RowMarks, settledByMarks, twinMarks } from '@/lib/jobs/row-marks'
import { rowNamer } from '@/lib/jobs/row-names'
import { makeMissing, withService } from '@/lib/jobs/settle-export'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { badRequest } from '@/lib/model/wire/errors'
import type { Importable, ImportMapping } from '@/lib/model/wire/import-mapping'
import type { Job, JobRow } from '@/lib/store/jobs'

export interface ImportRequest {
  readonly collection: Importable
  readonly source: Source
  /** What it is called, where its source has no name of its own. */
  readonly fileName?: string
  readonly options: ReadOptions
  readonly mapping: ImportMapping
  /** Of what a tool exports: makes the service and the tags that the catalogue does not have. */
  readonly createMissing?: boolean
  /** Its rows are of what is there, and cells that say of what stay as they are. */
  readonly ofSelection?: boolean
  readonly note?: string
  /** What there is and the file does not have: looked for in what a tool exports if left out. */
  readonly gone?: 'list' | 'delete' | 'ignore' | undefined
  /** Runs as soon as it is planned. */
  readonly runs: boolean
}

/** What a row of the ledger holds of the file. */
export interface ImportSource {
  /** What the row is, where that is not what the job is of. */
  readonly of?: 'charts'
  /** Its number in the file. */
  readonly n: number
  readonly cells: readonly Cell[]
  /** What cells held that somebody has mended since, by their place. */
  readonly came?: Readonly<Record<number, Cell>>
  /** How many cells it has, where those are more than the header names. */
  readonly width?: number
}

/** Rows that are written at once. */
const sliceRows = 200

/** One file at a time: each takes many times its size while it is read. */
let reading: Promise<unknown> = Promise.resolve()

const alone = <T>(work: () => Promise<T>): Promise<T> => {
  const done = reading.then(work)
  reading = done.catch(() => undefined)
  return done
}

/** Gives the job, queued. Throws 400 for a file that cannot be read or a mapping that does not fit it. */
export const receiveImport = (request: ImportRequest, ctx: RequestContext): Promise<Job> =>
  alone(() => receive(request, ctx))

async function receive(
  {
    collection,
    source,
    fileName,
    options,
    mapping: given,
    createMissing = false,
    ofSelection,
    note,
    gone,
    runs,
  }: ImportRequest,
  ctx: RequestContext,
) {
  const def = importDefinition(collection)
  const table = await tableOf(source, { ...options, collection }, ctx)
  const retried = await retriedJob(table, ctx)
  const known =
    retried === undefined || given.columns !== undefined ? {} : retriedMapping(retried, collection, table.columns)
  const mapping = await withService(table, { ...known, ...given }, ctx)
  const services = await serviceNames(mapping, ctx)
  const understood = async (kind: EntityDefinition, sheet: Table, told: ImportMapping): Promise<KindInput> => {
    const properties = [...(await customPropertiesOf(kind.type, ctx)).values()]
    const columns = resolveColumns(kind, sheet, told, properties, services)
    return { headers: sheet.headers, columnNames: sheet.columns, ...columns }
  }
  const { columns: _columns, ...rest } = mapping
  const charts = await chartsOf(table, mapping, understood)
  const input: ImportInput = {
    collection,
    fileName: fileName ?? nameOf(source),
    ...(await understood(def, table, mapping)),
    mapping: rest,
    ...(note !== undefined && { note }),
    ...(runs && { runs }),
    ...(retried !== undefined && { retryOf: retryOf(retried) }),
    ...(ofSelection === true && { ofSelection }),
    ...(table.brokenAt !== undefined && { brokenAt: table.brokenAt }),
    ...(table.recognised !== undefined && { recognised: table.recognised }),
    ...(charts !== undefined && { charts }),
    ...((gone ?? (table.recognised === undefined ? 'ignore' : 'list')) !== 'ignore' && { listsGone: true }),
    ...(gone === 'delete' && { deleteGone: true }),
  }
  if (createMissing) await makeMissing(table, mapping, options, ctx)
  const job = newJob('import', { ...input }, ctx)
  const { jobs } = ctx.store
  await jobs.add(job)
  const counts: Record<string, number> = {}
  const first = charts === undefined ? 0 : (table.charts?.rows.length ?? 0)
  if (charts !== undefined && table.charts !== undefined)
    await keepRows(job.id, table.charts, inputOfKind(input, 'charts'), { from: 0, of: 'charts' }, counts, ctx)
  await keepRows(job.id, table, input, { from: first }, counts, ctx)
  await jobs.move(job.id, { states: ['receiving'] }, { state: 'queued', counts, updatedAt: Date.now() })
  return { ...job, state: 'queued' as const, counts }
}

/** The charts on the dashboards of an export, whose columns are ours already. */
async function chartsOf(
  { charts }: Table,
  { service }: ImportMapping,
  understood: (kind: EntityDefinition, sheet: Table, told: ImportMapping) => Promise<KindInput>,
): Promise<KindInput | undefined> {
  if (charts === undefined) return undefined
  return understood(importDefinition('charts'), charts, service === undefined ? {} : { service })
}

/** Rows of a table into the ledger, from a place in it on. */
async function keepRows(
  jobId: string,
  table: Table,
  input: ImportInput,
  { from, of }: { readonly from: number; readonly of?: ImportSource['of'] },
  counts: Record<string, number>,
  ctx: RequestContext,
): Promise<void> {
  const marks = await marksIn(table, input)
  const tooWide = new Map(table.ragged.map(({ index, cells }) => [index, cells]))
  const turn = takeTurns()
  for (let at = 0; at < table.rows.length; at += sliceRows) {
    if (ctx.signal?.aborted === true) throw badRequest('The request was given up before its rows were kept')
    const rows = table.rows.slice(at, at + sliceRows).map((cells, offset): JobRow => {
      const row = at + offset
      const width = tooWide.get(row) ?? 0
      const kept: ImportSource = {
        ...(of !== undefined && { of }),
        n: table.rowNumbers[row] ?? row + 1,
        cells,
        ...(width > table.columns.length && { width }),
      }
      return { row: from + row, source: kept, ...firstStatus(marks.get(row), input.mapping) }
    })
    for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1
    await ctx.store.jobs.addRows(jobId, rows)
    await turn()
  }
}

const nameOf = (source: Source): string =>
  source.kind === 'file'
    ? source.name
    : source.kind === 'text'
      ? 'rows.json'
      : `${source.files[0]?.name} and ${source.files.length - 1} more`

function firstStatus(marks: RowMarks = {}, mapping: ImportMapping): Pick<JobRow, 'status' | 'result'> {
  const settled = settledByMarks(marks, mapping)
  if (settled === undefined) return { status: 'pending', result: Object.keys(marks).length === 0 ? null : marks }
  return { status: settled.to, result: settled.result }
}

/** A problem of the file as a problem of the request. */
async function tableOf(source: Source, options: ReadOptions, ctx: RequestContext): Promise<ReadFile> {
  try {
    return await readFile(source, options, {
      check: () => {
        if (ctx.signal?.aborted === true) throw badRequest('The request was given up')
      },
    })
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    const { hint, near } = error.place
    const place = near === undefined ? '' : ` It is near: ${near}`
    throw badRequest(error.message, { ...(hint !== undefined && { hint: `${hint}${place}` }), cause: error })
  }
}

/** For recognising their column by its values. */
async function serviceNames({ columns }: ImportMapping, ctx: RequestContext): Promise<ReadonlySet<string>> {
  if (columns !== undefined) return new Set()
  return new Set((await catalogueNames(ctx)).services.map(({ name }) => name))
}

/** Rows of one name, none of which is written while nobody says which is meant; and what stands below the table. */
async function marksIn(table: Table, input: ImportInput): Promise<ReadonlyMap<number, RowMarks>> {
  const nameOf = rowNamer(input)
  const marks = new Map<number, RowMarks>((table.footers ?? []).map((place) => [place, { isFooter: true }]))
  const turn = takeTurns()
  const fqns: (string | undefined)[] = []
  for (const [place, cells] of table.rows.entries()) {
    await turn()
    fqns.push(marks.has(place) ? undefined : nameOf(cells))
  }
  for (const [place, mark] of twinMarks(fqns, (at) => table.rowNumbers[at] ?? at + 1)) marks.set(place, mark)
  return marks
}
