/**
 * The relations along which rights reach a user. The one account of it: `grantsOf` follows them, the guard of decision
 * 005 watches them, and what is remembered of somebody's rights is forgotten when an entity of these types changes.
 */
import type { EntityType } from '@/lib/model/entities/entity'

/** Type → the relations by which its entities receive. Domains are what conditions ask of a user. */
export const receivesBy: Readonly<Partial<Record<EntityType, readonly string[]>>> = {
  user: ['role', 'team', 'domain'],
  team: ['policy', 'defaultRole', 'parent'],
  role: ['policy'],
}

/** A team gives what it receives itself; whatever else these relations lead to gives something by itself. */
export const passesOn: ReadonlySet<string> = new Set(['team', 'parent'])

/** So many levels of teams are gone up. */
export const teamDepthMax = 20

/** Whom rights are had from. What is deleted or disabled gives nothing. */
export const gives = (target: {
  readonly deleted: boolean
  readonly document?: Readonly<Record<string, unknown>>
}): boolean => !target.deleted && target.document?.disabled !== true

/** What the relations lead to and begin at. */
const types: ReadonlySet<string> = new Set(['user', 'team', 'role', 'policy', 'domain'])
const relations: ReadonlySet<string> = new Set(Object.values(receivesBy).flat())

export const isOfRights = (type: string): boolean => types.has(type)

export const mayCarryRights = (relation: string): boolean => relations.has(relation)

export const carriesRights = (type: EntityType | undefined, relation: string): boolean =>
  type !== undefined && receivesBy[type]?.includes(relation) === true
