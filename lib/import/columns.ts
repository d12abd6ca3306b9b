/** What a column of a file can become: the members of the definition's create request, and a few ways to spell them. */
import { z } from 'zod'
import { fieldLabel } from '@/lib/model/edits/field-label'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'

/** How a cell is understood. */
export type CellKind =
  | 'text'
  /** Text whose line breaks and spaces count. */
  | 'markdown'
  | 'number'
  | 'flag'
  /** One of a few words. */
  | 'choice'
  /** A fully qualified name, or a list of them. */
  | 'name'
  | 'names'
  | 'tags'
  | 'tier'
  | 'terms'
  /** Users and teams, by name. */
  | 'people'
  /** Service and name in one. */
  | 'fqn'
  | 'property'
  | 'extension'
  /** Only as JSON. */
  | 'json'

export interface TargetColumn {
  /** Header of the template: a member of the create request, `extension.<property>`, or one of our own spellings. */
  readonly key: string
  /** Member of the create request that it ends up in. */
  readonly member: string
  readonly label: string
  readonly kind: CellKind
  readonly required: boolean
  readonly help: string
  /** Of a `choice`. */
  readonly choices?: readonly string[]
  /** Of a `property`. */
  readonly property?: CustomProperty
}

/** A second name for a member (`domain`), and what ingestion keeps for itself. */
const unoffered: ReadonlySet<string> = new Set(['domain', 'sourceHash', 'lifeCycle'])

/** Every target of a definition, the required ones first, then in the order of its create schema. */
export function targetColumns(def: EntityDefinition, properties: readonly CustomProperty[] = []): TargetColumn[] {
  const shape = def.createSchema instanceof z.ZodObject ? def.createSchema.shape : {}
  const members = Object.entries(shape).flatMap(([name, schema]) =>
    schema instanceof z.ZodType && !unoffered.has(name) ? [memberTarget(def, name, schema)] : [],
  )
  const spellings: TargetColumn[] = []
  if (def.container !== undefined) {
    spellings.push(
      spelling('fullyQualifiedName', def.container.field, 'fqn', 'Service and name in one, as in sample_superset.10'),
    )
  }
  if (def.fields.has('tags')) {
    spellings.push(
      spelling('tier', 'tags', 'tier', 'Tier.Tier1 to Tier.Tier5, or the number'),
      spelling('glossaryTerms', 'tags', 'terms', 'Glossary terms by fully qualified name, separated by ;'),
    )
  }
  const custom = def.createFields.has('extension') ? properties.map(propertyTarget) : []
  const all = [...members, ...spellings, ...custom]
  return [...all.filter((target) => target.required), ...all.filter((target) => !target.required)]
}

const spelling = (key: string, member: string, kind: CellKind, help: string): TargetColumn => ({
  key,
  member,
  label: fieldLabel(key),
  kind,
  required: false,
  help,
})

const propertyTarget = (property: CustomProperty): TargetColumn => ({
  key: `extension.${property.name}`,
  member: 'extension',
  label: property.displayName ?? property.name,
  kind: 'property',
  required: false,
  help: property.description ?? `Custom property (${property.propertyType.name ?? 'text'})`,
  property,
})

function memberTarget(def: EntityDefinition, name: string, schema: z.ZodType): TargetColumn {
  const inner = unwrap(schema)
  const kind = kindOf(def, name, inner)
  return {
    key: name,
    member: name,
    label: fieldLabel(name),
    kind,
    required: !schema.safeParse(undefined).success,
    help: schema.description ?? inner.description ?? helpOf[kind] ?? '',
    ...(inner instanceof z.ZodEnum && { choices: inner.options.map(String) }),
  }
}

const helpOf: Partial<Record<CellKind, string>> = {
  tags: 'Tags by fully qualified name, separated by ;',
  people: 'user:ana or team:bi, separated by ;',
  names: 'Fully qualified names, separated by ;',
  json: 'As JSON',
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    const inner = schema.unwrap()
    return inner instanceof z.ZodType ? unwrap(inner) : schema
  }
  return schema
}

function kindOf(def: EntityDefinition, name: string, schema: z.ZodType): CellKind {
  if (name === 'tags' && def.fields.has('tags')) return 'tags'
  if (name === 'extension') return 'extension'
  if (name === 'description') return 'markdown'
  if (name === def.container?.field) return 'name'
  const relation = def.relations[name]
  if (relation?.by === 'reference') return 'people'
  if (relation?.by === 'fqn') return relation.many ? 'names' : 'name'
  if (schema instanceof z.ZodEnum) return 'choice'
  if (schema instanceof z.ZodString) return 'text'
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'flag'
  return 'json'
}
