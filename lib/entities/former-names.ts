/** Who was called so before: addresses and bookmarks go on leading to what has been renamed. */
import type { RequestContext } from '@/lib/entities/context'
import { lookupFqn } from '@/lib/entities/resolve'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { isFqn, splitFqn } from '@/lib/model/rules/fqn'
import type { StoredEntity } from '@/lib/store/rows'

/** What has been renamed is looked for so many times: what it is in may have been renamed as well, before or after. */
const stepsMax = 10

/** Of the type, whatever went by the name once, itself or what it is in; nothing where something goes by it now. */
export async function findFormer(
  def: EntityDefinition,
  fqn: string,
  ctx: RequestContext,
): Promise<StoredEntity | undefined> {
  const seen = new Set<string>()
  for (let name: string | undefined = lookupFqn(def.type, fqn); name !== undefined && seen.size < stepsMax; ) {
    if (seen.has(name)) return undefined
    seen.add(name)
    name = await nameNow(def, name, ctx)
    if (name === undefined) return undefined
    const [row] = await ctx.store.findByFqns(def.type, [name])
    if (row !== undefined) return row
  }
  return undefined
}

/** What goes by the name in the place of something deleted that was merged into it, or into what was merged into it. */
export async function findMerged(
  def: EntityDefinition,
  fqn: string,
  { store }: RequestContext,
): Promise<StoredEntity | undefined> {
  const seen = new Set<string>()
  for (let name = lookupFqn(def.type, fqn); !seen.has(name) && seen.size < stepsMax; ) {
    seen.add(name)
    const former = (await store.formerNames([name])).find(({ type }) => type === def.type)
    const [row] = former === undefined ? [] : await store.findByIds([former.entityId])
    if (row === undefined || !row.deleted) return row
    name = row.fullyQualifiedName
  }
  return undefined
}

/** The name with its longest beginning that somebody gave up in the place of which is what they are called now. */
async function nameNow(def: EntityDefinition, fqn: string, ctx: RequestContext): Promise<string | undefined> {
  const parts = isFqn(fqn) ? splitFqn(fqn) : []
  const beginnings = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
  const types = new Set([def.type, def.container?.type])
  const former = (await ctx.store.formerNames(beginnings)).filter(({ type }) => types.has(type))
  const rows = new Map((await ctx.store.findByIds(former.map(({ entityId }) => entityId))).map((row) => [row.id, row]))
  for (const beginning of beginnings) {
    const row = rows.get(former.find(({ fullyQualifiedName }) => fullyQualifiedName === beginning)?.entityId ?? '')
    if (row !== undefined) return `${row.fullyQualifiedName}${fqn.slice(beginning.length)}`
  }
  return undefined
}
