/**
 * Lineage between catalogued entities (docs/contract/lineage.md#edges): edges are relations, their details the
 * relation's data.
 */
import { z } from 'zod'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { requireAny, requireOnRow } from '@/lib/entities/gate'
import { lineageRelation as relation } from '@/lib/entities/lineage-names'
import { record } from '@/lib/entities/plan'
import { toReference } from '@/lib/entities/render'
import { lookupFqn } from '@/lib/entities/resolve'
import { retryStale } from '@/lib/entities/retry-stale'
import { inTurns } from '@/lib/entities/turns'
import { onlyVisible } from '@/lib/entities/visible'
import { type JsonPatch, patching } from '@/lib/model/edits/json-patch'
import type { EntityReference, EntityType, FieldChange } from '@/lib/model/entities/entity'
import { definitionOf, definitions } from '@/lib/model/entities/registry'
import type { Operation } from '@/lib/model/rules/access'
import { CatalogueError, notFound } from '@/lib/model/wire/errors'
import {
  type EntityLineage,
  type LineageDetails,
  type LineageEdge,
  lineageDetailsSchema,
} from '@/lib/model/wire/lineage'
import type { Change } from '@/lib/store/change'
import type { EntitySummary, Relation, StoredEntity } from '@/lib/store/rows'

const depthMax = 3

/** One end of an edge: by id, of a type if one is given, or by type and name. */
export type LineageEnd =
  | { readonly id: string; readonly type?: string }
  | { readonly type: string; readonly fqn: string }

const typeNamed = (name: string): EntityType | undefined =>
  definitions.find((def) => def.type.toLowerCase() === name.toLowerCase())?.type

/** Throws 404 for a type that is not kept here and for an entity that is not there. */
export async function findEnd(wanted: LineageEnd, ctx: RequestContext): Promise<StoredEntity> {
  const type = wanted.type === undefined ? undefined : typeNamed(wanted.type)
  const key = 'id' in wanted ? wanted.id : wanted.fqn
  const missing = () =>
    notFound(wanted.type ?? 'entity', key, { hint: 'Lineage joins entities that this catalogue keeps.' })
  if (wanted.type !== undefined && type === undefined) throw missing()
  const row = (await candidates(wanted, type, ctx)).find(
    (candidate) => !candidate.deleted && (type === undefined || candidate.type === type),
  )
  if (row === undefined) throw missing()
  return row
}

/** As `findEnd`, for somebody who may see the entity and do this with its lineage. Throws 403, too. */
async function findOpenEnd(wanted: LineageEnd, operation: Operation, ctx: RequestContext): Promise<StoredEntity> {
  const row = await findEnd(wanted, ctx)
  const def = definitionOf(row.type)
  if (def === undefined) return row
  await requireOnRow(def, row, [operation], ctx, 'lineage')
  await requireOnRow(def, row, ['ViewBasic'], ctx)
  return row
}

const findEnds = (from: LineageEnd, to: LineageEnd, operation: Operation, ctx: RequestContext) =>
  Promise.all([findOpenEnd(from, operation, ctx), findOpenEnd(to, operation, ctx)])

async function candidates(
  wanted: LineageEnd,
  type: EntityType | undefined,
  ctx: RequestContext,
): Promise<StoredEntity[]> {
  if ('fqn' in wanted) return type === undefined ? [] : ctx.store.findByFqns(type, [lookupFqn(type, wanted.fqn)])
  return z.uuid().safeParse(wanted.id).success ? ctx.store.findByIds([wanted.id]) : []
}

/** Adds an edge or replaces its details. */
export async function addLineage(
  from: LineageEnd,
  to: LineageEnd,
  details: LineageDetails,
  ctx: RequestContext,
): Promise<StoredEntity> {
  const { source } = await writeEdge(from, to, () => details, ctx)
  return source
}

/** `change` is asked again, with the details as they are by then, when somebody else was faster. */
async function writeEdge(
  from: LineageEnd,
  to: LineageEnd,
  change: (stored: LineageDetails | undefined) => LineageDetails | Promise<LineageDetails>,
  ctx: RequestContext,
): Promise<{ source: StoredEntity; details: LineageDetails }> {
  requireAny('lineage', ['EditLineage'], ctx)
  return retryStale(async () => {
    const [source, target] = await findEnds(from, to, 'EditLineage', ctx)
    const stored = await findEdge(source, target, ctx)
    const details = await change(stored?.data ?? undefined)
    const written: LineageDetails = {
      source: 'Manual',
      ...details,
      createdAt: stored?.data?.createdAt ?? ctx.now,
      createdBy: stored?.data?.createdBy ?? ctx.actor.name,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.name,
    }
    await commit(
      [
        expectEdge(source, target, stored),
        { kind: 'require', ids: [source.id, target.id] },
        { kind: 'link', link: edge(source, target, written) },
        recordEdge(target, source, stored === undefined ? 'fieldsAdded' : 'fieldsUpdated', ctx),
      ],
      ctx,
    )
    return { source, details }
  })
}

/** What is replaced or removed is what was looked at. */
const expectEdge = (
  { id: targetId }: EntitySummary,
  { id: entityId }: EntitySummary,
  stored: Pick<Relation, 'data'> | undefined,
): Change => ({ kind: 'expect', entityId, relation, targetId, data: stored?.data })

/** Lineage makes no version of the entity that is made from the other; the feed tells of it, as of votes. */
function recordEdge(
  target: StoredEntity,
  source: EntitySummary,
  field: 'fieldsAdded' | 'fieldsUpdated' | 'fieldsDeleted',
  ctx: RequestContext,
): Change {
  const reference = toReference({ entity: source }, ctx)
  const change: FieldChange = {
    name: relation,
    ...(field === 'fieldsDeleted' ? { oldValue: reference } : { newValue: reference }),
  }
  const none = { fieldsAdded: [], fieldsUpdated: [], fieldsDeleted: [], previousVersion: target.version }
  return record(target, 'entityFieldsChanged', target.version, { ...none, [field]: [change] }, ctx)
}

/** The carrier of the relation is the downstream end: what it is made from is upstream. */
const edge = (source: StoredEntity, target: StoredEntity, data: Record<string, unknown>) => ({
  entityId: target.id,
  entityType: target.type,
  relation,
  targetId: source.id,
  targetType: source.type,
  data,
})

async function findEdge(
  source: StoredEntity,
  target: StoredEntity,
  ctx: RequestContext,
): Promise<Relation | undefined> {
  const links = await ctx.store.relations([target.id], [relation])
  return links.find((link) => link.targetId === source.id)
}

const noEdge = () => new CatalogueError('notFound', 'Lineage edge not found')

export async function readEdge(from: LineageEnd, to: LineageEnd, ctx: RequestContext): Promise<LineageDetails> {
  requireAny('lineage', ['ViewBasic'], ctx)
  const [source, target] = await findEnds(from, to, 'ViewBasic', ctx)
  const found = await findEdge(source, target, ctx)
  if (found === undefined) throw noEdge()
  return found.data ?? {}
}

export async function patchEdge(
  from: LineageEnd,
  to: LineageEnd,
  steps: JsonPatch,
  ctx: RequestContext,
): Promise<LineageDetails> {
  const { details } = await writeEdge(
    from,
    to,
    async (stored) => {
      if (stored === undefined) throw noEdge()
      return lineageDetailsSchema.parse(await inTurns(patching({ ...stored }, steps)))
    },
    ctx,
  )
  return details
}

export async function removeEdge(from: LineageEnd, to: LineageEnd, ctx: RequestContext): Promise<void> {
  requireAny('lineage', ['EditLineage'], ctx)
  await retryStale(async () => {
    const [source, target] = await findEnds(from, to, 'EditLineage', ctx)
    const stored = await findEdge(source, target, ctx)
    if (stored === undefined) throw noEdge()
    await commit(
      [
        expectEdge(source, target, stored),
        { kind: 'unlink', entityId: target.id, relation, targetId: source.id },
        recordEdge(target, source, 'fieldsDeleted', ctx),
      ],
      ctx,
    )
  })
}

/** Edges into an entity that came from one kind of source, before ingestion writes them anew. */
export async function removeBySource(entity: LineageEnd, source: string, ctx: RequestContext): Promise<void> {
  requireAny('lineage', ['EditLineage'], ctx)
  await retryStale(async () => {
    const row = await findOpenEnd(entity, 'EditLineage', ctx)
    const links = await ctx.store.relations([row.id], [relation])
    const doomed = links.filter((link) => (link.data?.source ?? 'Manual') === source)
    if (doomed.length === 0) return
    await commit(
      [
        ...doomed.map((link) => expectEdge(link.target, row, link)),
        ...doomed.map((link): Change => ({ kind: 'unlink', entityId: row.id, relation, targetId: link.targetId })),
        ...doomed.map((link) => recordEdge(row, link.target, 'fieldsDeleted', ctx)),
      ],
      ctx,
    )
  })
}

/**
 * What an entity is made from and what is made from it, some steps in both directions; one query a step. What the caller
 * may not see is no step.
 */
export async function readLineage(
  wanted: LineageEnd,
  depths: { readonly upstreamDepth: number; readonly downstreamDepth: number },
  ctx: RequestContext,
): Promise<EntityLineage> {
  const test = requireAny('lineage', ['ViewBasic'], ctx)
  const row = await findOpenEnd(wanted, 'ViewBasic', ctx)
  const nodes = new Map<string, EntityReference>()
  const note = (entity: EntitySummary) => {
    if (entity.id !== row.id) nodes.set(entity.id, toReference({ entity }, ctx))
  }
  const upstreamEdges = await walk([row.id], Math.min(depths.upstreamDepth, depthMax), async (ids) =>
    (await onlyVisible(await ctx.store.relations(ids, [relation]), ({ target }) => target, ctx, test))
      .filter((link) => !link.target.deleted)
      .map((link) => {
        note(link.target)
        return { next: link.targetId, edge: toEdge(link.targetId, link.entityId, link.data) }
      }),
  )
  const downstreamEdges = await walk([row.id], Math.min(depths.downstreamDepth, depthMax), async (ids) =>
    (await onlyVisible(await ctx.store.referrers(ids, [relation]), ({ entity }) => entity, ctx, test))
      .filter((link) => !link.entity.deleted)
      .map((link) => {
        note(link.entity)
        return { next: link.entityId, edge: toEdge(link.targetId, link.entityId, link.data) }
      }),
  )
  return { entity: toReference({ entity: row }, ctx), nodes: [...nodes.values()], upstreamEdges, downstreamEdges }
}

async function walk(
  start: readonly string[],
  depth: number,
  step: (ids: readonly string[]) => Promise<{ next: string; edge: LineageEdge }[]>,
): Promise<LineageEdge[]> {
  const seen = new Set(start)
  const edges = new Map<string, LineageEdge>()
  let ids = start
  for (let left = depth; left > 0 && ids.length > 0; left -= 1) {
    const found = await step(ids)
    for (const { edge: one } of found) edges.set(`${one.fromEntity} ${one.toEntity}`, one)
    ids = [...new Set(found.map(({ next }) => next))].filter((id) => !seen.has(id))
    for (const id of ids) seen.add(id)
  }
  return [...edges.values()]
}

const toEdge = (fromEntity: string, toEntity: string, data: Record<string, unknown> | null): LineageEdge => ({
  fromEntity,
  toEntity,
  ...(typeof data?.description === 'string' && { description: data.description }),
  ...(data !== null && { lineageDetails: data }),
})
