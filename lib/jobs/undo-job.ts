/**
 * Takes back what a job has written: new entities are deleted softly, changed ones get back the values they had, deleted
 * ones that came back are deleted again. What was edited since stays as it is. Versions go on.
 */
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { requireChange } from '@/lib/entities/gate'
import { planPatch } from '@/lib/entities/patch'
import type { Plan } from '@/lib/entities/plan'
import { requireRemovable } from '@/lib/entities/remove'
import { render } from '@/lib/entities/render'
import { retryStale } from '@/lib/entities/retry-stale'
import { loadState } from '@/lib/entities/state'
import { takeTurns } from '@/lib/entities/turns'
import type { ImportResult } from '@/lib/jobs/import-job'
import type { Basis, JobKind, Settle } from '@/lib/jobs/job-kind'
import { sameValue } from '@/lib/model/edits/change'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { isRecord } from '@/lib/model/rules/is-record'
import { CatalogueError } from '@/lib/model/wire/errors'
import { StoreConflict } from '@/lib/store/errors'
import type { JobRow, SettledRow } from '@/lib/store/jobs'
import type { Change, StoredEntity } from '@/lib/store/store'

/** Statuses of rows that have written something. */
export const writtenStatuses = ['created', 'updated', 'restored', 'deleted'] as const

export const undoJob: JobKind = {
  kind: 'undo',
  todo: ['update', 'restore', 'delete'],
  open: async () => ({
    plan: (rows, ctx) =>
      each(rows, ctx, async (row, undone) => {
        const plan = await planUndo(undone, ctx)
        return settled(row, undone, statuses(plan, planned), plan)
      }),
    run: (rows, settle, ctx) => runTogether(rows, settle, ctx),
  }),
}

/** All rows in one commit; each by itself where somebody has been in the way of one of them. */
async function runTogether(
  rows: readonly JobRow[],
  settle: Settle,
  ctx: RequestContext,
): Promise<readonly SettledRow[]> {
  const changes: Change[] = []
  const others = await each(rows, ctx, async (row, undone) => {
    const plan = await planUndo(undone, ctx)
    changes.push(...plan.changes, settle([settledBy(row, undone, plan)]))
    return undefined
  })
  try {
    await commit(changes, ctx)
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error
    return (await each(rows, ctx, (row, undone) => runOne(row, undone, settle, ctx))).flatMap((one) => one ?? [])
  }
  return others.flatMap((one) => one ?? [])
}

const planned = { entitySoftDeleted: 'delete', entityRestored: 'restore', entityUpdated: 'update' }
const done = { entitySoftDeleted: 'deleted', entityRestored: 'restored', entityUpdated: 'updated' }
const statuses = ({ kind }: Plan, names: Readonly<Record<string, string>>): string => names[kind] ?? 'unchanged'

/** A row of the job that is undone, and the entity it wrote. */
interface Undone {
  readonly result: ImportResult
  readonly row: StoredEntity
  readonly def: EntityDefinition
}

/** Calls `work` for each row that can be undone; what it throws, and why others cannot be, becomes the row's result. */
async function each<T>(
  rows: readonly JobRow[],
  ctx: RequestContext,
  work: (row: JobRow, undone: Undone) => Promise<T>,
): Promise<(T | SettledRow)[]> {
  const [first] = rows
  const { of } = Object(first?.source) as { of: string } // as `addRowsOf` wrote it
  const written = await ctx.store.jobs.rowsByNumber(
    of,
    rows.map(({ row }) => row),
  )
  const results = new Map(written.map(({ row, result }) => [row, Object(result) as ImportResult])) // as the job wrote it
  const ids = [...results.values()].flatMap(({ written: version }) => version?.id ?? [])
  const entities = new Map((await ctx.store.findByIds(ids)).map((entity) => [entity.id, entity]))
  const turn = takeTurns()
  const done: (T | SettledRow)[] = []
  for (const row of rows) {
    await turn()
    const result = results.get(row.row)
    const entity = entities.get(result?.written?.id ?? '')
    const def = entity === undefined ? undefined : definitionOf(entity.type)
    if (result?.written === undefined || entity === undefined || def === undefined) {
      const message = `${result?.fullyQualifiedName ?? 'What was written'} is not there any more`
      done.push({ row: row.row, from: row.status, to: 'held', result: { ...keptOf(result), message } })
      continue
    }
    try {
      done.push(await work(row, { result, row: entity, def }))
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error
      const to = error.kind === 'conflict' ? 'held' : row.status === 'pending' ? 'refused' : 'failed'
      const { message, fields } = error
      done.push({ row: row.row, from: row.status, to, result: { ...keptOf(result), message, fields } })
    }
  }
  return done
}

const keptOf = (result: ImportResult | undefined): ImportResult => ({
  ...(result?.fullyQualifiedName !== undefined && { fullyQualifiedName: result.fullyQualifiedName }),
})

function settled(row: JobRow, { result, row: { id, version, updatedAt } }: Undone, to: string, plan: Plan): SettledRow {
  const { changeDescription, unrecorded = [] } = plan
  return {
    row: row.row,
    from: row.status,
    to,
    result: {
      ...keptOf(result),
      base: { id, version, updatedAt },
      version: plan.after.row.version,
      ...(changeDescription !== undefined && { changeDescription }),
      ...(unrecorded.length > 0 && { unrecorded: [...unrecorded] }),
    } satisfies ImportResult,
  }
}

/** As `settled`, with what is written. */
function settledBy(row: JobRow, undone: Undone, plan: Plan): SettledRow {
  const { id, version, updatedAt } = plan.after.row
  const as = settled(row, undone, statuses(plan, done), plan)
  return { ...as, result: { ...Object(as.result), written: { id, version, updatedAt } satisfies Basis } }
}

/** Undefined once it is committed, together with what the row has come to. */
async function runOne(
  row: JobRow,
  undone: Undone,
  settle: Settle,
  ctx: RequestContext,
): Promise<SettledRow | undefined> {
  await retryStale(async () => {
    const [entity] = await ctx.store.findByIds([undone.row.id])
    if (entity === undefined) throw edited(undone)
    const now = { ...undone, row: entity }
    const plan = await planUndo(now, ctx)
    await commit([...plan.changes, settle([settledBy(row, now, plan)])], ctx)
  })
  return undefined
}

const edited = ({ result }: Undone): CatalogueError =>
  new CatalogueError('conflict', `${result.fullyQualifiedName ?? 'It'} was edited since and stays as it is`)

async function planUndo(undone: Undone, ctx: RequestContext): Promise<Plan> {
  const { result, row, def } = undone
  const { written, base } = result
  if (written === undefined || written.version !== row.version || written.updatedAt !== row.updatedAt)
    throw edited(undone)
  const state = await loadState(def, row, 'all', ctx)
  const current = render(def, state, 'all', ctx, { showDeletedIn: () => true })
  const values = base === null || base === undefined ? current : await valuesBefore(undone, base, current, ctx)
  const deleted = base === null || values.deleted === true
  if (deleted && !row.deleted) requireRemovable(def, state, ctx)
  if (!deleted && row.deleted) requireChange(def, state, ['EditAll'], ctx)
  return planPatch(def, row, stepsTo(def, current, values), ctx, (after) => ({
    ...after,
    row: { ...after.row, deleted },
  }))
}

type Values = Readonly<Record<string, unknown>>

async function valuesBefore(
  { result, row }: Undone,
  base: Basis,
  current: Values,
  ctx: RequestContext,
): Promise<Values> {
  if (base.version !== row.version) {
    const archived = await ctx.store.version(row.id, base.version)
    if (archived === undefined) throw new CatalogueError('conflict', `Version ${base.version} is not there any more`)
    return archived.snapshot
  }
  // It changed without a new version, so that no version holds what it was like.
  const before: Record<string, unknown> = { ...current }
  for (const { name, oldValue } of result.unrecorded ?? []) {
    if (oldValue === undefined || oldValue === null) delete before[name]
    else before[name] = oldValue
  }
  return before
}

/** Members that a patch leaves alone, or that `planUndo` sees to. */
const managed: ReadonlySet<string> = new Set([
  'id',
  'name',
  'fullyQualifiedName',
  'version',
  'updatedAt',
  'updatedBy',
  'href',
  'deleted',
  'followers',
  'votes',
  'usageSummary',
  'changeDescription',
  'incrementalChangeDescription',
])

function stepsTo(def: EntityDefinition, current: Values, wanted: Values): JsonPatch {
  const steps: { op: 'add' | 'remove'; path: string; value?: unknown }[] = []
  for (const member of def.fields) {
    if (managed.has(member) || def.readOnly.has(member) || def.fixed.has(member)) continue
    if (member === def.container?.field || def.container?.copies?.includes(member) === true) continue
    const [now, then] = [current[member], wanted[member]]
    if (sameValue(identity(now), identity(then))) continue
    const path = `/${member}`
    if (!isEmpty(then)) steps.push({ op: 'add', path, value: then })
    else if (!isEmpty(now)) steps.push({ op: 'remove', path })
  }
  return steps as JsonPatch // `value` goes with `add` alone
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

/** What a reference or a label is about: what else it says of its target may have changed without it. */
function identity(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => Object(item).inherited !== true).map(identity)
  if (!isRecord(value)) return value
  const { id, type, tagFQN, source, state } = value
  if (typeof tagFQN === 'string') return { tagFQN, source, state }
  if (typeof id === 'string' && typeof type === 'string') return { id, type }
  return value
}
