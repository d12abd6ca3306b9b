/** One thing gets another name: a job of one row, whose plan says what follows the name. */
import type { RequestContext } from '@/lib/entities/context'
import { requireChange, requireOnRow } from '@/lib/entities/gate'
import { planPatches } from '@/lib/entities/patch'
import { findRow } from '@/lib/entities/read'
import { typesBelow, withName } from '@/lib/entities/renaming'
import type { ImportResult } from '@/lib/jobs/import-job'
import { type Following, type JobKind, newJob, type RunChoice } from '@/lib/jobs/job-kind'
import { selectedTarget } from '@/lib/jobs/selection-job'
import { openDeed } from '@/lib/jobs/stored-rows'
import type { EntityType } from '@/lib/model/entities/entity'
import { definitionFor } from '@/lib/model/entities/registry'
import { badRequest, notFound } from '@/lib/model/wire/errors'
import type { RenamingJob } from '@/lib/model/wire/selection'
import type { Job } from '@/lib/store/jobs'

/** As the job keeps it. */
interface RenamingInput extends RunChoice {
  readonly collection: RenamingJob['collection']
  /** What it is called. */
  readonly fileName: string
  readonly name: string
  readonly note?: string
}

/** Gives the job, queued. Throws 403 and 404. */
export async function askRenaming(
  { collection, id, name, note }: RenamingJob,
  runs: boolean,
  ctx: RequestContext,
): Promise<Job> {
  const def = definitionFor(collection)
  if (def === undefined) throw notFound(collection, id)
  const row = await findRow(def, { id }, ctx)
  await requireOnRow(def, row, ['ViewBasic'], ctx)
  const job = newJob('rename', {}, ctx)
  const { jobs } = ctx.store
  await jobs.add(job)
  await jobs.addRows(job.id, [{ row: 0, status: 'pending', source: { id }, result: null }])
  const input: RenamingInput = {
    collection,
    fileName: `${row.name} to ${name}`,
    name,
    ...(note !== undefined && { note }),
    ...(runs && { runs }),
  }
  const queued = { state: 'queued', input: { ...input }, counts: { pending: 1 }, updatedAt: Date.now() } as const
  await jobs.move(job.id, { states: ['receiving'] }, queued)
  return { ...job, ...queued }
}

export const renameJob: JobKind = {
  kind: 'rename',
  todo: ['update'],
  open: async ({ input }) => {
    const { name } = input as unknown as RenamingInput // written by `askRenaming`
    const deed = openDeed({
      targets: async (rows) => rows.map(selectedTarget),
      plan: async (def, found, ctx) => ({
        planned: await planPatches(
          def,
          found.map(({ state }) => ({
            before: state,
            wish: () => {
              requireChange(def, state, ['EditAll'], ctx)
              if (state.row.deleted) throw badRequest('It is deleted: restore it before it is renamed')
              return { steps: [], finish: (after) => withName(after, name) }
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
  },
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
