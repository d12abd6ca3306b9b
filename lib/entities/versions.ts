import type { RequestContext } from '@/lib/entities/context'
import { requireList, requireOn } from '@/lib/entities/gate'
import { withoutHidden } from '@/lib/entities/hidden-references'
import type { Page } from '@/lib/entities/list'
import { findRow } from '@/lib/entities/read'
import { hrefOf, render } from '@/lib/entities/render'
import { present } from '@/lib/entities/secrets'
import { loadState, loadStates } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { firstVersion, formatVersion } from '@/lib/model/rules/version'
import { decodeCursor, encodeCursor } from '@/lib/model/wire/cursor'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import type { ArchivedVersion, StoredEntity } from '@/lib/store/rows'

/** OpenMetadata's EntityHistory: every element of `versions` is text holding JSON, newest first. */
export interface EntityHistory {
  readonly entityType: string
  readonly versions: string[]
}

/** All versions of an entity, deleted or not (docs/contract/verbs.md#history). Throws 403 and 404. */
export async function versions(def: EntityDefinition, id: string, ctx: RequestContext): Promise<EntityHistory> {
  const current = await readCurrent(def, id, ctx)
  const earlier = await ctx.store.versions(id)
  return {
    entityType: def.type,
    versions: [
      current,
      ...(await fromArchive(
        def,
        earlier.map((state) => ({ id, state })),
        ctx,
      )),
    ].map((entity) => JSON.stringify(entity)),
  }
}

/** One version by its text form (`0.2`). Throws 400 for what is no number, 403, 404. */
export async function version(def: EntityDefinition, id: string, text: string, ctx: RequestContext): Promise<Entity> {
  if (!/^\d+(\.\d+)?$/.test(text))
    throw badRequest(`For input string: "${text}"`, { hint: 'Versions look like 0.1 or 1.2.' })
  const wanted = formatVersion(Number(text))
  const current = await readCurrent(def, id, ctx)
  if (formatVersion(current.version ?? 0) === wanted && Number(text) === Number(wanted)) return current
  const archived = Number(text) === Number(wanted) ? await ctx.store.version(id, Number(wanted)) : undefined
  if (archived === undefined)
    throw new CatalogueError('notFound', `${def.type} instance for ${id} and version ${text} not found`)
  const [entity = current] = await fromArchive(def, [{ id, state: archived }], ctx)
  return entity
}

async function readCurrent(def: EntityDefinition, id: string, ctx: RequestContext): Promise<Entity> {
  const row = await findRow(def, { id }, ctx)
  const state = await loadState(def, row, 'all', ctx)
  requireOn(def, state, ['ViewBasic'], ctx)
  return render(def, state, 'all', ctx, { showDeletedIn: () => true })
}

interface Archived {
  readonly id: string
  readonly state: ArchivedVersion
}

/** What was archived, as it is shown now: in the order given, without references to what the caller may not see. */
async function fromArchive(
  def: EntityDefinition,
  archived: readonly Archived[],
  ctx: RequestContext,
): Promise<Entity[]> {
  return withoutHidden(
    def,
    archived.map(({ id, state }) => toEntity(def, id, state, ctx)),
    ctx,
  )
}

function toEntity(def: EntityDefinition, id: string, { snapshot }: ArchivedVersion, ctx: RequestContext): Entity {
  const entity = { ...snapshot, href: hrefOf(def.type, id, ctx) } as Entity // a rendered entity is what was archived
  if (entity.changeDescription !== undefined) entity.incrementalChangeDescription = entity.changeDescription
  for (const member of Object.keys(def.sealed)) {
    const visible = present(def, member, snapshot, ctx)
    if (visible === undefined) delete entity[member]
    else entity[member] = visible
  }
  return entity
}

/** The first versions of entities that are still there, by id, whatever their types are. */
export async function atCreation(ids: readonly string[], ctx: RequestContext): Promise<ReadonlyMap<string, Entity>> {
  const rows = await ctx.store.findByIds([...new Set(ids)])
  const isFirst = ({ version: current }: StoredEntity) => current === firstVersion
  const archived = await ctx.store.versionOfEach(
    rows.filter((row) => !isFirst(row)).map(({ id }) => id),
    firstVersion,
  )
  const found: Entity[] = []
  for (const [type, group] of Map.groupBy(rows, (row) => row.type)) {
    const def = definitionOf(type)
    if (def === undefined) continue
    for (const state of await loadStates(def, group.filter(isFirst), 'all', ctx))
      found.push(render(def, state, 'all', ctx, { showDeletedIn: () => true }))
    const earlier = group.flatMap(({ id }) => {
      const state = archived.get(id)
      return state === undefined ? [] : [{ id, state }]
    })
    found.push(...(await fromArchive(def, earlier, ctx)))
  }
  return new Map(found.map((entity) => [entity.id, entity]))
}

export interface HistoryOptions {
  readonly startTs: number
  readonly endTs: number
  readonly limit: number
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** Every version of every entity of the type that came about in a span of time, newest first (`GET /history`). */
export async function history(def: EntityDefinition, options: HistoryOptions, ctx: RequestContext): Promise<Page> {
  const { before, after, startTs, endTs, limit } = options
  if (before !== undefined && after !== undefined)
    throw badRequest('Only one of before or after query parameter allowed')
  const within = requireList(def.type, ['ViewBasic'], ctx)
  const page = await ctx.store.history({
    type: def.type,
    startTs,
    endTs,
    limit,
    ...(within !== undefined && { within }),
    ...(after !== undefined && after !== '' && { after: decodeCursor(after) }),
    ...(before !== undefined && before !== '' && { before: decodeCursor(before) }),
  })
  const rows = page.entries.flatMap(({ state }) => ('document' in state ? [state] : []))
  const current = new Map(
    (await loadStates(def, rows, 'all', ctx)).map((state) => [state.row.id, render(def, state, 'all', ctx)]),
  )
  const archived = page.entries.flatMap(({ id, state }) => ('document' in state ? [] : [{ id, state }]))
  const earlier = (await fromArchive(def, archived, ctx)).values()
  const data = page.entries.flatMap(({ id, state }) => {
    const entity = 'document' in state ? current.get(id) : earlier.next().value
    return entity === undefined ? [] : [entity]
  })
  const position = (entry: { id: string; state: ArchivedVersion | StoredEntity } | undefined) =>
    entry === undefined ? undefined : encodeCursor({ key: entry.state.updatedAt, id: entry.id })
  const backward = before !== undefined && before !== ''
  const first = (backward ? page.more : after !== undefined && after !== '') ? position(page.entries[0]) : undefined
  const last = backward || page.more ? position(page.entries.at(-1)) : undefined
  return {
    data,
    paging: {
      total: page.total,
      ...(first !== undefined && { before: first }),
      ...(last !== undefined && { after: last }),
    },
  }
}
