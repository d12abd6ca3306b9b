import { attachComputed } from '@/lib/entities/computed'
import type { RequestContext } from '@/lib/entities/context'
import { requireOnRow } from '@/lib/entities/gate'
import { render } from '@/lib/entities/render'
import { lookupFqn } from '@/lib/entities/resolve'
import { type FieldSelection, loadState, loadStates } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, Include } from '@/lib/model/entities/entity'
import type { Operation } from '@/lib/model/rules/access'
import { badRequest, notFound } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

/** How a request names one entity. */
export type EntityKey = { readonly id: string } | { readonly fqn: string }

export interface ReadOptions {
  readonly fields?: FieldSelection
  readonly include?: Include
  /** Per relation field, which targets are listed (`includeRelations=charts:all`). */
  readonly includeRelations?: ReadonlyMap<string, Include>
}

const keyText = (key: EntityKey): string => ('id' in key ? key.id : key.fqn)

/** The stored row, deleted or not; 404 when there is none. */
export async function findRow(def: EntityDefinition, key: EntityKey, ctx: RequestContext): Promise<StoredEntity> {
  const rows = 'id' in key ? await ctx.store.findByIds([key.id]) : await findByName(def, key.fqn, ctx)
  const row = rows.find((candidate) => candidate.type === def.type)
  if (row === undefined) throw notFound(def.type, keyText(key))
  return row
}

async function findByName(def: EntityDefinition, fqn: string, ctx: RequestContext): Promise<StoredEntity[]> {
  if (fqn === '') return []
  return ctx.store.findByFqns(def.type, [lookupFqn(def.type, fqn)])
}

/** As `findRow`, for callers who want living or deleted ones only. */
export async function findIncluded(
  def: EntityDefinition,
  key: EntityKey,
  include: Include,
  ctx: RequestContext,
): Promise<StoredEntity> {
  const row = await findRow(def, key, ctx)
  if (include !== 'all' && row.deleted !== (include === 'deleted')) throw notFound(def.type, keyText(key))
  return row
}

/** One entity with the requested fields (docs/contract/verbs.md#get). Throws 403, 404 and 400 for an unknown field. */
export async function read(
  def: EntityDefinition,
  key: EntityKey,
  options: ReadOptions,
  ctx: RequestContext,
): Promise<Entity> {
  const { fields = new Set<string>(), include = 'non-deleted' } = options
  const row = await findIncluded(def, key, include, ctx)
  await requireOnRow(def, row, viewOperations(fields), ctx)
  const state = await loadState(def, row, fields, ctx)
  const [entity] = await attachComputed(def, [render(def, state, fields, ctx, renderOptions(options))], fields, ctx)
  if (entity === undefined) throw notFound(def.type, keyText(key))
  return entity
}

export const renderOptions = ({ include = 'non-deleted', includeRelations }: ReadOptions) => ({
  showDeletedIn: (field: string) => (includeRelations?.get(field) ?? include) !== 'non-deleted',
})

const basicFields: ReadonlySet<string> = new Set([
  'owners',
  'followers',
  'votes',
  'tags',
  'extension',
  'domains',
  'dataProducts',
  'experts',
  'reviewers',
  'charts',
  'dataModels',
])

/** What a read needs, by the fields it asks for (docs/contract/people.md#operations). */
export function viewOperations(fields: FieldSelection): Operation[] {
  if (fields === 'all') return ['ViewAll']
  const needed = new Set<Operation>()
  for (const field of fields) {
    needed.add(field === 'usageSummary' ? 'ViewUsage' : basicFields.has(field) ? 'ViewBasic' : 'ViewAll')
  }
  return needed.size === 0 ? ['ViewBasic'] : [...needed]
}

/** `?fields=owners,tags` → a selection; blanks are dropped, `*` is everything, an unknown name is 400. */
export function parseFields(def: EntityDefinition, text: string | undefined): FieldSelection {
  if (text === undefined) return new Set()
  const names = text
    .split(',')
    .map((name) => name.replaceAll(/\s/g, ''))
    .filter((name) => name !== '')
    // As older clients ask for it.
    .map((name) => (name === 'domain' && def.fields.has('domains') ? 'domains' : name))
  const unknown = names.includes('*') ? undefined : names.find((name) => !def.fields.has(name))
  if (unknown !== undefined) {
    throw badRequest(`Invalid field name ${unknown}`, {
      hint: `${def.collection} have the fields ${[...def.fields].join(', ')}.`,
      fields: [{ path: 'fields', message: `there is no field ${unknown}` }],
    })
  }
  if (names.includes('*')) return names.every((name) => name === '*') ? 'all' : allAnd(def, names)
  return new Set(names)
}

/** `*,assets`: everything that `*` gives, and what it does not. */
const allAnd = (def: EntityDefinition, names: readonly string[]): FieldSelection =>
  new Set([...[...def.fields].filter((field) => def.relations[field]?.named !== true), ...names])

/** Rows of one type, rendered; for lists that are found elsewhere (search), within what the caller may see. */
export async function readMany(
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  fields: FieldSelection,
  ctx: RequestContext,
): Promise<Entity[]> {
  const states = await loadStates(def, rows, fields, ctx)
  return attachComputed(
    def,
    states.map((state) => render(def, state, fields, ctx)),
    fields,
    ctx,
  )
}
