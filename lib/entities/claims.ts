/** Members that no two entities share (`EntityDefinition.unique`): the store holds a claim for each, kept by every plan. */
import type { RequestContext } from '@/lib/entities/context'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'
import type { Claim, EntityRow, StoredEntity } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'

type Claimant = Pick<EntityRow, 'id' | 'document'>

const scopeOf = (def: Pick<EntityDefinition, 'type'>, member: string): string => `${def.type}.${member}`

const keyOf = (value: unknown): string | undefined => (typeof value === 'string' ? value.toLowerCase() : undefined)

function claimsOf(def: EntityDefinition, { id, document }: Claimant): (Claim & { readonly member: string })[] {
  return def.unique.flatMap((member) => {
    const key = keyOf(document[member])
    return key === undefined ? [] : [{ member, scope: scopeOf(def, member), key, entityId: id }]
  })
}

const isKept = (member: string, before: Claimant | undefined, key: string): boolean =>
  before !== undefined && keyOf(before.document[member]) === key

/** What a step claims. What stays as it is claims nothing: it may be there twice since before there were claims. */
export const claimChanges = (def: EntityDefinition, before: Claimant | undefined, after: Claimant): Change[] =>
  claimsOf(def, after)
    .filter(({ member, key }) => !isKept(member, before, key))
    .map(({ scope, key, entityId }) => ({ kind: 'claim', scope, key, entityId }))

/**
 * Reads who has what the rows ask for; the check it gives throws 409 for what is another's, be it of the same call. The
 * commit makes sure.
 */
export async function requireUnclaimed(
  def: EntityDefinition,
  rows: readonly Claimant[],
  ctx: RequestContext,
): Promise<(after: Claimant, before?: Claimant) => void> {
  const wanted = Map.groupBy(
    rows.flatMap((row) => claimsOf(def, row)),
    ({ scope }) => scope,
  )
  const held = await Promise.all(
    [...wanted].map(([scope, claims]) => ctx.store.claims(scope, [...new Set(claims.map(({ key }) => key))])),
  )
  const holders = new Map(held.flat().map(({ scope, key, entityId }) => [`${scope} ${key}`, entityId]))
  return (after, before) => {
    for (const { member, scope, key, entityId } of claimsOf(def, after)) {
      if (isKept(member, before, key)) continue
      const holder = holders.get(`${scope} ${key}`)
      if (holder !== undefined && holder !== entityId) throw taken(def, member, after.document[member])
      holders.set(`${scope} ${key}`, entityId)
    }
  }
}

/** Who has the values, deleted entities too, by value in lower case; values that nobody has are left out. */
export async function holdersOf(
  def: EntityDefinition,
  member: string,
  values: readonly string[],
  ctx: RequestContext,
): Promise<ReadonlyMap<string, StoredEntity>> {
  const claims = await ctx.store.claims(scopeOf(def, member), [...new Set(values.map((value) => value.toLowerCase()))])
  const rows = await ctx.store.findByIds(claims.map(({ entityId }) => entityId))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    claims.flatMap(({ key, entityId }) => {
      const row = byId.get(entityId)
      return row === undefined ? [] : [[key, row] as const]
    }),
  )
}

const taken = (def: EntityDefinition, member: string, value: unknown): CatalogueError =>
  new CatalogueError('alreadyExists', `Another ${def.label} has the ${member} ${value} already`, {
    hint: `Give this ${def.label} another. One that is deleted keeps its own until it is deleted for good.`,
    fields: [{ path: `/${member}`, message: `belongs to another ${def.label}`, code: 'taken' }],
  })

/** Whoever has claimed the value, deleted or not. */
export async function findClaimant(
  def: EntityDefinition,
  member: string,
  value: string,
  store: Store,
): Promise<string | undefined> {
  const [claim] = await store.claims(scopeOf(def, member), [value.toLowerCase()])
  return claim?.entityId
}
