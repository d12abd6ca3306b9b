/**
 * The relations along which rights reach a user. The one account of it: `grantsOf` follows them, the guard of decision
 * 005 watches them, and what is remembered of somebody's rights is forgotten when an entity of these types changes.
 */
import type { EntityType } from '@/lib/model/entity'

/** Type → the relations by which its entities receive. Domains are what conditions ask of a user. */
export const receivesBy: Readonly<Partial<Record<EntityType, readonly string[]>>> = {
  user: ['role', 'team', 'domain'],
  team: ['policy', 'defaultRole', 'parent'],
  role: ['policy'],
}

/** What the relations lead to and begin at. */
const types: ReadonlySet<string> = new Set(['user', 'team', 'role', 'policy', 'domain'])

export const isOfRights = (type: string): boolean => types.has(type)

export const receives = (type: EntityType, relation: string): boolean => receivesBy[type]?.includes(relation) === true
