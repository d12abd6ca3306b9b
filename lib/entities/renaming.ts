/**
 * Another name for something: names below follow in the same commit, and so does what names it by its name instead of its id
 * (labels of columns, columns in lineage, certifications, conditions of policies). Everything else refers by id and has nothing to follow.
 */
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { lineageColumns, lineageRelation } from '@/lib/entities/lineage-names'
import { retryStale } from '@/lib/entities/retry-stale'
import type { EntityState } from '@/lib/entities/state'
import { Pace, takeTurns } from '@/lib/entities/turns'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { definitions } from '@/lib/model/entities/registry'
import { textMax } from '@/lib/model/rules/bounds'
import { joinFqn, parentFqn } from '@/lib/model/rules/fqn'
import { alreadyExists, badRequest } from '@/lib/model/wire/errors'
import type { Change, Renaming } from '@/lib/store/change'
import type { StoredEntity } from '@/lib/store/rows'

type Named = Pick<StoredEntity, 'id' | 'name' | 'fullyQualifiedName' | 'containerId'>

/** The state under another name, in the same place. */
export const withName = (state: EntityState, name: string): EntityState => ({
  ...state,
  row: { ...state.row, name, fullyQualifiedName: joinFqn(parentFqn(state.row.fullyQualifiedName), name) },
})

/** Types whose FQNs go on from one of this type. */
export function typesBelow(type: EntityType): EntityType[] {
  const found = new Set<EntityType>()
  const add = (above: EntityType): void => {
    for (const { type: each, container, childRelation } of definitions) {
      const isBelow =
        container?.type === above || (each === above && container !== undefined && childRelation !== undefined)
      if (!isBelow || found.has(each)) continue
      found.add(each)
      add(each)
    }
  }
  add(type)
  return [...found]
}

/** By what labels say which kind they are. */
const labelSources: Partial<Record<EntityType, string>> = {
  classification: 'Classification',
  tag: 'Classification',
  glossary: 'Glossary',
  glossaryTerm: 'Glossary',
}

function heldIn(type: EntityType, below: readonly EntityType[]): Renaming['held'] {
  const source = labelSources[type]
  if (source === undefined) {
    // Columns have names of their own below the data model's.
    const types = definitions.filter((def) => def.parts !== undefined && below.includes(def.type))
    return { types: types.map((def) => def.type), member: 'fullyQualifiedName' }
  }
  const types = definitions.filter((def) => def.parts !== undefined || def.fields.has('certification'))
  return { types: types.map((def) => def.type), member: 'tagFQN', source }
}

/** Columns are named in lineage, which is kept with its edges. */
const linkedIn = (below: readonly EntityType[]): Pick<Renaming, 'linked'> =>
  definitions.some((def) => def.parts !== undefined && below.includes(def.type))
    ? { linked: { relation: lineageRelation, members: lineageColumns } }
    : {}

/** What a step from one to the other means for everybody else. */
export function renaming({ type, childRelation }: EntityDefinition, before: Named, after: Named): Change[] {
  const [from, to] = [before.fullyQualifiedName, after.fullyQualifiedName]
  if (from === to) return []
  const below = typesBelow(type)
  const held = heldIn(type, below)
  // What hangs below it by a relation is in its container; what it contains stays in it.
  const { containerId } = after
  const inside =
    childRelation === undefined || containerId === null || containerId === before.containerId
      ? {}
      : { inside: { type, containerId } }
  return [
    { kind: 'rename', renaming: { entityId: after.id, type, from, to, below, held, ...linkedIn(below), ...inside } },
  ]
}

export interface Step {
  readonly before: StoredEntity
  readonly after: StoredEntity
}

const renames = ({ before, after }: Step): boolean => before.fullyQualifiedName !== after.fullyQualifiedName

/** It stands elsewhere, whatever it is called. */
export const isMoved = ({ before, after }: Step): boolean =>
  parentFqn(before.fullyQualifiedName) !== parentFqn(after.fullyQualifiedName)

/** Reads what new names and places have to go with. The check it gives throws 400 and 409. */
export async function requireNames(
  def: EntityDefinition,
  steps: readonly Step[],
  ctx: RequestContext,
): Promise<(step: Step) => void> {
  const renamed = steps.filter(renames)
  if (renamed.length === 0) return () => {}
  const wanted = renamed.map(({ after }) => after.fullyQualifiedName)
  const holders = new Map((await ctx.store.findByFqns(def.type, wanted)).map((row) => [row.fullyQualifiedName, row.id]))
  const longest = new Map<string, number>()
  for (const { before } of renamed) {
    const below = await ctx.store.below(typesBelow(def.type), before.fullyQualifiedName)
    longest.set(before.id, Math.max(before.fullyQualifiedName.length, ...below.map((each) => each.longest)))
  }
  return (step) => {
    if (!renames(step)) return
    const { before, after } = step
    const { name, document, fullyQualifiedName } = before
    if (document.provider === 'system' || document.teamType === 'Organization')
      throw badRequest(`System entity [${name}] of type ${def.type} can not be ${isMoved(step) ? 'moved' : 'renamed'}.`)
    const holder = holders.get(after.fullyQualifiedName)
    if (holder !== undefined && holder !== after.id) throw alreadyExists(after.fullyQualifiedName)
    const growth = after.fullyQualifiedName.length - fullyQualifiedName.length
    if ((longest.get(before.id) ?? 0) + growth > textMax.fqn)
      throw badRequest(
        `With this ${isMoved(step) ? 'place' : 'name'}, a fully qualified name would be longer than ${textMax.fqn} characters`,
        { fields: [{ path: '/name', message: 'is too long for what is below it' }] },
      )
  }
}

/**
 * Search texts of the many that lie below new names, a slice at a time with a turn for others between. Nobody waits for it:
 * until then they are found by the words of the old name.
 */
export async function rewordSearch(ctx: RequestContext): Promise<void> {
  const [turn, pace] = [takeTurns(), new Pace()]
  while (await ctx.store.hasUnworded()) {
    ctx.ending?.throwIfAborted()
    const started = performance.now()
    await retryStale(() => commit([{ kind: 'reword', rows: pace.rows }], ctx))
    pace.took(performance.now() - started, pace.rows)
    await turn()
  }
}
