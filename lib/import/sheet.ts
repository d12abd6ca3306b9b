/**
 * One import from file to result: reads, maps, checks, remembers what the server plans and what was written. Lives in a
 * worker (`import.worker.ts`), so the page stays free; tests and the server can use it directly.
 */
import { inStretches, markDuplicates, rowBuilder } from '@/lib/import/build-rows'
import { targetColumns } from '@/lib/import/columns'
import { type KnownNames, knownNames } from '@/lib/import/known-names'
import { peopleIn, personKey } from '@/lib/import/map-rows'
import { matchColumns, profileColumns } from '@/lib/import/match-columns'
import { type ReadFile, readFile } from '@/lib/import/read-file'
import { type RowProblem, serverProblem } from '@/lib/import/row-problem'
import { askAgain, decide, undoDecision } from '@/lib/import/sheet-decisions'
import {
  type DecisionRecord,
  isAskable,
  isIncluded,
  isWritable,
  type RowState,
  rowNumber,
  type SheetState,
} from '@/lib/import/sheet-state'
import type {
  Chunk,
  Decision,
  MapRequest,
  OpenedFile,
  OpenRequest,
  OpenResult,
  Outcome,
  RowDetails,
  RowFilter,
  RowWindow,
  SheetSummary,
} from '@/lib/import/sheet-types'
import { createFinder, detailsOf, failuresOf, summarise, windowOf } from '@/lib/import/sheet-views'
import { FileProblem, isBlank, type Watch } from '@/lib/import/table'
import type { OutcomeKind } from '@/lib/model/edits/outcome'
import type { PersonName } from '@/lib/model/entities/person'
import { definitionFor } from '@/lib/model/entities/registry'
import { cellText } from '@/lib/model/fields/cell'
import { withProperties } from '@/lib/model/fields/property-field'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'

/** A chunk is as many rows as the server takes in a moment, and never more text than it takes at all. */
const chunkRowsMax = 500
const chunkBytesMax = 8 * 1024 * 1024

/** All methods may be called across a worker: arguments and answers are plain data. */
export interface Sheet {
  open(request: OpenRequest, watch?: Watch): Promise<OpenResult>
  /** Everybody the columns mapped to people name, each once. */
  people(columns: MapRequest['columns']): Promise<PersonName[]>
  /** Builds and checks every row; decisions stay. */
  map(request: MapRequest, watch?: Watch): Promise<SheetSummary>
  /** Next rows to be planned (`preview`) or written (`run`); undefined when there are none left. */
  next(purpose: 'preview' | 'run'): Promise<Chunk | undefined>
  /** The server's plan for a chunk. */
  recordPlan(chunk: Chunk, planned: readonly PlannedRow[]): Promise<SheetSummary>
  /** What was written of a chunk; from now on it is not handed out again. */
  recordRun(chunk: Chunk, done: readonly PlannedRow[]): Promise<SheetSummary>
  decide(decision: Decision): Promise<SheetSummary>
  undo(decisionId: number): Promise<SheetSummary>
  /** Plans the rows of a group anew. */
  askAgain(groupKey: string): Promise<SheetSummary>
  /** Ticks or unticks one row, or all that pass a filter. */
  tick(which: { readonly index: number } | { readonly filter: RowFilter }, isTicked: boolean): Promise<SheetSummary>
  window(filter: RowFilter, from: number, count: number): Promise<RowWindow>
  details(index: number): Promise<RowDetails>
  failures(): Promise<string>
}

export function createSheet(): Sheet {
  let state: SheetState | undefined
  let find: ReturnType<typeof createFinder> | undefined
  const opened = (): SheetState => {
    if (state === undefined) throw new Error('no file is open')
    return state
  }
  const changed = (work: (current: SheetState) => void): SheetSummary => {
    const current = opened()
    work(current)
    current.revision += 1
    return summarise(current)
  }
  return {
    open: async (request, watch = {}) => {
      try {
        state = await openState(request, watch)
      } catch (error) {
        if (error instanceof FileProblem) return { ok: false, problem: { message: error.message, ...error.place } }
        throw error
      }
      find = createFinder(state)
      return { ok: true, file: fileOf(state) }
    },
    people: async (columns) => namedPeople(opened(), columns),
    map: async (request, watch = {}) => {
      const current = opened()
      current.columns = request.columns
      current.fixedService = request.fixedService
      current.people = new Map(request.people.map(([key, person]) => [key, person ?? undefined]))
      await inStretches(current.table.rows.length, rowBuilder(current), watch)
      markDuplicates(current)
      current.revision += 1
      return summarise(current)
    },
    next: async (purpose) => nextChunk(opened(), purpose),
    recordPlan: async (chunk, planned) => changed((current) => recordPlan(current, chunk, planned)),
    recordRun: async (chunk, done) => changed((current) => recordRun(current, chunk, done)),
    decide: async (decision) => changed((current) => decide(current, decision)),
    undo: async (id) => changed((current) => undoDecision(current, id)),
    askAgain: async (key) => changed((current) => askAgain(current, key)),
    tick: async (which, isTicked) =>
      changed((current) => {
        const positions = 'index' in which ? [which.index] : (find?.(which.filter) ?? [])
        for (const position of positions) {
          const row = current.rows[position]
          if (row !== undefined && isWritable(row) && row.sent === undefined) row.isExcluded = !isTicked
        }
      }),
    window: async (filter, from, count) => windowOf(opened(), find?.(filter) ?? [], from, count),
    details: async (index) => detailsOf(opened(), index),
    failures: async () => failuresOf(opened()),
  }
}

async function openState(
  { source, options, collection, properties, services, tags }: OpenRequest,
  watch: Watch,
): Promise<SheetState> {
  const def = definitionFor(collection)
  if (def === undefined) throw new Error(`there is no collection ${collection}`)
  const table = await readFile(source, { ...options, collection }, watch)
  const targets = targetColumns(def, properties)
  const profiles = profileColumns(table)
  const matches = matchColumns(def, profiles, targets, new Set(services))
  return {
    def: withProperties(def, properties),
    table,
    targets,
    profiles,
    matches,
    columns: matches.map(({ target }) => target),
    fixedService: undefined,
    people: new Map(),
    known: knownNames(services, tags),
    leftOut: new Set(),
    separator: undefined,
    decisions: footerDecision(table),
    rows: [],
    revision: 0,
  }
}

/** What stands below a table is left out, told like a decision, and as easily taken back. */
function footerDecision({ footers = [], rows, rowNumbers }: ReadFile): DecisionRecord[] {
  if (footers.length === 0) return []
  const shown = footers.map((index) => {
    const text = cellText(rows[index]?.find((cell) => !isBlank(cell))).slice(0, 60)
    return `row ${rowNumbers[index]} (“${text}”)`
  })
  const label = `Below the table, so left out: ${shown.join(', ')}`
  return [{ id: 1, label, excluded: footers, leftOut: [] }]
}

function fileOf(state: SheetState): OpenedFile {
  const { table, profiles, matches } = state
  const short = table.ragged.filter(({ cells }) => cells < table.columns.length)
  return {
    format: table.format,
    ...(table.encoding !== undefined && { encoding: table.encoding }),
    ...(table.delimiter !== undefined && { delimiter: table.delimiter }),
    ...(table.quotes !== undefined && { quotes: table.quotes }),
    ...(table.headerRow !== undefined && { headerRow: table.headerRow }),
    ...(table.head !== undefined && { head: table.head }),
    ...(table.parts !== undefined && { parts: table.parts }),
    ...(table.part !== undefined && { part: table.part }),
    ...(table.recognised !== undefined && { recognised: table.recognised }),
    rowCount: table.rows.length,
    columns: profiles,
    matches,
    shortRows: { numbers: short.slice(0, 5).map(({ index }) => rowNumber(state, index)), count: short.length },
  }
}

function namedPeople({ table, targets }: SheetState, columns: MapRequest['columns']): PersonName[] {
  const positions = columns.flatMap((key, index) =>
    targets.some((target) => target.key === key && target.kind === 'people') ? [index] : [],
  )
  const people = new Map<string, PersonName>()
  for (const row of positions.length === 0 ? [] : table.rows) {
    for (const position of positions)
      for (const person of peopleIn(row[position])) people.set(personKey(person), person)
  }
  return [...people.values()]
}

function nextChunk(state: SheetState, purpose: 'preview' | 'run'): Chunk | undefined {
  const container = state.def.container?.field
  const wanted = (row: RowState): boolean =>
    row.sent === undefined &&
    (purpose === 'run' ? isIncluded(row) : row.outcome === 'pending' && !row.isExcluded && isAskable(row, container))
  const requestOf = ({ request, problems }: RowState): RowState['request'] => {
    if (purpose === 'run' || problems.length === 0) return request
    const wrong = new Set(problems.map(({ member }) => member))
    return Object.fromEntries(Object.entries(request).filter(([member]) => !wrong.has(member)))
  }
  const indexes: number[] = []
  let bytes = 0
  for (const [index, row] of state.rows.entries()) {
    if (!wanted(row)) continue
    bytes += JSON.stringify(row.request).length
    if (indexes.length > 0 && bytes > chunkBytesMax) break
    indexes.push(index)
    if (indexes.length === chunkRowsMax) break
  }
  if (indexes.length === 0) return undefined
  const rows = indexes.flatMap((index) => state.rows[index] ?? [])
  return { indexes, stamps: rows.map(({ stamp }) => stamp), requests: rows.map(requestOf) }
}

const outcomes: Readonly<Record<OutcomeKind | 'refused', Outcome>> = {
  entityCreated: 'create',
  entityUpdated: 'update',
  entityRestored: 'restore',
  entityNoChange: 'unchanged',
  entitySoftDeleted: 'update',
  entityDeleted: 'update',
  refused: 'fail',
}

function recordPlan(state: SheetState, { indexes, stamps }: Chunk, planned: readonly PlannedRow[]): void {
  for (const plan of planned) {
    const row = state.rows[indexes[plan.row] ?? -1]
    if (row === undefined || row.stamp !== stamps[plan.row]) continue
    row.outcome = outcomes[plan.outcome]
    row.planned = plan
    row.refusals = plan.outcome === 'refused' ? refusalsOf(state.known, plan.message, plan.fields) : []
  }
}

function refusalsOf(
  known: KnownNames,
  message = 'Refused by the server',
  fields: PlannedRow['fields'] = [],
): RowProblem[] {
  const named = fields.map((field) => serverProblem(field, known))
  // The message says more than fields that only point at a place.
  return named.some(({ cause }) => cause.kind === 'missing')
    ? named
    : [serverProblem({ path: fields[0]?.path ?? '', message }, known)]
}

function recordRun(state: SheetState, { indexes }: Chunk, done: readonly PlannedRow[]): void {
  for (const { row: place, outcome, message, fields } of done) {
    const row = state.rows[indexes[place] ?? -1]
    if (row === undefined) continue
    row.sent = outcome === 'refused' ? 'failed' : 'written'
    if (outcome === 'refused') row.refusals = refusalsOf(state.known, message, fields)
  }
}
