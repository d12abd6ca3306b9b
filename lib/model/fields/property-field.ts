/** Custom properties as fields of the same kinds as everything else. */
import type { PropertyInUse } from '@/lib/model/entities/custom-property'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Field, KindName, WithMembers } from '@/lib/model/fields/field'
import { editOf } from '@/lib/model/fields/members'
import { isRecord } from '@/lib/model/rules/is-record'

const kindByType: Readonly<Record<string, KindName>> = {
  string: 'plain',
  markdown: 'markdown',
  sqlQuery: 'code',
  integer: 'number',
  number: 'number',
  timestamp: 'moment',
  timeInterval: 'interval',
  'hyperlink-cp': 'link',
  entityReference: 'reference',
  entityReferenceList: 'references',
  'table-cp': 'table',
}

function kindFor(type: string, config: unknown): KindName {
  if (type === 'enum') return isRecord(config) && config.multiSelect === true ? 'choices' : 'choice'
  return kindByType[type] ?? 'text'
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Signs that mean something in the names of a form's fields, or in a list of names, are written as their codes. */
const nameFor = (property: string): string =>
  `extension:${property.replaceAll(/[%.,'"|[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`

/** Is a field of this name a custom property? */
export const isPropertyName = (name: string): boolean => name.startsWith('extension:')

export function propertyField({ use, ...property }: PropertyInUse): Field {
  const type = property.propertyType.name ?? 'string'
  const config = property.customPropertyConfig?.config
  const kind = kindFor(type, config)
  const format = type.endsWith('-cp') && typeof config === 'string' ? config : undefined
  return {
    name: nameFor(property.name),
    key: `extension.${property.name}`,
    member: 'extension',
    kind,
    label: property.displayName || property.name,
    help: property.description ?? (format === undefined ? `Custom property (${type})` : `As ${format}`),
    edit: editOf('extension'),
    isGiven: true,
    isRequired: false,
    isSettled: false,
    isSilent: false,
    isSealed: false,
    forPrograms: false,
    aliases: [property.name],
    property,
    ...(use !== undefined && { use }),
    ...(type === 'enum' && { choices: isRecord(config) ? textsIn(config.values) : [] }),
    ...(kind === 'table' && { columns: isRecord(config) ? textsIn(config.columns) : [] }),
    ...(type.startsWith('entityReference') && { types: textsIn(config) as EntityType[], by: 'reference' as const }),
    ...(format !== undefined && { format }),
  }
}

/** A definition as this site has it: its properties are fields like those it came with. */
export function withProperties<Def extends WithMembers>(def: Def, properties: readonly PropertyInUse[]): Def {
  if (properties.length === 0 || !def.members.has('extension')) return def
  const added = properties.map(propertyField)
  return { ...def, members: new Map([...def.members, ...added.map((field) => [field.name, field] as const)]) }
}

/** The custom properties among fields, as `withProperties` takes them. */
export const propertiesAmong = (fields: Iterable<Field>): PropertyInUse[] =>
  [...fields].flatMap(({ property, use }) => (property === undefined ? [] : { ...property, ...(use && { use }) }))
