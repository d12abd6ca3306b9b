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
const teamDepthMax = 20

interface Giver {
  readonly deleted: boolean
  readonly document?: Readonly<Record<string, unknown>>
}

/** Whom rights are had from. What is deleted or disabled gives nothing. */
export const gives = (target: Giver): boolean => !target.deleted && target.document?.disabled !== true

/**
 * What some teams or roles receive, and those above them: a question for a level, in which each is asked about once. What
 * gives nothing is left out, with all above it.
 */
export async function linksUpwards<Link extends { readonly targetId: string; readonly target: Giver }>(
  ids: readonly string[],
  ask: (ids: readonly string[]) => Promise<readonly Link[]>,
  leadsOn: (link: Link) => boolean,
): Promise<readonly Link[]> {
  const links: Link[] = []
  const asked = new Set<string>()
  let level = new Set(ids)
  for (let depth = 0; level.size > 0 && depth < teamDepthMax; depth += 1) {
    for (const id of level) asked.add(id)
    const found = (await ask([...level])).filter(({ target }) => gives(target))
    links.push(...found)
    level = new Set(found.filter((link) => leadsOn(link) && !asked.has(link.targetId)).map(({ targetId }) => targetId))
  }
  return links
}

/** What the relations lead to and begin at. */
const types: ReadonlySet<string> = new Set(['user', 'team', 'role', 'policy', 'domain'])
const relations: ReadonlySet<string> = new Set(Object.values(receivesBy).flat())

export const isOfRights = (type: string): boolean => types.has(type)

export const mayCarryRights = (relation: string): boolean => relations.has(relation)

export const carriesRights = (type: EntityType | undefined, relation: string): boolean =>
  type !== undefined && receivesBy[type]?.includes(relation) === true
