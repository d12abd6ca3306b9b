/**
 * Documents as clients of the search API find them in an index, and the envelope they come in
 * (docs/contract/search.md#answers).
 */
import type { RequestContext } from '@/lib/entities/context'
import { requireAny } from '@/lib/entities/gate'
import { readMany } from '@/lib/entities/read'
import { indexOf, typesOfIndex } from '@/lib/entities/search-indexes'
import { takeTurns } from '@/lib/entities/turns'
import { onlyVisible } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, EntityType, Include } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { isRecord } from '@/lib/model/rules/is-record'
import type { StoredEntity } from '@/lib/store/rows'

/** The types of an index that the caller may look at; throws 403, and 400 for an index there is not. */
export function searchedTypes(index: string | undefined, ctx: RequestContext): readonly EntityType[] {
  const types = typesOfIndex(index)
  for (const type of types) requireAny(type, ['ViewBasic'], ctx)
  return types
}

export type SearchDocument = Readonly<Record<string, unknown>>

export interface Hit {
  readonly _index: string
  readonly _id: string
  readonly _score: number | null
  readonly _source: SearchDocument
  readonly sort?: readonly (string | number)[]
}

const sourceFields: ReadonlySet<string> = new Set([
  'owners',
  'tags',
  'domains',
  'dataProducts',
  'charts',
  'teams',
  'roles',
])
/** References of which clients show the description too. */
const describedFields = ['owners', 'domains', 'dataProducts', 'service']

export const includeOf = (deleted: boolean): Include => (deleted ? 'deleted' : 'non-deleted')

/** Rows that are read and described at once. */
const rowsMax = 200

/** In the order of the rows. */
export async function toHits(rows: readonly StoredEntity[], ctx: RequestContext): Promise<Hit[]> {
  const turn = takeTurns()
  const hits: Hit[] = []
  for (let at = 0; at < rows.length; at += rowsMax) {
    await turn()
    hits.push(...(await hitsOf(rows.slice(at, at + rowsMax), ctx)))
  }
  return hits
}

async function hitsOf(rows: readonly StoredEntity[], ctx: RequestContext): Promise<Hit[]> {
  const documents = await toDocuments(rows, sourceFields, ctx)
  await describeReferences(documents, ctx)
  return documents.map((document) => ({
    _index: indexOf(String(document.entityType)),
    _id: String(document.id),
    _score: 1,
    _source: document,
  }))
}

/**
 * The documents of rows, in their order, with as many of the relations as are named. The one place where they are made:
 * what a search is held against and what it answers with.
 */
export async function toDocuments(
  rows: readonly StoredEntity[],
  members: ReadonlySet<string>,
  ctx: RequestContext,
): Promise<Record<string, unknown>[]> {
  const made = new Map<string, Record<string, unknown>>()
  for (const [type, group] of Map.groupBy(rows, (row) => row.type)) {
    const def = definitionOf(type)
    if (def === undefined) continue
    const fields = new Set(
      [...members, ...(members.has('tier') ? ['tags'] : [])].filter((field) => def.fields.has(field)),
    )
    for (const entity of await readMany(def, group, fields, ctx)) made.set(entity.id, toDocument(def, entity))
  }
  return rows.flatMap((row): Record<string, unknown>[] => {
    const document = made.get(row.id)
    return document === undefined ? [] : [document]
  })
}

function toDocument(def: EntityDefinition, entity: Entity): Record<string, unknown> {
  const tier = (Array.isArray(entity.tags) ? entity.tags : []).find((tag) => String(tag.tagFQN).startsWith('Tier.'))
  const document: Record<string, unknown> = {
    ...entity,
    displayName: entity.displayName ?? entity.name,
    entityType: def.type,
    ...(tier !== undefined && { tier }),
    // People and teams are looked up together, by who is no bot.
    ...(def.type === 'team' && { isBot: false }),
  }
  const referring = [...Object.keys(def.relations), ...(def.container === undefined ? [] : [def.container.field])]
  for (const field of referring) {
    const value = document[field]
    if (Array.isArray(value)) document[field] = value.map(withDisplayName)
    else if (value !== undefined) document[field] = withDisplayName(value)
  }
  return document
}

/** Filters name people by what is shown of them, which is the name where there is nothing else. */
const withDisplayName = (reference: unknown): unknown =>
  isRecord(reference) && reference.displayName === undefined && reference.name !== undefined
    ? { ...reference, displayName: reference.name }
    : reference

async function describeReferences(documents: readonly Record<string, unknown>[], ctx: RequestContext): Promise<void> {
  const references = documents
    .flatMap((document) => describedFields.flatMap((field) => document[field] ?? []))
    .filter(isRecord)
  const ids = [...new Set(references.map(({ id }) => String(id)))]
  const rows = ids.length === 0 ? [] : await ctx.store.findByIds(ids)
  const visible = await onlyVisible(rows, (row) => row, ctx)
  const described = new Map(visible.map((row) => [row.id, row.document.description]))
  for (const reference of references) {
    const description = described.get(String(reference.id))
    if (typeof description === 'string') reference.description = description
  }
}

/** Totals are exact up to here, unless the query asks for all. */
export const totalMax = 10_000

export interface Found {
  readonly hits: readonly Hit[]
  readonly total: number
  /** There may be more. */
  readonly cut?: boolean
}

export const envelope = ({ hits, total, cut = false }: Found, started: number): Record<string, unknown> => ({
  took: Math.round(performance.now() - started),
  timed_out: false,
  _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
  hits: { total: { value: total, relation: cut ? 'gte' : 'eq' }, max_score: hits[0]?._score ?? null, hits },
})
