/** Mappings kept under names: everybody may import with one, whoever keeps it and administrators may change it. */
import type { RequestContext } from '@/lib/entities/context'
import { measure } from '@/lib/model/rules/bounds'
import { badRequest, CatalogueError, notFound } from '@/lib/model/wire/errors'
import { type ImportMapping, mappingSizeMax } from '@/lib/model/wire/import-mapping'
import type { KeptMapping } from '@/lib/store/jobs'

const keptMax = 500

/** Throws 404. */
export async function findMapping(name: string, ctx: RequestContext): Promise<KeptMapping> {
  const found = (await ctx.store.jobs.mappings()).find((kept) => kept.name === name)
  if (found === undefined) throw notFound('importMapping', name)
  return found
}

/** Throws 400 when there are too many or it is too large, and 403 for one that another person keeps. */
export async function keepMapping(name: string, mapping: ImportMapping, ctx: RequestContext): Promise<KeptMapping> {
  const { actor, store } = ctx
  if (measure(mapping, mappingSizeMax) === undefined)
    throw badRequest(`A mapping has at most ${mappingSizeMax} characters as JSON`)
  const kept = await store.jobs.mappings()
  const there = kept.find((one) => one.name === name)
  requireOwn(there, ctx)
  if (there === undefined && kept.length >= keptMax) throw badRequest(`There are ${keptMax} mappings. Remove one first`)
  const one = {
    name,
    ownerId: there?.ownerId ?? actor.id,
    ownerName: there?.ownerName ?? actor.name,
    mapping: { ...mapping },
    updatedAt: ctx.now,
  }
  await store.jobs.keepMapping(one)
  return one
}

/** Throws 403 and 404. */
export async function removeMapping(name: string, ctx: RequestContext): Promise<void> {
  requireOwn(await findMapping(name, ctx), ctx)
  await ctx.store.jobs.removeMapping(name)
}

function requireOwn(kept: KeptMapping | undefined, { actor }: RequestContext): void {
  if (kept === undefined || kept.ownerId === actor.id || actor.isAdmin) return
  throw new CatalogueError('forbidden', `${kept.name} is kept by ${kept.ownerName}`, {
    hint: 'Keep yours under another name.',
  })
}
