/**
 * What of the catalogue the caller may see at all. Who has no condition to meet is asked nothing: the question is
 * settled by the caller's policies alone, once for as long as they are remembered.
 */
import type { RequestContext } from '@/lib/entities/context'
import type { EntityType } from '@/lib/model/entities/entity'
import { definitionOf, definitions } from '@/lib/model/entities/registry'
import { type Actor, accessTest, type Operation } from '@/lib/model/rules/access'
import {
  all,
  always,
  isAlways,
  isNever,
  type SubjectTest,
  type TestedRelation,
  testedRelations,
} from '@/lib/model/rules/subject-test'
import type { Within } from '@/lib/store/queries'

type Caller = Pick<RequestContext, 'actor'>
export type Identified = { readonly id: string; readonly type: EntityType }

const seeing: readonly Operation[] = ['ViewBasic']
const remembered = new WeakMap<Actor, ReadonlyMap<EntityType, SubjectTest>>()

/** The types of which the caller may not see everything, with what is asked of each entity. */
function restrictions({ actor }: Caller): ReadonlyMap<EntityType, SubjectTest> {
  const known = remembered.get(actor)
  if (known !== undefined) return known
  const tests = definitions.map(({ type }) => [type, accessTest(actor, seeing, type)] as const)
  const found = new Map(tests.filter(([, test]) => !isAlways(test)))
  remembered.set(actor, found)
  return found
}

/** Of every type: nothing has to be asked of anything. */
export const seesAll = (caller: Caller): boolean => restrictions(caller).size === 0

export const seesAllOf = (type: EntityType, caller: Caller): boolean => !restrictions(caller).has(type)

export function seesNoneOf(type: EntityType, caller: Caller): boolean {
  const test = restrictions(caller).get(type)
  return test !== undefined && isNever(test)
}

/** What rows of the types have to pass, for the store; types of which everything may be seen are not in it. */
export function withinTypes(types: readonly EntityType[], caller: Caller): ReadonlyMap<EntityType, Within> {
  const tests = restrictions(caller)
  return new Map(
    types.flatMap((type) => {
      const test = tests.get(type)
      return test === undefined ? [] : [[type, toWithin(type, test)] as const]
    }),
  )
}

/** A test as the store asks it: it knows no type, so it is told what a type inherits. */
export function toWithin(type: EntityType, test: SubjectTest): Within {
  const { relations = {}, childRelation, container } = definitionOf(type) ?? {}
  const names = Object.keys(testedRelations) as TestedRelation[] // its own keys
  return {
    test,
    inherited: names.filter((name) => relations[testedRelations[name]]?.inherited === true),
    isNested: childRelation !== undefined || container?.type === type,
    container: container?.type,
  }
}

/**
 * Which of the entities the caller may see, where each has to pass `also`, too; one query for each type that has
 * conditions. What is gone passes none.
 */
export async function visibleAmong(
  entities: readonly Identified[],
  ctx: RequestContext,
  also: SubjectTest = always,
): Promise<(entity: Identified) => boolean> {
  const tests = restrictions(ctx)
  if (tests.size === 0 && isAlways(also)) return () => true
  const seen = new Set<string>()
  for (const [type, group] of Map.groupBy(entities, (entity) => entity.type)) {
    const test = all([tests.get(type) ?? always, also])
    if (isNever(test)) continue
    if (isAlways(test)) {
      for (const { id } of group) seen.add(id)
      continue
    }
    const ids = [...new Set(group.map(({ id }) => id))]
    for (const id of await ctx.store.passing(ids, toWithin(type, test))) seen.add(id)
  }
  return ({ id }) => seen.has(id)
}

/** The items whose entity the caller may see, in their order. */
export async function onlyVisible<T>(
  items: readonly T[],
  entityOf: (item: T) => Identified,
  ctx: RequestContext,
  also?: SubjectTest,
): Promise<T[]> {
  const isVisible = await visibleAmong(items.map(entityOf), ctx, also)
  return items.filter((item) => isVisible(entityOf(item)))
}
