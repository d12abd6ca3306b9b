/**
 * Takes back what a job has written: new entities are deleted softly, changed ones get back the values they had, deleted
 * ones that came back are deleted again. What was edited since stays as it is. Versions go on.
 */
import type { RequestContext } from '@/lib/entities/context'
import { mayOn, requireChange } from '@/lib/entities/gate'
import { type Planned, planPatches, type Wish } from '@/lib/entities/patch'
import { planGoingAlong, requireRemovable } from '@/lib/entities/remove'
import { withName } from '@/lib/entities/renaming'
import { render } from '@/lib/entities/render'
import { planRestoreBelow } from '@/lib/entities/restore'
import type { EntityState } from '@/lib/entities/state'
import type { ImportResult } from '@/lib/jobs/import-result'
import { type Basis, heldStatus, type JobKind } from '@/lib/jobs/job-kind'
import { mergedRow } from '@/lib/jobs/merge-job'
import { type Deed, type Found, openDeed, rowsThat, type Target } from '@/lib/jobs/stored-rows'
import { sameValue } from '@/lib/model/edits/change'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { isRecord } from '@/lib/model/rules/is-record'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'
import type { JobRow } from '@/lib/store/jobs'
import type { StoredEntity } from '@/lib/store/rows'

export const undoJob: JobKind = {
  kind: 'undo',
  todo: ['update', 'restore', 'delete'],
  open: async ({ input }, { store }) => {
    // What was merged comes back before anything carries it again.
    const [merged] = typeof input.merged === 'string' ? await store.findByIds([input.merged]) : []
    const deed = openDeed(undoing(input.along === true, merged))
    return merged === undefined ? deed : { ...deed, waits: ({ row }) => row !== mergedRow }
  },
}

/** A row of the job that is undone. */
interface Written extends Target {
  readonly result: ImportResult
}

interface Undone {
  readonly result: ImportResult
  readonly state: EntityState
}

/** `along`: of a job whose entities took others along, or brought them back; they go the same way. */
const undoing = (along: boolean, merged: StoredEntity | undefined): Deed<Written> => ({
  targets: writtenBy,
  plan: async (def, found, ctx) => {
    const planned = await planUndo(def, found, merged, ctx)
    return { planned, along: along ? await planAlong(def, found, planned, ctx) : [] }
  },
  moved: (name) => `${name} was edited since and stays as it is`,
  plansMoved: true,
})

async function writtenBy(rows: readonly JobRow[], { store }: RequestContext): Promise<readonly Written[]> {
  const [first] = rows
  const { of } = Object(first?.source) as { of: string } // as `addRowsOf` wrote it
  const written = await store.jobs.rowsByNumber(
    of,
    rows.map(({ row }) => row),
  )
  const results = new Map(written.map(({ row, result }) => [row, Object(result) as ImportResult])) // as the job wrote it
  return rows.map((row) => {
    const result = results.get(row.row) ?? {}
    const { fullyQualifiedName, written } = result
    return { row, result, id: written?.id, fullyQualifiedName, expected: expectedOf(row, written) }
  })
}

/** What was edited since is taken back as somebody has seen it in the preview, and in no other state. */
function expectedOf({ status, result }: JobRow, written: Basis | undefined): Basis | undefined {
  const { base }: ImportResult = Object(result)
  return status === heldStatus ? (base ?? nothingSeen) : written
}

/** Is like nothing there is: what nobody has seen is not done. */
const nothingSeen: Basis = { id: '', version: 0, updatedAt: 0 }

async function planUndo(
  def: EntityDefinition,
  found: readonly Found<Written>[],
  merged: StoredEntity | undefined,
  ctx: RequestContext,
): Promise<readonly Planned[]> {
  // By a run it is there, or what it was on cannot have it.
  const isRun = found.some(({ target }) => target.row.status !== 'pending')
  const expected = isRun || merged === undefined ? [] : [[merged.type, new Set([merged.fullyQualifiedName])] as const]
  const snapshots = await snapshotsOf(found, ctx)
  return planPatches(
    def,
    found.map(({ target: { result }, state }) => ({
      before: state,
      wish: () => undoOf(def, { result, state }, snapshots.get(state.row.id), ctx),
    })),
    ctx,
    new Map(expected),
  )
}

function undoOf(def: EntityDefinition, undone: Undone, archived: Values | undefined, ctx: RequestContext): Wish {
  const { state, result } = undone
  const current = render(def, state, 'all', ctx, { showDeletedIn: () => true })
  const { base } = result
  const values = base === null || base === undefined ? current : valuesBefore(undone, base, current, archived)
  const deleted = base === null || values.deleted === true
  if (deleted && !state.row.deleted) requireRemovable(def, state, ctx)
  if (!deleted && state.row.deleted) requireChange(def, state, ['EditAll'], ctx)
  return {
    steps: stepsTo(def, current, { ...values, ...uncertified(def, state, current, ctx) }),
    finish: (after) => {
      const { row, ...rest } = named(after, def, values.name)
      return { ...rest, row: { ...row, deleted } }
    },
  }
}

/** What the job has changed may have ended a certification: whoever may not give one takes back the rest. */
const uncertified = (
  def: EntityDefinition,
  state: EntityState,
  { certification }: Values,
  ctx: RequestContext,
): Values =>
  def.fields.has('certification') && !mayOn(def, state, ['EditCertification'], ctx) ? { certification } : {}

const named = (state: EntityState, { renaming }: EntityDefinition, name: unknown): EntityState =>
  renaming === undefined || typeof name !== 'string' || name === state.row.name ? state : withName(state, name)

/** What each was like in the version that it was planned against, where that is another than it has now. */
async function snapshotsOf(
  found: readonly Found<Written>[],
  { store }: RequestContext,
): Promise<ReadonlyMap<string, Values>> {
  const earlier = found.filter(
    ({ target: { result }, state }) => result.base && result.base.version !== state.row.version,
  )
  const snapshots = new Map<string, Values>()
  for (const [version = 0, group] of Map.groupBy(earlier, ({ target: { result } }) => result.base?.version)) {
    const ids = group.map(({ state }) => state.row.id)
    for (const [id, { snapshot }] of await store.versionOfEach(ids, version)) snapshots.set(id, snapshot)
  }
  return snapshots
}

async function planAlong(
  def: EntityDefinition,
  found: readonly Found<Written>[],
  planned: readonly Planned[],
  ctx: RequestContext,
): Promise<readonly Change[]> {
  const going = rowsThat('entitySoftDeleted', planned, found)
  const back = rowsThat('entityRestored', planned, found)
  const below = await planRestoreBelow(def, back, ctx, new Set(back.map(({ id }) => id)))
  return [...(await planGoingAlong(def, going, ctx)), ...[...below.values()].flat()]
}

type Values = Readonly<Record<string, unknown>>

/** What the entity was like before the job wrote it. */
function valuesBefore({ result, state }: Undone, base: Basis, current: Values, archived: Values | undefined): Values {
  if (base.version !== state.row.version) {
    if (archived === undefined) throw new CatalogueError('conflict', `Version ${base.version} is not there any more`)
    return archived
  }
  // It changed without a new version, so that no version holds what it was like.
  const before: Record<string, unknown> = { ...current }
  for (const { name, oldValue } of result.unrecorded ?? []) {
    if (oldValue === undefined || oldValue === null) delete before[name]
    else before[name] = oldValue
  }
  return before
}

/** Members that a patch leaves alone, or that the plan of an undo sees to. */
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
    const isKept =
      def.readOnly.has(member) || member === def.container?.field || def.container?.copies?.includes(member) === true
    if (managed.has(member) || (isKept && !def.movedBy.has(member))) continue
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
