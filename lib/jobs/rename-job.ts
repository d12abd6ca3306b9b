/** One thing gets another name or another place: a job of one row, whose plan says what follows. */
import type { RequestContext } from '@/lib/entities/context'
import { requireChange, requireOnRow } from '@/lib/entities/gate'
import { parentMember } from '@/lib/entities/moving'
import { planPatches, type Wish } from '@/lib/entities/patch'
import { findRow } from '@/lib/entities/read'
import { typesBelow, withName } from '@/lib/entities/renaming'
import type { EntityState } from '@/lib/entities/state'
import type { ImportResult } from '@/lib/jobs/import-result'
import { type Following, type JobKind, newJob, type RunChoice } from '@/lib/jobs/job-kind'
import { selectedTarget } from '@/lib/jobs/selection-job'
import { openDeed } from '@/lib/jobs/stored-rows'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityReference, EntityType } from '@/lib/model/entities/entity'
import { definitionFor, definitionOf } from '@/lib/model/entities/registry'
import { badRequest, notFound } from '@/lib/model/wire/errors'
import type { MovingJob, RenamingJob } from '@/lib/model/wire/selection'
import type { Job } from '@/lib/store/jobs'
import type { StoredEntity } from '@/lib/store/rows'

/** As the job keeps it. */
interface OneInput extends RunChoice {
  readonly collection: RenamingJob['collection']
  /** What it is called. */
  readonly fileName: string
  readonly note?: string
}
type RenamingInput = OneInput & { readonly name: string }
/** At the top where nothing is said. */
type MovingInput = OneInput & { readonly to?: Pick<EntityReference, 'id' | 'type'> }

/** Gives the job, queued. Throws 403 and 404. */
export async function askRenaming(asked: RenamingJob, runs: boolean, ctx: RequestContext): Promise<Job> {
  const row = await findOne(asked, ctx)
  return queue(asked, runs, { fileName: `${row.name} to ${asked.name}`, name: asked.name }, ctx)
}

/** As `askRenaming`. Throws 400 for a place of another kind, too. */
export async function askMoving(asked: MovingJob, runs: boolean, ctx: RequestContext): Promise<Job> {
  const row = await findOne(asked, ctx)
  const place = asked.to === null ? undefined : await findPlace(row.type, asked.to, ctx)
  const name = place === undefined ? 'the top' : place.fullyQualifiedName
  const to = place === undefined ? {} : { to: { id: place.id, type: place.type } }
  return queue(asked, runs, { fileName: `${row.name} to ${name}`, ...to }, ctx)
}

async function findOne({ collection, id }: RenamingJob | MovingJob, ctx: RequestContext): Promise<StoredEntity> {
  const def = definitionFor(collection)
  if (def === undefined) throw notFound(collection, id)
  const row = await findRow(def, { id }, ctx)
  await requireOnRow(def, row, ['ViewBasic'], ctx)
  return row
}

async function findPlace(type: EntityType, id: string, ctx: RequestContext): Promise<StoredEntity> {
  const [row] = await ctx.store.findByIds([id])
  const def = row === undefined ? undefined : definitionOf(row.type)
  if (row === undefined || def === undefined) throw notFound('entity', id)
  await requireOnRow(def, row, ['ViewBasic'], ctx)
  if (row.type === type || row.type === definitionOf(type)?.container?.type) return row
  throw badRequest(`A ${type} cannot be moved to a ${row.type}`, {
    fields: [{ path: '/to', message: 'is of another kind' }],
  })
}

async function queue(
  { kind, collection, id, note }: RenamingJob | MovingJob,
  runs: boolean,
  given: Readonly<Record<string, unknown>>,
  ctx: RequestContext,
): Promise<Job> {
  const job = newJob(kind, {}, ctx)
  const { jobs } = ctx.store
  await jobs.add(job)
  await jobs.addRows(job.id, [{ row: 0, status: 'pending', source: { id }, result: null }])
  const input = { collection, ...given, ...(note !== undefined && { note }), ...(runs && { runs }) }
  const queued = { state: 'queued', input, counts: { pending: 1 }, updatedAt: Date.now() } as const
  await jobs.move(job.id, { states: ['receiving'] }, queued)
  return { ...job, ...queued }
}

export const renameJob: JobKind = {
  kind: 'rename',
  todo: ['update'],
  open: async ({ input }) => {
    const { name } = input as unknown as RenamingInput // written by `askRenaming`
    return openOne('renamed', () => ({ steps: [], finish: (after) => withName(after, name) }))
  },
}

export const moveJob: JobKind = {
  kind: 'move',
  todo: ['update'],
  open: async ({ input }) => {
    const { to } = input as unknown as MovingInput // written by `askMoving`
    return openOne('moved', (def, state) => ({ steps: stepsTo(def, state, to) }))
  },
}

/** The patch that says where it is to be. */
function stepsTo(def: EntityDefinition, state: EntityState, to: MovingInput['to']): JsonPatch {
  const { container } = def
  const member = parentMember(def) ?? container?.field ?? 'parent'
  if (to?.type === def.type) return [{ op: 'add', path: `/${member}`, value: to }]
  const isBelow = parentMember(def) === undefined ? state.row.container !== null : state.relations.get(member)?.length
  return [
    ...(to === undefined ? [] : [{ op: 'add', path: `/${container?.field}`, value: to } as const]),
    ...(isBelow ? [{ op: 'remove', path: `/${member}` } as const] : []),
  ]
}

/** The one row, with what follows it. */
function openOne(done: string, wish: (def: EntityDefinition, state: EntityState) => Wish): ReturnType<typeof openDeed> {
  const deed = openDeed({
    targets: async (rows) => rows.map(selectedTarget),
    plan: async (def, found, ctx) => ({
      planned: await planPatches(
        def,
        found.map(({ state }) => ({
          before: state,
          wish: () => {
            requireChange(def, state, ['EditAll'], ctx)
            if (state.row.deleted) throw badRequest(`It is deleted: restore it before it is ${done}`)
            return wish(def, state)
          },
        })),
        ctx,
      ),
      along: [],
    }),
    moved: (fqn) => `${fqn} has changed since the preview`,
  })
  return {
    ...deed,
    plan: async (rows, ctx) => {
      const settled = await deed.plan(rows, ctx)
      return Promise.all(
        settled.map(async (one) => {
          const result: ImportResult = Object(one.result) // as `stored-rows` wrote it
          const { base } = result
          return base ? { ...one, result: { ...result, follows: await followingOf(base.id, ctx) } } : one
        }),
      )
    },
  }
}

/** As what a thing of the type is given to others. */
const givenAs: Partial<Record<EntityType, string>> = {
  tag: 'tag',
  glossaryTerm: 'tag',
  domain: 'domain',
  dataProduct: 'dataProduct',
  team: 'owner',
}

async function followingOf(id: string, { store }: RequestContext): Promise<Following> {
  const [row] = await store.findByIds([id])
  if (row === undefined) return { below: [], carriers: 0 }
  const relation = givenAs[row.type]
  const [below, carriers] = await Promise.all([
    store.below(typesBelow(row.type), row.fullyQualifiedName),
    relation === undefined ? undefined : store.referrerCounts([id], relation),
  ])
  return { below: below.map(({ type, count }) => ({ type, count })), carriers: carriers?.get(id) ?? 0 }
}
