/**
 * What the indexes of the store know of a condition, for one type: filters that everything passes which fulfils it. Where
 * they say all of it, nothing has to be read one by one.
 */
import type { RequestContext } from '@/lib/entities/context'
import { withinTypes } from '@/lib/entities/visible'
import type { EntityDefinition, RelationField } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { bareField, type Condition, memberOf, textFields } from '@/lib/model/search/search-condition'
import { surestWords } from '@/lib/model/search/search-pattern'
import { isFollowed, wantedWords } from '@/lib/model/search/search-words'
import { type ListQuery, textWordsMax } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'

type Filters = Pick<ListQuery, 'text' | 'phrases' | 'related' | 'containerIds' | 'within'>

export interface Narrowed {
  readonly type: EntityType
  readonly filters: Filters
  /** Whatever passes the filters fulfils the condition. */
  readonly exact: boolean
}

/** People or things of one name are looked up among so many. */
const candidatesMax = 1000

/** Undefined where nothing of the type can fulfil it. What the caller may not see is left out by the filters. */
export async function narrow(
  type: EntityType,
  condition: Condition,
  deleted: boolean,
  ctx: RequestContext,
): Promise<Narrowed | undefined> {
  const def = definitionOf(type)
  if (def === undefined) return undefined
  const [texts, phrases, related, containers]: [
    string[],
    string[],
    NonNullable<Filters['related']>[number][],
    string[][],
  ] = [[], [], [], []]
  let exact = true
  for (const part of condition.kind === 'and' ? condition.of : [condition]) {
    const known = await narrowPart(def, part, deleted, ctx)
    if (known === 'nothing') return undefined
    exact &&= known.exact
    if (known.text !== undefined && wantedWords(known.text).length > 0) texts.push(known.text)
    if (known.phrase !== undefined) phrases.push(known.phrase)
    if (known.related !== undefined) related.push(known.related)
    if (known.containerIds !== undefined) containers.push([...known.containerIds])
  }
  const text = texts.join(' ')
  const [containerIds, ...otherContainers] = containers
  const within = withinTypes([type], ctx).get(type)
  return {
    type,
    filters: {
      ...(text !== '' && { text, phrases }),
      ...(related.length > 0 && { related }),
      ...(containerIds !== undefined && { containerIds }),
      ...(within !== undefined && { within }),
    },
    exact: exact && otherContainers.length === 0 && wantedWords(text).length <= textWordsMax,
  }
}

interface Known {
  readonly exact: boolean
  readonly text?: string
  readonly phrase?: string
  readonly related?: NonNullable<Filters['related']>[number]
  readonly containerIds?: readonly string[]
}

const unknown: Known = { exact: false }

async function narrowPart(
  def: EntityDefinition,
  part: Condition,
  deleted: boolean,
  ctx: RequestContext,
): Promise<Known | 'nothing'> {
  switch (part.kind) {
    case 'all':
      return { exact: true }
    case 'words':
      return inText(part.fields) ? { exact: part.fields.length === textFields.length, text: part.text } : unknown
    case 'phrase':
      return inText(part.fields)
        ? { exact: await tellsPhrase(def, part, ctx), text: part.text, phrase: part.text }
        : unknown
    case 'pattern':
      return inText(part.fields) ? { exact: false, text: surestWords(part.pattern) } : unknown
    case 'equals':
      return narrowEquals(def, part, deleted, ctx)
    default:
      return unknown
  }
}

const inText = (fields: readonly string[]): boolean => fields.every((field) => textFields.includes(bareField(field)))

/** The index has addresses behind the FQN, as one text with it. */
const tellsPhrase = async (
  def: EntityDefinition,
  { fields, text }: Extract<Condition, { kind: 'phrase' }>,
  ctx: RequestContext,
): Promise<boolean> =>
  fields.length === textFields.length &&
  isFollowed(text) &&
  !def.fields.has('email') &&
  (await ctx.store.tellsPhrases(def.type))

async function narrowEquals(
  def: EntityDefinition,
  { field, values }: Extract<Condition, { kind: 'equals' }>,
  deleted: boolean,
  ctx: RequestContext,
): Promise<Known | 'nothing'> {
  const is = (value: string) => values.some((one) => one.toLowerCase() === value.toLowerCase())
  const path = bareField(field)
  if (path === 'entityType') return is(def.type) ? { exact: true } : 'nothing'
  if (path === 'deleted' && def.fields.has('deleted')) return is(String(deleted)) ? { exact: true } : 'nothing'
  if (inText([path]) && values.length === 1) return { exact: false, text: values[0] ?? '' }
  const [member, attribute] = [memberOf(path), path.slice(memberOf(path).length + 1)]
  if (def.container?.field === member) {
    const found = await findNamed([def.container.type], attribute, values, ctx)
    if (found === undefined) return unknown
    return found.length === 0 ? 'nothing' : { exact: true, containerIds: found.map(({ id }) => id) }
  }
  const relation = relationOf(def, member)
  if (relation === undefined || relation.types.length === 0) return unknown
  // The store looks one container up: what hangs below its own kind inherits from further above.
  if (relation.inherited === true && (def.childRelation !== undefined || def.container?.type === def.type))
    return unknown
  const found = await findNamed(relation.types, attribute, values, ctx)
  if (found === undefined) return unknown
  const targetIds = found.filter((row) => relation.hidesDeleted !== true || !row.deleted).map(({ id }) => id)
  if (targetIds.length === 0) return 'nothing'
  return {
    exact: member !== 'tier',
    related: { relation: relation.relation, targetIds, ...(relation.inherited === true && { inherited: true }) },
  }
}

const tags = { relation: 'tag', types: ['tag', 'glossaryTerm'] } as const

function relationOf(
  def: EntityDefinition,
  member: string,
): Pick<RelationField, 'relation' | 'types' | 'hidesDeleted' | 'inherited'> | undefined {
  if (member === 'tags' || member === 'tier') return def.fields.has('tags') ? tags : undefined
  const field = def.relations[member]
  return field === undefined ||
    field.reverse === true ||
    field.relation === 'contained' ||
    field.wrappedAs !== undefined
    ? undefined
    : field
}

const attributes: ReadonlyMap<string, (row: StoredEntity) => string> = new Map([
  ['name', (row) => row.name],
  ['displayName', (row) => row.displayName ?? row.name],
  ['fullyQualifiedName', (row) => row.fullyQualifiedName],
  ['tagFQN', (row) => row.fullyQualifiedName],
])

/** Entities that are called so; undefined where that takes reading everything. */
async function findNamed(
  types: readonly EntityType[],
  attribute: string,
  values: readonly string[],
  ctx: RequestContext,
): Promise<StoredEntity[] | undefined> {
  if (attribute === 'id') return (await ctx.store.findByIds(values)).filter((row) => types.includes(row.type))
  const read = attributes.get(attribute)
  if (read === undefined || values.some((value) => wantedWords(value).length === 0)) return undefined
  const found: StoredEntity[] = []
  for (const value of values) {
    for (const type of types) {
      const { rows, more } = await ctx.store.list({
        type,
        include: 'all',
        text: value,
        sort: 'name',
        limit: candidatesMax,
        uncounted: true,
      })
      if (more) return undefined
      found.push(...rows.filter((row) => read(row).toLowerCase() === value.toLowerCase()))
    }
  }
  return found
}
