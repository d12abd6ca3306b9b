/** Finds everything that a batch of requests refers to, one query per type, and answers for it in OpenMetadata's words. */

import { originOf, type RequestContext } from '@/lib/entities/context'
import { newId } from '@/lib/entities/new-id'
import { visibleAmong } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType, TagLabel } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { quoteName, splitFqn, unquoteName } from '@/lib/model/rules/fqn'
import { firstVersion } from '@/lib/model/rules/version'
import { badRequest, CatalogueError, type FieldProblem, notFound } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

/** What requests refer to, collected before anything is read. */
export interface Wanted {
  readonly fqns: Map<EntityType, Set<string>>
  readonly ids: Set<string>
}

export const nothingWanted = (): Wanted => ({ fqns: new Map(), ids: new Set() })

function wantFqn(wanted: Wanted, type: EntityType, fqn: string): void {
  const known = wanted.fqns.get(type)
  const key = lookupFqn(type, fqn)
  if (known === undefined) wanted.fqns.set(type, new Set([key]))
  else known.add(key)
}

export function wantLabels(wanted: Wanted, labels: readonly TagLabel[]): void {
  for (const label of labels) wantFqn(wanted, labelEntityType(label), label.tagFQN)
}

export const labelEntityType = (label: Pick<TagLabel, 'source'>): EntityType =>
  label.source === 'Glossary' ? 'glossaryTerm' : 'tag'

/**
 * Services, users and other entities at the top are found by their plain name too (docs/contract/names.md#looking-up),
 * users in whatever case.
 */
export const lookupFqn = (type: EntityType, fqn: string): string => {
  const def = definitionOf(type)
  if (def === undefined || fqn === '') return fqn
  const folded = def.caseless === true ? fqn.toLowerCase() : fqn
  return def.container === undefined ? quoteName(folded) : folded
}

/**
 * The answers. Asking for what is missing, deleted or not the caller's to see throws 404 with the type and the key as the
 * client gave it.
 */
export interface Resolved {
  byFqn(type: EntityType, fqn: string): StoredEntity
  byId(type: EntityType, id: string): StoredEntity
  label(label: TagLabel): StoredEntity
}

/** What is going to be there, by type and FQN, although it is not yet: for plans that follow on one another. */
export type Expected = ReadonlyMap<EntityType, ReadonlySet<string>>

export async function resolve(wanted: Wanted, ctx: RequestContext, expected?: Expected): Promise<Resolved> {
  const [named, identified] = await Promise.all([
    Promise.all(
      [...wanted.fqns].map(async ([type, fqns]) => [type, await ctx.store.findByFqns(type, [...fqns])] as const),
    ),
    wanted.ids.size > 0 ? ctx.store.findByIds([...wanted.ids]) : [],
  ])
  const fqnIndex = new Map(
    named.map(([type, rows]) => [type, new Map(rows.map((row) => [row.fullyQualifiedName, row]))]),
  )
  const idIndex = new Map(identified.map((row) => [row.id, row]))
  const isVisible = await visibleAmong([...named.flatMap(([, rows]) => rows), ...identified], ctx)
  const standIns = new Map<string, StoredEntity>()
  const living = (type: EntityType, fqn: string): StoredEntity => {
    const key = lookupFqn(type, fqn)
    const row = fqnIndex.get(type)?.get(key)
    if (row !== undefined && !row.deleted) return row
    if (expected?.get(type)?.has(key) !== true) throw notFound(type, fqn)
    const standIn =
      standIns.get(`${type} ${key}`) ?? (row === undefined ? aStandIn(type, key, ctx) : { ...row, deleted: false })
    standIns.set(`${type} ${key}`, standIn)
    return standIn
  }
  return {
    byFqn: (type, fqn) => {
      const row = living(type, fqn)
      if (!standIns.has(`${type} ${lookupFqn(type, fqn)}`) && !isVisible(row)) throw notFound(type, fqn)
      return row
    },
    byId: (type, id) => {
      const row = idIndex.get(id)
      if (row === undefined || row.deleted || row.type !== type || !isVisible(row)) throw notFound(type, id)
      return row
    },
    // Labels are part of what they are on, so whoever sees that knows them.
    label: (label) => living(labelEntityType(label), label.tagFQN),
  }
}

/** What a plan needs to know of something that another plan is going to make. */
const aStandIn = (type: EntityType, fqn: string, ctx: RequestContext): StoredEntity => ({
  id: newId(),
  type,
  name: unquoteName(splitFqn(fqn).at(-1) ?? fqn),
  displayName: null,
  fullyQualifiedName: fqn,
  containerId: null,
  container: null,
  version: firstVersion,
  deleted: false,
  updatedAt: ctx.now,
  updatedBy: ctx.actor.name,
  origin: originOf(ctx),
  document: {},
})

/** Published clients write class names in lower case: `dashboardservice`. */
export const typeAmong = (
  types: readonly EntityType[],
  { type }: { readonly type?: unknown },
): EntityType | undefined => types.find((known) => known.toLowerCase() === String(type).toLowerCase())

const isReference = (value: unknown): value is { id: string; type?: unknown } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'

/** The references a request of this definition makes, added to `wanted`. `request` has passed its schema. */
export function wantReferences(
  def: EntityDefinition,
  request: Readonly<Record<string, unknown>>,
  wanted: Wanted,
): void {
  if (def.container !== undefined) {
    const container = request[def.container.field]
    if (typeof container === 'string') wantFqn(wanted, def.container.type, container)
    else if (isReference(container)) wanted.ids.add(container.id)
  }
  for (const [name, field] of Object.entries(def.relations)) {
    if (field.by === 'none') continue
    const value = requestValue(name, request)
    if (value === undefined || value === null) continue
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'string') {
        if (field.by === 'id') wanted.ids.add(item)
        else for (const type of field.types) wantFqn(wanted, type, item)
      } else if (isReference(item)) wanted.ids.add(item.id)
    }
  }
  if (def.fields.has('tags') && Array.isArray(request.tags)) wantLabels(wanted, request.tags)
  if (def.parts !== undefined) wantLabels(wanted, def.parts.labels(request))
}

/**
 * Every reference of a request that leads nowhere, with its place. An answer's message names the first, as the contract
 * has it; somebody who imports a file wants to hear of all of them at once.
 */
export function missingReferences(
  def: EntityDefinition,
  request: Readonly<Record<string, unknown>>,
  resolved: Resolved,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const look = (path: string, find: () => unknown): void => {
    try {
      find()
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error
      const { message, missing } = error
      problems.push({ path, message, ...(missing !== undefined && { code: 'notFound', params: { ...missing } }) })
    }
  }
  const container = def.container === undefined ? undefined : request[def.container.field]
  if (def.container !== undefined && typeof container === 'string') {
    const { type, field } = def.container
    look(`/${field}`, () => resolved.byFqn(type, container))
  }
  for (const [name, field] of Object.entries(def.relations)) {
    const [type] = field.types
    const value = field.by === 'none' ? undefined : requestValue(name, request)
    if (type === undefined || value === undefined || value === null) continue
    for (const [index, item] of (Array.isArray(value) ? value : [value]).entries()) {
      if (typeof item === 'string')
        look(`/${name}/${index}`, () => (field.by === 'id' ? resolved.byId(type, item) : resolved.byFqn(type, item)))
      else if (isReference(item))
        look(`/${name}/${index}`, () => resolved.byId(typeAmong(field.types, item) ?? type, item.id))
    }
  }
  const labels: TagLabel[] = def.fields.has('tags') && Array.isArray(request.tags) ? request.tags : []
  for (const [index, label] of labels.entries()) {
    if (label.labelType !== 'Derived') look(`/tags/${index}`, () => resolved.label(label))
  }
  for (const label of def.parts?.labels(request) ?? []) {
    if (label.labelType !== 'Derived') look(`/${def.parts?.member}`, () => resolved.label(label))
  }
  return problems
}

/** A field of a request; `domain` (older clients) stands for `domains`. */
export function requestValue(name: string, request: Readonly<Record<string, unknown>>): unknown {
  if (name !== 'domains' || typeof request.domain !== 'string') return request[name]
  const plural = request.domains
  if (Array.isArray(plural) && !(plural.length === 1 && plural[0] === request.domain)) {
    throw badRequest('domain and domains differ: send one of them', {
      fields: [{ path: '/domains', message: 'differs from domain' }],
    })
  }
  return [request.domain]
}
