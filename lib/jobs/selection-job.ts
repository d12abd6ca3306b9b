/** What is done with many entities at once: fields edited, deleted, restored. A row of the ledger is one of them. */
import type { RequestContext } from '@/lib/entities/context'
import { definitionOfSite } from '@/lib/entities/extensions'
import { requireChange } from '@/lib/entities/gate'
import { type Planned, planPatches } from '@/lib/entities/patch'
import { planUpdate } from '@/lib/entities/plan'
import { planGoingAlong } from '@/lib/entities/remove'
import { render } from '@/lib/entities/render'
import { planRestoreBelow } from '@/lib/entities/restore'
import { importDefinition } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { JobKind, RunChoice } from '@/lib/jobs/job-kind'
import { type Deed, type Found, openDeed, planSoftDeletes, rowsThat, type Target, tried } from '@/lib/jobs/stored-rows'
import { editPatch, type KnownEdit, understood } from '@/lib/model/edits/field-edit'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { FieldEdit } from '@/lib/model/wire/selection'
import type { Change } from '@/lib/store/change'
import type { JobRow } from '@/lib/store/jobs'

/** As the job keeps it. */
export interface SelectionInput extends RunChoice {
  /** Left out where its rows are of several types. */
  readonly collection?: Importable
  /** What it is called. */
  readonly fileName: string
  readonly edits?: readonly FieldEdit[]
  readonly note?: string
}

/** Of the input of a job of these kinds. */
export const selectionInputOf = (input: Readonly<Record<string, unknown>>): SelectionInput =>
  input as unknown as SelectionInput // written by `selectRows`

/** What a row of the ledger holds. */
export interface SelectionSource {
  readonly id: string
}

/** The type with its custom properties, which can be edited too. */
export const editedDefinition = (collection: Importable, ctx: RequestContext): Promise<EntityDefinition> =>
  definitionOfSite(importDefinition(collection), ctx)

/** The edits as they are carried out. Throws 400 with all that is wrong with them. */
export function knownEdits(def: EntityDefinition, edits: readonly FieldEdit[]): readonly KnownEdit[] {
  const read = edits.map((edit) => understood(def, edit))
  const fields = read.flatMap((one, index) =>
    typeof one === 'string' ? [{ path: `/edits/${index}`, message: one }] : [],
  )
  if (fields.length === 0) return read.flatMap((one) => (typeof one === 'string' ? [] : [one]))
  throw badRequest(fields.map(({ message }) => message).join('; '), { fields })
}

const deedOf = (plan: Deed<Target>['plan']): Deed<Target> => ({
  targets: async (rows) => rows.map(selectedTarget),
  plan,
  moved: (name) => `${name} has changed since the preview`,
})

/** What a row is about whose source says it by id. */
export function selectedTarget(row: JobRow): Target {
  const { id } = row.source as SelectionSource // as `selectRows` wrote it
  const { fullyQualifiedName, base } = Object(row.result) as ImportResult // as `stored-rows` wrote it
  return { row, id, fullyQualifiedName, ...(row.status !== 'pending' && base && { expected: base }) }
}

export const editJob: JobKind = {
  kind: 'edit',
  todo: ['update'],
  open: async ({ input }, ctx) => {
    const { edits = [], withoutColumns = [] } = selectionInputOf(input)
    const left = new Set(withoutColumns)
    const knownOf = async (given: EntityDefinition) => {
      const def = await definitionOfSite(given, ctx)
      return { def, known: knownEdits(def, edits).filter(({ field }) => !left.has(field.key)) }
    }
    const kinds = new Map<string, ReturnType<typeof knownOf>>()
    return openDeed(
      deedOf(async (given, found, context) => {
        const kind = kinds.get(given.type) ?? knownOf(given)
        kinds.set(given.type, kind)
        const { def, known } = await kind
        return { planned: await planEdits(def, known, found, context), along: [] }
      }),
    )
  },
}

const planEdits = (
  def: EntityDefinition,
  edits: readonly KnownEdit[],
  found: readonly Found<Target>[],
  ctx: RequestContext,
): Promise<readonly Planned[]> =>
  planPatches(
    def,
    found.map(({ state }) => ({
      before: state,
      wish: () => {
        requireChange(def, state, ['ViewBasic'], ctx)
        if (state.row.deleted) throw badRequest('It is deleted: restore it before it is edited')
        return { steps: editPatch(def, render(def, state, 'all', ctx), edits) }
      },
    })),
    ctx,
  )

export const deleteJob: JobKind = {
  kind: 'delete',
  todo: ['delete'],
  open: async () => openDeed(deedOf(planDeletions)),
}

export const restoreJob: JobKind = {
  kind: 'restore',
  todo: ['restore'],
  open: async () => openDeed(deedOf(planRestorations)),
}

async function planDeletions(def: EntityDefinition, found: readonly Found<Target>[], ctx: RequestContext) {
  const judged = planSoftDeletes(def, found, ctx)
  const going = rowsThat('entitySoftDeleted', judged, found)
  try {
    return { planned: judged, along: await planGoingAlong(def, going, ctx) }
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
  }
  // What would go along with one of them may not go: it stays, and the others do not wait for it.
  const along: Change[] = []
  const planned: Planned[] = []
  for (const [index, { state }] of found.entries()) {
    const one = judged[index] ?? { error: new Error('a target without a plan') }
    try {
      if ('plan' in one && one.plan.kind === 'entitySoftDeleted')
        along.push(...(await planGoingAlong(def, [state.row], ctx)))
      planned.push(one)
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error
      planned.push({ error })
    }
  }
  return { planned, along }
}

async function planRestorations(def: EntityDefinition, found: readonly Found<Target>[], ctx: RequestContext) {
  const planned = found.map(({ state }) =>
    tried(() => {
      requireChange(def, state, ['EditAll'], ctx)
      return planUpdate(def, state, { ...state, row: { ...state.row, deleted: false } }, ctx)
    }),
  )
  const back = rowsThat('entityRestored', planned, found)
  const below = await planRestoreBelow(def, back, ctx, new Set(back.map(({ id }) => id)))
  return { planned, along: [...below.values()].flat() }
}
