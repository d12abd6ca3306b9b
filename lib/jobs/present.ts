/** Jobs and their rows as the API tells of them. */
import type { z } from 'zod'
import { isBlank, type Recognised } from '@/lib/import/table'
import { type ImportInput, importInputOf, inputOfKind, mappingOf } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-result'
import { type Following, goneStatus } from '@/lib/jobs/job-kind'
import type { readChoice } from '@/lib/jobs/kept-choice'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { retriedRow } from '@/lib/jobs/retried'
import { isGone } from '@/lib/jobs/row-marks'
import { lockedColumns } from '@/lib/jobs/row-names'
import { selectionInputOf } from '@/lib/jobs/selection-job'
import type { JobSummary } from '@/lib/jobs/summarise'
import { cellText } from '@/lib/model/fields/cell'
import type { jobRowSchema, jobSchema, jobSummarySchema } from '@/lib/model/wire/job'
import type { choiceSchema } from '@/lib/model/wire/run-choice'
import type { Job, JobRow } from '@/lib/store/jobs'

type Told = z.input<typeof jobSchema>

/** The last undo of a job that was not discarded. */
export interface UndoState {
  readonly id: string
  readonly state: Job['state']
  /** Rows that it has not taken back. */
  readonly left: number
  /** It has been undone itself. */
  readonly isTakenBack: boolean
}

export function presentJob(job: Job, undo?: UndoState): Told {
  const { id, phase, state, wish, actorName, createdAt, updatedAt, counts, problem, input } = job
  // Of an undo: the job, and what that one is about.
  const { of, fileName = '', collection, retryOf } = input as Partial<ImportInput> & { readonly of?: string }
  const { edits, note } = selectionInputOf(input)
  return {
    id,
    kind: job.kind as Told['kind'], // only known kinds are ever written
    title: fileName,
    ...(collection !== undefined && { collection }),
    phase,
    state: state as Told['state'], // nobody is told of one whose rows are still being written
    ...(wish !== null && { asked: wish }),
    startedBy: actorName,
    createdAt,
    updatedAt,
    rows: Object.entries(counts).reduce((sum, [status, count]) => (status === goneStatus ? sum : sum + count), 0),
    counts: counts as Told['counts'], // statuses are these outcomes
    ...(problem !== null && { problem }),
    ...(of !== undefined && { undoOf: of }),
    ...(retryOf !== undefined && { retryOf: { ...retryOf } }),
    ...(undo !== undefined && { undo: { ...undo, state: undo.state as Told['state'] } }),
    ...(note !== undefined && { note }),
    ...(edits !== undefined && { edits: edits.map((edit) => ({ ...edit })) }),
    ...(job.kind === 'import' && { file: fileOf(job) }),
  }
}

function fileOf({ input }: Job): Told['file'] {
  const given = importInputOf(input)
  const { fileName, collection, matches, recognised, charts, gone, brokenAt, made, deleteGone = false } = given
  const locked = lockedColumns(given)
  return {
    name: fileName,
    collection,
    columns: columnsOf(matches),
    mapping: mappingOf(given),
    ...(recognised !== undefined && { recognised: toldOf(recognised) }),
    ...(charts !== undefined && { charts: columnsOf(charts.matches) }),
    ...(brokenAt !== undefined && { brokenAt }),
    ...(made !== undefined && { made: { ...made } }),
    ...(locked.length > 0 && { locked: [...locked] }),
    ...(gone !== undefined && { gone: gone.map((count) => ({ ...count })), deletesGone: deleteGone }),
  }
}

const columnsOf = (matches: ImportInput['matches']) =>
  matches.map(({ column, target, reason }) => ({ column, target, reason }))

const toldOf = ({ tool, said, fields, leftOut, asks }: Recognised) => ({
  tool,
  said,
  fields: [...fields],
  leftOut: [...leftOut],
  asks: [...asks],
})

export function presentSummary({
  problems,
  causes,
  edited,
  warned,
  columns,
  fields,
  services,
  certified,
  certifiedGone,
  certifiedHeld,
}: JobSummary): z.input<typeof jobSummarySchema> {
  const told = problems.map(({ rowNumbers, ...group }) => ({ ...group, rowNumbers: [...rowNumbers] }))
  return {
    problems: told,
    causes: causes.size,
    edited,
    warned,
    columns: [...columns],
    fields: [...fields],
    services: [...services],
    certified,
    certifiedGone,
    certifiedHeld,
  }
}

export const presentChoice = (choice: Awaited<ReturnType<typeof readChoice>>): z.input<typeof choiceSchema> => ({
  rows: choice.rows.map(({ row, status }) => ({ row, outcome: status })),
  outcomes: [...choice.withoutOutcomes],
  columns: [...choice.withoutColumns],
  deleteGone: choice.deleteGone,
  held: choice.withHeld,
  heldRows: [...choice.withHeldRows],
})

const namesMax = 500

/** What a row of a file calls itself, and how much it says. */
function cellsIn(
  { kind, input }: Job,
  source: unknown,
): Pick<z.input<typeof jobRowSchema>, 'name' | 'displayName' | 'filled'> {
  if (kind !== 'import') return {}
  if (isGone(source))
    return { name: source.name, ...(source.displayName !== undefined && { displayName: source.displayName }) }
  const { of, cells = [] } = source as Partial<ImportSource> // as `receiveImport` wrote it
  const { targets } = inputOfKind(importInputOf(input), of)
  const filled = targets.filter((target, index) => target !== null && !isBlank(cells[index])).length
  const told = ['name', 'displayName'].flatMap((member) => {
    const text = cellText(cells[targets.indexOf(member)]).slice(0, namesMax)
    return text === '' ? [] : [[member, text] as const]
  })
  return { ...Object.fromEntries(told), filled }
}

export function presentRow(job: Job, { row, status, source, result }: JobRow): z.input<typeof jobRowSchema> {
  const said = Object(source) as Partial<ImportSource> // of a file
  const collection = job.kind === 'import' ? said.of : undefined
  const isMixed = job.kind !== 'import' && job.input.collection === undefined
  const retried = job.kind === 'import' ? retriedRow(importInputOf(job.input), said.cells ?? []) : undefined
  const told = Object(result) as ImportResult // as the job wrote it
  const {
    fullyQualifiedName,
    displayName,
    base,
    version,
    changeDescription,
    unrecorded,
    kept,
    message,
    fields,
    follows,
    type,
  } = told
  return {
    row,
    ...(said.n !== undefined && { rowNumber: said.n }),
    ...(retried !== undefined && { retriedRow: retried }),
    ...(collection !== undefined && { collection }),
    ...(isMixed && type !== undefined && { type }),
    outcome: status as z.input<typeof jobRowSchema>['outcome'], // only known ones are ever written
    ...(displayName !== undefined && { displayName }),
    ...cellsIn(job, said),
    ...(fullyQualifiedName !== undefined && { fullyQualifiedName }),
    ...(base !== undefined && base !== null && { basedOn: base.version }),
    ...(version !== undefined && { version: told.written?.version ?? version }),
    ...(changeDescription !== undefined && { changeDescription }),
    ...(unrecorded !== undefined && { unrecorded }),
    ...(kept !== undefined && { kept }),
    ...(message !== undefined && { message }),
    ...(fields !== undefined && { fields }),
    ...(follows !== undefined && { follows: toldFollowing(follows) }),
  }
}

const toldFollowing = ({ below, carriers, relabelled }: Following) => ({
  below: [...below],
  carriers,
  ...(relabelled !== undefined && { relabelled: [...relabelled] }),
})

/** Of a row of a file: what its cells say, and which of them have been mended. A long one is cut where all rows are asked for. */
export function cellsOf(
  job: Job,
  { source }: JobRow,
  max?: number,
): Pick<z.input<typeof jobRowSchema>, 'cells' | 'mended'> {
  if (job.kind !== 'import' || isGone(source)) return {}
  const { of, cells, came = {} } = source as ImportSource // as `receiveImport` wrote it
  const { columnNames } = inputOfKind(importInputOf(job.input), of)
  return {
    cells: columnNames.map((_, place) => cellText(cells[place]).slice(0, max)),
    ...(Object.keys(came).length > 0 && { mended: Object.keys(came).map(Number) }),
  }
}
