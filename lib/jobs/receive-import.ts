/** From a file to a job: what is wrong with the file or its mapping is told at once, its rows are kept for the runner. */
import { randomUUID } from 'node:crypto'
import type { RequestContext } from '@/lib/entities/context'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { list } from '@/lib/entities/list'
import { takeTurns } from '@/lib/entities/turns'
import { findDuplicates, requestFqn } from '@/lib/import/check-rows'
import { targetColumns } from '@/lib/import/columns'
import { rowMapper } from '@/lib/import/map-rows'
import { readFile, type Source } from '@/lib/import/read-file'
import { type Cell, FileProblem, type ReadOptions, type Table } from '@/lib/import/table'
import {
  type Importable,
  type ImportInput,
  type ImportMapping,
  importDefinition,
  resolveColumns,
} from '@/lib/jobs/import-input'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { badRequest } from '@/lib/model/wire/errors'
import type { Job, JobRow } from '@/lib/store/jobs'

export interface ImportRequest {
  readonly collection: Importable
  readonly source: Source
  readonly options: ReadOptions
  readonly mapping: ImportMapping
  readonly note?: string
  /** Runs as soon as it is planned. */
  readonly runs: boolean
}

/** What a row of the ledger holds of the file. */
export interface ImportSource {
  /** Its number in the file. */
  readonly n: number
  readonly cells: readonly Cell[]
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

async function receive({ collection, source, options, mapping, note, runs }: ImportRequest, ctx: RequestContext) {
  const def = importDefinition(collection)
  const table = await tableOf(source, options, ctx)
  const properties = [...(await customPropertiesOf(def.type, ctx)).values()]
  const columns = resolveColumns(def, table, mapping, properties, await serviceNames(mapping, ctx))
  const { columns: _columns, ...rest } = mapping
  const input: ImportInput = {
    collection,
    fileName: source.kind === 'file' ? source.name : 'rows.json',
    headers: table.headers,
    columnNames: table.columns,
    ...columns,
    mapping: rest,
    ...(note !== undefined && { note }),
    ...(runs && { runs }),
  }
  const { actor } = ctx
  const now = Date.now()
  const job: Job = {
    id: randomUUID(),
    kind: 'import',
    phase: 'plan',
    state: 'receiving',
    wish: null,
    actorId: actor.id,
    actorName: actor.name,
    input: { ...input },
    counts: {},
    problem: null,
    token: null,
    leaseUntil: 0,
    createdAt: now,
    updatedAt: now,
  }
  const { jobs } = ctx.store
  await jobs.add(job)
  const twins = await duplicatesIn(def, table, input)
  const tooWide = new Map(table.ragged.map(({ index, cells }) => [index, cells]))
  const turn = takeTurns()
  let pending = 0
  for (let at = 0; at < table.rows.length; at += sliceRows) {
    if (ctx.signal?.aborted === true) throw badRequest('The request was given up before its rows were kept')
    const rows = table.rows.slice(at, at + sliceRows).map((cells, offset): JobRow => {
      const row = at + offset
      const width = tooWide.get(row) ?? 0
      const kept: ImportSource = {
        n: table.rowNumbers[row] ?? row + 1,
        cells,
        ...(width > table.columns.length && { width }),
      }
      const problem = twins.get(row)
      if (problem === undefined) return { row, status: 'pending', source: kept, result: null }
      const fields = [{ path: '/name', message: problem }]
      return { row, status: 'refused', source: kept, result: { message: problem, fields } }
    })
    pending += rows.filter(({ status }) => status === 'pending').length
    await jobs.addRows(job.id, rows)
    await turn()
  }
  const refused = table.rows.length - pending
  const counts = { ...(pending > 0 && { pending }), ...(refused > 0 && { refused }) }
  await jobs.move(job.id, { states: ['receiving'] }, { state: 'queued', counts, updatedAt: Date.now() })
  return { ...job, state: 'queued' as const, counts }
}

/** A problem of the file as a problem of the request. */
async function tableOf(source: Source, options: ReadOptions, ctx: RequestContext): Promise<Table> {
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
  const options = { fields: new Set<string>(), include: 'non-deleted', limit: 1000 } as const
  const page = await list(dashboardServices as unknown as EntityDefinition, options, ctx) // for what is true of every type
  return new Set(page.data.map(({ name }) => name))
}

/** Rows of one name, each with what is to be said of it: none of them is written, because nobody knows which is meant. */
async function duplicatesIn(
  def: EntityDefinition,
  table: Table,
  input: ImportInput,
): Promise<ReadonlyMap<number, string>> {
  const naming: ReadonlySet<string> = new Set(['name', 'fullyQualifiedName', def.container?.field ?? 'name'])
  const { service, separator } = input.mapping
  const map = rowMapper({
    def,
    targets: targetColumns(def),
    columns: input.targets.map((target) => (target !== null && naming.has(target) ? target : undefined)),
    fixedService: service,
    people: new Map(),
    leftOut: new Set(),
    separator,
  })
  const turn = takeTurns()
  const fqns: (string | undefined)[] = []
  for (const cells of table.rows) {
    await turn()
    fqns.push(requestFqn(def, map(cells).request))
  }
  const twins = new Map<number, string>()
  for (const places of findDuplicates(fqns)) {
    const numbers = places.slice(0, 3).map((place) => table.rowNumbers[place] ?? place + 1)
    const more = places.length - numbers.length
    const rows = `${numbers.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    for (const place of places) twins.set(place, `Rows ${rows} of the file are all ${fqns[place]}: keep one of them`)
  }
  return twins
}
