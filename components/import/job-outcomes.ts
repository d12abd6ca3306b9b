/** What rows of a job come to, in words: before it is done, and afterwards. */

import type { BadgeTone } from '@/components/ui/badge'
import { hasEnded } from '@/lib/client/jobs'
import { listHref, type PagedType } from '@/lib/client/links'
import { inSentence, labelFrom } from '@/lib/model/fields/field'
import { isRenamable, renamableTypes } from '@/lib/model/rules/renamable'
import { type RowOutcome, todo, written } from '@/lib/model/rules/row-outcome'
import type { JobRowView, JobView } from '@/lib/model/wire/job'

interface Told {
  /** Over how many there are. */
  readonly count: string
  /** Of one row. */
  readonly badge: string
  readonly tone: Exclude<BadgeTone, 'outline'>
}

const told: Readonly<Record<RowOutcome, Told>> = {
  create: { count: 'Will create', badge: 'Create', tone: 'ok' },
  update: { count: 'Will update', badge: 'Update', tone: 'info' },
  restore: { count: 'Will restore', badge: 'Restore', tone: 'info' },
  delete: { count: 'Will delete', badge: 'Delete', tone: 'warning' },
  created: { count: 'Created', badge: 'Created', tone: 'ok' },
  updated: { count: 'Updated', badge: 'Updated', tone: 'info' },
  restored: { count: 'Restored', badge: 'Restored', tone: 'info' },
  deleted: { count: 'Deleted', badge: 'Deleted', tone: 'warning' },
  unchanged: { count: 'Unchanged', badge: 'Unchanged', tone: 'neutral' },
  gone: { count: 'Not in the file', badge: 'Not in the file', tone: 'neutral' },
  refused: { count: 'Will fail', badge: 'Will fail', tone: 'danger' },
  failed: { count: 'Failed', badge: 'Failed', tone: 'danger' },
  held: { count: 'Held back', badge: 'Held back', tone: 'warning' },
  excluded: { count: 'Left out', badge: 'Left out', tone: 'neutral' },
  skipped: { count: 'Skipped', badge: 'Skipped', tone: 'neutral' },
  pending: { count: 'Not known yet', badge: 'Not known yet', tone: 'neutral' },
}

interface KindWords {
  /** "Pause import" */
  readonly noun: string
  /** What its button says it does. */
  readonly verb: string
  /** While it does that. */
  readonly doing: string
  readonly badge: string
}

const kinds: Readonly<Record<JobView['kind'], KindWords>> = {
  import: { noun: 'import', verb: 'Import', doing: 'Importing', badge: 'Importing' },
  edit: { noun: 'edit', verb: 'Edit', doing: 'Editing', badge: 'Editing' },
  delete: { noun: 'deletion', verb: 'Delete', doing: 'Deleting', badge: 'Deleting' },
  restore: { noun: 'restoration', verb: 'Restore', doing: 'Restoring', badge: 'Restoring' },
  rename: { noun: 'renaming', verb: 'Rename', doing: 'Renaming', badge: 'Renaming' },
  move: { noun: 'move', verb: 'Move', doing: 'Moving', badge: 'Moving' },
  merge: { noun: 'merging', verb: 'Merge', doing: 'Merging', badge: 'Merging' },
  export: { noun: 'export', verb: 'Export', doing: 'Exporting', badge: 'Exporting' },
  undo: { noun: 'undo', verb: 'Undo', doing: 'Taking back', badge: 'Undoing' },
}

/** A kind of job in words. */
export const kindWords = ({ kind }: Pick<JobView, 'kind'>): KindWords => kinds[kind]

/** "Import": a noun at the beginning. */
export const kindTitle = (job: Pick<JobView, 'kind'>): string => labelFrom(kindWords(job).noun)

/** What one of its rows is: of a file, or a thing that is there. */
export const rowNoun = (job: JobView): string =>
  job.kind === 'import' || job.kind === 'undo' || job.kind === 'merge' ? 'row' : nounOf(job)

/** What was planned and never done. */
const undone: Readonly<Partial<Record<RowOutcome, string>>> = {
  create: 'Not created',
  update: 'Not updated',
  restore: 'Not restored',
  delete: 'Not deleted',
  refused: 'Not possible',
  pending: 'Not looked at',
}

const editedSince: Told = { count: 'Edited since', badge: 'Edited since', tone: 'warning' }
const inFile: Told = { count: 'In the file', badge: 'In the file', tone: 'ok' }

export function outcomeWords(outcome: RowOutcome, job: JobView): Told {
  if (job.kind === 'export' && outcome === 'unchanged') return inFile
  if (job.kind === 'undo' && outcome === 'held' && job.phase === 'plan') return editedSince
  const past = hasEnded(job) ? undone[outcome] : undefined
  return past === undefined ? told[outcome] : { ...told[outcome], count: past, badge: past }
}

const order: readonly RowOutcome[] = [
  ...written,
  ...todo,
  'unchanged',
  'gone',
  'held',
  'failed',
  'refused',
  'skipped',
  'excluded',
  'pending',
]

/** Counts that are worth saying although they are nothing. */
function always({ kind, phase }: JobView): readonly RowOutcome[] {
  const isPlan = phase === 'plan'
  switch (kind) {
    case 'undo':
      return isPlan ? ['update', 'delete', 'held'] : ['updated', 'deleted', 'held']
    case 'edit':
      return isPlan ? ['update', 'unchanged', 'refused'] : ['updated', 'unchanged', 'failed']
    case 'delete':
      return isPlan ? ['delete', 'refused'] : ['deleted', 'failed']
    case 'rename':
    case 'move':
      return isPlan ? ['update', 'refused'] : ['updated', 'failed']
    case 'merge':
      return isPlan ? ['update', 'delete', 'refused'] : ['updated', 'deleted', 'held']
    case 'restore':
      return isPlan ? ['restore', 'refused'] : ['restored', 'failed']
    case 'export':
      return ['unchanged', 'failed']
    case 'import':
  }
  return phase === 'plan'
    ? ['create', 'update', 'unchanged', 'refused']
    : ['created', 'updated', 'unchanged', 'held', 'failed']
}

/** The counts that a page of the job shows, in their order. */
export const shownOutcomes = (job: JobView): readonly RowOutcome[] =>
  order.filter((outcome) => countOf(job, outcome) > 0 || always(job).includes(outcome))

export const countOf = ({ counts }: JobView, ...outcomes: readonly RowOutcome[]): number =>
  outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0)

/** What its rows are. */
export const typeOf = ({ collection = '' }: Pick<JobView, 'collection'>): PagedType =>
  isRenamable(collection) ? renamableTypes[collection] : collection === 'charts' ? 'chart' : 'dashboard'

/** Lists of what it has written, where lists can be asked so; an export brings charts with its dashboards. */
export const writtenLists = (job: JobView): readonly { readonly type: PagedType; readonly href: string }[] =>
  job.phase === 'run' && countOf(job, 'created', 'updated', 'restored') > 0 && job.kind !== 'export'
    ? typesIn(job).map((type) => ({ type, href: `${listHref(type)}?importJob=${job.id}` }))
    : []

const typesIn = (job: JobView): readonly PagedType[] =>
  job.file?.charts !== undefined
    ? ['dashboard', 'chart']
    : job.collection === 'dashboards' || job.collection === 'charts'
      ? [typeOf(job)]
      : []

/** "dashboard" or "data product": the same in words; "thing" where they are of several types. */
export const nounOf = (job: JobView): string =>
  job.collection === undefined ? 'thing' : inSentence(labelFrom(typeOf(job)))

/** What the file does not have stands in none of its rows, which an undo counts by their place. */
export const numberOf = ({ kind }: JobView, { rowNumber, row }: JobRowView): number | undefined =>
  rowNumber ?? (kind === 'import' ? undefined : row + 1)

/** "row 12", or what it is called. An export counts its charts and its dashboards each from the first. */
export function placeWords(job: JobView, row: JobRowView): string {
  const number = numberOf(job, row)
  const isChart = row.collection === 'charts'
  return number === undefined
    ? `${isChart ? 'chart' : nounOf(job)} ${row.name ?? row.row}`
    : `${isChart ? 'chart' : 'row'} ${number.toLocaleString('en')}`
}

/** Where it stands, in a word. */
export function stateWords(job: JobView): Pick<Told, 'badge' | 'tone'> {
  const { phase, state, asked } = job
  if (asked !== undefined) return { badge: asked === 'pause' ? 'Pausing' : 'Cancelling', tone: 'info' }
  switch (state) {
    case 'queued':
      return { badge: 'Waiting', tone: 'info' }
    case 'running':
      return { badge: phase === 'plan' ? 'Planning' : kindWords(job).badge, tone: 'info' }
    case 'paused':
      return { badge: 'Paused', tone: 'warning' }
    case 'planned':
      return { badge: 'Ready to run', tone: 'accent' }
    case 'finished':
      return { badge: 'Finished', tone: 'ok' }
    case 'cancelled':
      return { badge: phase === 'plan' ? 'Discarded' : 'Cancelled', tone: 'neutral' }
    case 'failed':
      return { badge: 'Failed', tone: 'danger' }
  }
}

export const titleOf = ({ kind, title }: JobView): string => {
  const name = title === '' ? 'Rows' : title
  return kind === 'undo' ? `Undo of ${name}` : kind === 'export' ? `Export of ${name}` : name
}

export interface RowProblem {
  /** The member that it is about; empty where it is about the row. */
  readonly path: string
  readonly message: string
}

/** What is wrong with a row, problem by problem. */
export const rowProblems = ({ fields = [], message }: Pick<JobRowView, 'fields' | 'message'>): readonly RowProblem[] =>
  fields.length > 0 ? fields : message === undefined ? [] : [{ path: '', message }]
