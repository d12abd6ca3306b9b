/** The fields of a definition, from its schemas and what it says of its members. */
import { z } from 'zod'
import type { EntityType } from '@/lib/model/entities/entity'
import { type Field, type FieldFacts, type KindName, type LabelPart, labelFrom } from '@/lib/model/fields/field'
import { labelParts, sharedMembers } from '@/lib/model/fields/members'
import { textMax } from '@/lib/model/rules/bounds'

interface Described {
  readonly type: string
  readonly schema: z.ZodObject
  readonly createSchema: z.ZodObject
  readonly container?: { readonly field: string; readonly type: EntityType; readonly copies?: readonly string[] }
  readonly relations: Readonly<
    Record<
      string,
      {
        readonly types: readonly EntityType[]
        readonly many: boolean
        readonly by: Field['by']
        readonly wrappedAs?: string
      }
    >
  >
  readonly silent: ReadonlySet<string>
  readonly readOnly: ReadonlySet<string>
  readonly transient: ReadonlySet<string>
  readonly sealed: object
}

/** Throws at start for a member of which nothing says what it is. */
export function defineFields(def: Described, said: Readonly<Record<string, FieldFacts>>): ReadonlyMap<string, Field> {
  const shape: Readonly<Record<string, unknown>> = { ...def.createSchema.shape, ...def.schema.shape }
  const unknown = Object.keys(said).find((name) => !(name in shape))
  if (unknown !== undefined) throw new Error(`definition ${def.type}: the schema has no member ${unknown}`)
  const own = Object.keys(shape).filter((name) => !(name in sharedMembers) && name !== def.container?.field)
  const order = [
    ...(def.container === undefined ? [] : [def.container.field]),
    ...Object.keys(sharedMembers).flatMap((name) => (name === 'own' ? own : name in shape ? [name] : [])),
  ]
  const fields = order.flatMap((name) => {
    const field = fieldFrom(def, name, { ...sharedMembers[name], ...said[name] })
    return field.kind === 'tags' ? partsOf(field) : [field]
  })
  return new Map(fields.map((field) => [field.name, field]))
}

const partsOf = (field: Field): Field[] =>
  (Object.keys(labelParts) as LabelPart[]).map((part) => {
    const { name, ...facts } = labelParts[part]
    return { ...field, label: labelFrom(name), ...facts, name, key: name, part, isRequired: false }
  })

function fieldFrom(def: Described, name: string, facts: FieldFacts): Field {
  const inEntity = schemaOf(def.schema, name)
  const inRequest = schemaOf(def.createSchema, name)
  const schema = unwrap(inEntity ?? inRequest ?? z.never())
  const relation = name === def.container?.field ? undefined : def.relations[name]
  const isSealed = Object.hasOwn(def.sealed, name)
  const kind =
    facts.kind ?? (isSealed ? 'object' : relation === undefined ? kindFrom(schema) : kindOfRelation(relation))
  if (kind === undefined) throw new Error(`definition ${def.type}: nothing says of which kind ${name} is`)
  return {
    name,
    key: name,
    member: name,
    label: labelFrom(name),
    help: wordsOf(inRequest) ?? wordsOf(inEntity) ?? helpOf[kind] ?? '',
    edit: 'EditAll',
    aliases: [],
    isGiven: inRequest !== undefined,
    isRequired: inRequest !== undefined && !inRequest.safeParse(undefined).success,
    isSettled:
      name === 'name' ||
      name === def.container?.field ||
      def.readOnly.has(name) ||
      def.container?.copies?.includes(name) === true,
    isSilent: def.silent.has(name),
    isSealed,
    forPrograms: def.transient.has(name),
    ...(schema instanceof z.ZodEnum && { choices: schema.options.map(String) }),
    ...(name === def.container?.field && { types: [def.container.type], by: 'fqn' }),
    ...(relation !== undefined && { types: relation.types, by: relation.by, wrappedAs: relation.wrappedAs }),
    ...facts,
    kind,
  }
}

const schemaOf = (object: z.ZodObject, name: string): z.ZodType | undefined => {
  const schema: unknown = Object.hasOwn(object.shape, name) ? object.shape[name] : undefined
  return schema instanceof z.ZodType ? schema : undefined
}

const wordsOf = (schema: z.ZodType | undefined): string | undefined =>
  schema === undefined ? undefined : (schema.description ?? unwrap(schema).description)

/** What a cell of a file may hold, where nothing more is said. */
const helpOf: Partial<Record<KindName, string>> = {
  tags: 'Tags by fully qualified name, separated by ;',
  people: 'user:ana or team:bi, separated by ;',
  references: 'Fully qualified names, separated by ;',
  object: 'As JSON',
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    const inner: unknown = schema.unwrap()
    return inner instanceof z.ZodType ? unwrap(inner) : schema
  }
  return schema
}

const kindOfRelation = ({ many, by }: { readonly many: boolean; readonly by: Field['by'] }): KindName =>
  !many ? 'reference' : by === 'reference' ? 'people' : 'references'

/** By their ids, schemas say what they are; by its bound, a text does (`textMax`). */
function kindFrom(schema: z.ZodType): KindName | undefined {
  const id = schema.meta()?.id
  if (id === 'EntityReference') return 'reference'
  if (id === 'AssetCertification') return 'certification'
  if (schema instanceof z.ZodEnum) return 'choice'
  if (schema instanceof z.ZodBoolean) return 'flag'
  if (schema instanceof z.ZodNumber) return schema.description === momentDescription ? 'moment' : 'number'
  if (schema instanceof z.ZodString) return textKind(schema)
  if (schema instanceof z.ZodStringFormat) return 'text'
  if (!(schema instanceof z.ZodArray)) return undefined
  const item = schema.element instanceof z.ZodType ? unwrap(schema.element) : z.never()
  const itemId = item.meta()?.id
  if (itemId === 'TagLabel') return 'tags'
  if (itemId === 'EntityReference') return 'references'
  if (item instanceof z.ZodEnum) return 'choices'
  return item instanceof z.ZodString || item instanceof z.ZodStringFormat ? 'words' : undefined
}

const momentDescription = 'Unix epoch milliseconds'

function textKind({ maxLength }: z.ZodString): KindName {
  if (maxLength === textMax.prose) return 'markdown'
  if (maxLength === textMax.code) return 'code'
  return maxLength === textMax.address ? 'url' : 'text'
}
