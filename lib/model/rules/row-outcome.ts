/** What rows of a job come to: what they wait for, what would become of them, and what has. */
export const rowOutcomes = [
  'pending',
  'create',
  'update',
  'restore',
  'delete',
  'unchanged',
  'gone',
  'refused',
  'created',
  'updated',
  'restored',
  'deleted',
  'failed',
  'held',
  'excluded',
  'skipped',
] as const
export type RowOutcome = (typeof rowOutcomes)[number]

/** What a run would do, or has yet to do. */
export const todo: readonly RowOutcome[] = ['create', 'update', 'restore', 'delete']

/** What has been done, in the same order. */
export const written: readonly RowOutcome[] = ['created', 'updated', 'restored', 'deleted']

/** What rows of an import may have, whatever they come to: cells that somebody has edited, warnings. */
export const rowMarks = ['edited', 'warned'] as const
export type RowMark = (typeof rowMarks)[number]
