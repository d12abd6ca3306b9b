/** Reading and writing entities one at a time: one operation per call of the contract; the table of paths names them. */
import { z } from 'zod'
import { withCredentials } from '@/lib/auth/credentials'
import { create, createOrUpdate } from '@/lib/entities/create'
import { countFilled } from '@/lib/entities/custom-properties'
import { listByQuery } from '@/lib/entities/list-by-query'
import { listRows } from '@/lib/entities/list-rows'
import { patch } from '@/lib/entities/patch'
import { definitionWithUses } from '@/lib/entities/property-uses'
import { type EntityKey, parseFields, read } from '@/lib/entities/read'
import { requireMatch } from '@/lib/http/etag'
import { json, longJson } from '@/lib/http/json'
import { wordsOf } from '@/lib/http/openapi/words'
import { entityOperation, operation, type SignedInCall } from '@/lib/http/operation'
import { createdExample, keyOf } from '@/lib/http/operations/entity-examples'
import { created, found, pageOf, patched, written } from '@/lib/http/operations/entity-replies'
import { respondCreated, respondEntity, respondOutcome, respondPatched } from '@/lib/http/respond'
import { type JsonPatch, jsonPatchSchema } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { entityName, fullyQualifiedName, type Include, includeSchema } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { listedFields } from '@/lib/model/fields/listed'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { badRequest, notFound } from '@/lib/model/wire/errors'
import { listQuery, listQueryOf, readQuery, siteQuery, unservedFilters } from '@/lib/model/wire/query'

const uuid = z.uuid()

/** A path id that is no UUID names nothing. */
export function idOf(def: EntityDefinition, call: SignedInCall): string {
  const id = call.param('id')
  if (!uuid.safeParse(id).success) throw notFound(def.type, id)
  return id.toLowerCase()
}

/** Published clients join `&include=all` to the name without a `?` (docs/contract/clients.md#addresses). */
const clumsyInclude = /&include=(non-deleted|deleted|all)$/

export const fqnOf = (call: SignedInCall): string => call.param('fqn').replace(clumsyInclude, '')

/** The two ways to name an entity, which every call on one comes in. */
const byId = {
  By: 'ById' as const,
  keyOf: (def: EntityDefinition, call: SignedInCall): EntityKey => ({ id: idOf(def, call) }),
}
const byName = {
  By: 'ByName' as const,
  keyOf: (_def: EntityDefinition, call: SignedInCall): EntityKey => ({ fqn: fqnOf(call) }),
}
type By = typeof byId | typeof byName

const phrase = ({ By }: By): string => (By === 'ById' ? 'by id' : 'by fully qualified name')

export const listEntities = entityOperation((def) => {
  const { Many, many, tag } = wordsOf(def)
  return operation({
    id: `list${Many}`,
    tag,
    summary: `List ${many}`,
    query: listQueryOf(def),
    responses: { 200: { description: `A page of ${many}`, schema: pageOf(def.schema) } },
    example: { stage: 'use', query: { limit: '10' } },
    handle: async ({ query, ctx, request }) => {
      requireServed(def, request)
      return longJson(await listByQuery(def, query, ctx))
    },
  })
})

const { fields: _fields, includeRelations: _includeRelations, ...rowFilters } = listQuery.shape

/** A looser item than an entity: which members it has is up to the request. */
const rowSchema = z
  .looseObject({ id: z.uuid(), name: entityName, fullyQualifiedName: fullyQualifiedName.optional() })
  .meta({ id: 'ListRow' })

export const listEntityRows = operation({
  id: 'listRows',
  tag: 'Lists',
  summary: 'List entities of a type in short, as screens show them (ours)',
  notes:
    'Takes the filters of the list of the type. Every row has `id`, `name`, `displayName`, `fullyQualifiedName`, `version`, `updatedAt`, `updatedBy` and `deleted` where the entity has them, and the members that are asked for: references and tags without their descriptions, of longer texts the beginning. Fields by the names that `/entities/{type}/fields` has can be asked for too, such as `extension:reviewed` for a custom property: it stands in `extension`.',
  path: { type: boundedText(textMax.name).describe('Type of entity, such as `dashboard`') },
  query: z.object({
    ...rowFilters,
    ...siteQuery.shape,
    sort: rowFilters.sort.describe(
      'name, displayName, updatedAt or a custom property, such as `extension:reviewed`: what has no value comes last; `-` in front turns it round',
    ),
    members: boundedText(textMax.query).optional().describe('Members or fields that rows have, comma-separated'),
  }),
  responses: { 200: { description: 'A page of rows', schema: pageOf(rowSchema) } },
  errors: ['notFound'],
  example: { stage: 'use', path: { type: 'dashboard' }, query: { members: 'description,owners', limit: '10' } },
  handle: async ({ query: { members = '', extension, ...given }, ctx, ...call }) => {
    const def = definitionIn(call)
    const named = members.split(',').filter((member) => member !== '')
    return longJson(await listRows(def, named, { ...listQueryOf(def).parse(given), extension }, ctx))
  },
})

const fieldSchema = z
  .looseObject({ name: z.string(), key: z.string(), member: z.string(), kind: z.string(), label: z.string() })
  .meta({ id: 'ListedField' })

export const listEntityFields = operation({
  id: 'listFields',
  tag: 'Lists',
  summary: 'List what lists of a type can show in columns (ours)',
  notes:
    'In the order in which screens show them, custom properties last. `name` is what rows are asked for by, `member` where the value stands in a row, `kind` what it is, and `use` what is made of a custom property.',
  path: { type: boundedText(textMax.name).describe('Type of entity, such as `dashboard`') },
  responses: {
    200: {
      description: 'Every field',
      schema: z.strictObject({ data: z.array(fieldSchema) }).meta({ id: 'ListedFields' }),
    },
  },
  errors: ['notFound'],
  example: { stage: 'use', path: { type: 'dashboard' } },
  handle: async ({ ctx, ...call }) =>
    longJson({ data: listedFields(await definitionWithUses(definitionIn(call), ctx)) }),
})

export const countEntityProperties = operation({
  id: 'countProperties',
  tag: 'Lists',
  summary: 'Count what has something in custom properties of a type (ours)',
  notes:
    'Deleted ones are not counted. Tables and time intervals are not counted either: lists cannot be filtered by them.',
  rights: 'administrators',
  path: { type: boundedText(textMax.name).describe('Type of entity, such as `dashboard`') },
  responses: {
    200: {
      description: 'How many, by the name of the property; a property that nothing has anything in is left out',
      schema: z
        .strictObject({ data: z.array(z.strictObject({ name: z.string(), count: z.number().int() })) })
        .meta({ id: 'PropertyCounts' }),
    },
  },
  errors: ['notFound'],
  example: { stage: 'use', path: { type: 'dashboard' } },
  handle: async ({ ctx, ...call }) =>
    json({ data: [...(await countFilled(definitionIn(call), ctx))].map(([name, count]) => ({ name, count })) }),
})

/** What the type in the path is. Throws 404. */
export function definitionIn(call: Pick<SignedInCall, 'param'>): EntityDefinition {
  const type = call.param('type')
  const def = definitionOf(type as Parameters<typeof definitionOf>[0]) // undefined for what is no type
  if (def === undefined) throw notFound('type', type)
  return def
}

/** A filter that is known and not served would answer with too much, and nobody would notice. */
function requireServed(def: EntityDefinition, request: Request): void {
  const unserved = unservedFilters[def.type]
  if (unserved === undefined) return
  const given = new URL(request.url).searchParams
  const filter = unserved.find((name) => given.has(name))
  if (filter === undefined) return
  throw badRequest(`The filter ${filter} of ${def.label} lists is not served`, {
    hint: 'Leave it out and look through the list.',
    fields: [{ path: filter, message: 'is not served' }],
  })
}

export const createEntity = entityOperation((def) => {
  const { One, aOne, one, tag } = wordsOf(def)
  return operation({
    id: `create${One}`,
    tag,
    summary: `Create ${aOne}`,
    notes: `Refuses with 409 when the ${one} exists, deleted or not; use PUT to create or update.`,
    rights: 'whoever a policy allows `Create`',
    body: def.createSchema,
    responses: { 201: created(def) },
    errors: ['ruleViolation', 'notFound', 'alreadyExists'],
    example: { stage: 'create', body: createdExample(def) },
    handle: async ({ body, ctx, services: { people } }) =>
      respondCreated(await withCredentials(def, body, people, ctx, (id) => create(def, body, ctx, { id }))),
  })
})

export const putEntity = entityOperation((def) => {
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `createOrUpdate${One}`,
    tag,
    summary: `Create or update ${aOne}`,
    notes:
      'The fully qualified name decides which. An update keeps owners, domains and custom properties that the body leaves out, merges tags, and clears the description, display name and links that it leaves out. A deleted entity is restored.',
    rights: 'whoever a policy allows `Create`, or `EditAll` where it exists',
    body: def.createSchema,
    responses: { 200: written(def), 201: written(def, 'It did not exist and was created') },
    errors: ['ruleViolation', 'notFound'],
    example: { stage: 'create', body: { ...createdExample(def), displayName: `Example ${def.label}` } },
    handle: async ({ body, ctx, services: { people } }) =>
      respondOutcome(await withCredentials(def, body, people, ctx, (id) => createOrUpdate(def, body, ctx, { id }))),
  })
})

const readBy = (by: By) =>
  entityOperation((def) => {
    const { One, aOne, tag } = wordsOf(def)
    return operation({
      id: `get${One}${by.By}`,
      tag,
      summary: `Get ${aOne} ${phrase(by)}`,
      query: readQuery,
      responses: { 200: found(def) },
      errors: ['notFound'],
      example: { stage: 'use', path: keyOf(def, by.By) },
      handle: async (call) => {
        const { query } = call
        const clumsy = by.By === 'ByName' ? clumsyInclude.exec(call.param('fqn'))?.[1] : undefined
        const options = {
          fields: parseFields(def, query.fields),
          include: clumsy === undefined ? query.include : includeSchema.parse(clumsy),
          includeRelations: parseIncludeRelations(query.includeRelations),
        }
        return respondEntity(await read(def, by.keyOf(def, call), options, call.ctx))
      },
    })
  })
export const readById = readBy(byId)
export const readByName = readBy(byName)

/** `owners:non-deleted,charts:all`. */
function parseIncludeRelations(text: string | undefined): ReadonlyMap<string, Include> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '')
  return new Map(
    pairs.map((pair) => {
      const [field = '', value = ''] = pair.split(':').map((part) => part.trim())
      const include = includeSchema.safeParse(value)
      if (!include.success)
        throw badRequest(
          `Invalid include value '${value}' for field '${field}'. Valid values are: all, deleted, non-deleted`,
        )
      return [field, include.data] as const
    }),
  )
}

const examplePatch: JsonPatch = [{ op: 'add', path: '/description', value: 'Described by the documentation' }]

const patchBy = (by: By) =>
  entityOperation((def) => {
    const { One, aOne, tag } = wordsOf(def)
    return operation({
      id: `patch${One}${by.By}`,
      tag,
      summary: `Change ${aOne} ${phrase(by)}`,
      notes:
        'JSON Patch (RFC 6902) on the entity as `GET` shows it with `fields=*`. What the server manages, such as `version` and `updatedAt`, is left alone.',
      rights: 'whoever a policy allows to edit what the patch changes: `EditDescription`, `EditTags` and so on',
      headers: { 'If-Match': 'Tag of the version that the change is meant for; 412 when there is a newer one' },
      body: jsonPatchSchema,
      bodyType: 'application/json-patch+json',
      responses: { 200: patched(def) },
      errors: ['ruleViolation', 'notFound', 'preconditionFailed'],
      example: { stage: 'use', path: keyOf(def, by.By), body: examplePatch },
      handle: async (call) => {
        const ifMatch = call.request.headers.get('if-match')
        const precondition =
          ifMatch === null ? undefined : (entity: { id: string; version: number }) => requireMatch(ifMatch, entity)
        const key = by.keyOf(def, call)
        return respondPatched(await patch(def, key, call.body, precondition, call.ctx))
      },
    })
  })
export const patchById = patchBy(byId)
export const patchByName = patchBy(byName)
