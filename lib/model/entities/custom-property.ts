/** Custom properties: how a value of each property type has to look (docs/contract/governance.md#custom-properties). */
import { z } from 'zod'
import { entityName, entityReference } from '@/lib/model/entities/entity'
import { boundedList, boundedObject, boundedRecord, boundedText, boundedValue, textMax } from '@/lib/model/rules/bounds'
import { badRequest } from '@/lib/model/wire/errors'

export const customPropertySchema = z
  .strictObject({
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: boundedText(textMax.prose).optional(),
    propertyType: entityReference,
    customPropertyConfig: z.strictObject({ config: boundedValue().optional() }).optional(),
  })
  .meta({ id: 'CustomProperty' })
export type CustomProperty = z.infer<typeof customPropertySchema>

/** What lists and pages make of a property (decision 055). The contract has no place for it in the property itself. */
export const propertyUseSchema = z
  .strictObject({
    isFilter: z.boolean().describe('Lists offer it among their filters'),
    isRequired: z.boolean().describe('Without a value in it, a thing of the type is incomplete'),
  })
  .meta({ id: 'PropertyUse' })
export type PropertyUse = z.infer<typeof propertyUseSchema>

/** A property together with what is made of it, where that is known. */
export interface PropertyInUse extends CustomProperty {
  readonly use?: PropertyUse | undefined
}

/** Of a property of which nobody has said anything else. */
export const ordinaryUse: PropertyUse = { isFilter: true, isRequired: false }

const enumConfig = boundedObject({
  values: boundedList(boundedText(textMax.line)),
  multiSelect: z.boolean().optional(),
})
const tableConfig = boundedObject({ columns: boundedList(boundedText(textMax.line)).min(1) })
const reference = boundedObject({ id: z.uuid(), type: boundedText(textMax.name) })

/** Value schemas by property type; `enum`, `table-cp` and the dated types have checks of their own below. */
const valueSchemas: Record<string, z.ZodType> = {
  string: boundedText(textMax.prose),
  markdown: boundedText(textMax.prose),
  sqlQuery: boundedText(textMax.code),
  duration: boundedText(textMax.name),
  email: boundedText(textMax.email).regex(/^\S+@\S+\.\S+$/),
  integer: z.number().int(),
  number: z.number(),
  timestamp: z.number().int(),
  timeInterval: boundedObject({ start: z.number().int(), end: z.number().int() }),
  'hyperlink-cp': boundedObject({ url: boundedText(textMax.address) }),
  entityReference: reference,
  entityReferenceList: boundedList(reference),
  enum: z.union([boundedList(boundedText(textMax.line)), boundedText(textMax.line).transform((one) => [one])]),
  'table-cp': boundedObject({
    columns: boundedList(boundedText(textMax.line)).optional(),
    rows: boundedList(boundedRecord(z.unknown())),
  }),
  'date-cp': boundedText(textMax.name),
  'dateTime-cp': boundedText(textMax.name),
  'time-cp': boundedText(textMax.name),
}

/** The names of the property types a property may have. */
export const propertyTypeNames = Object.keys(valueSchemas)

/** JSON Schema of a property type's values. */
export const propertyTypeSchema = (name: string) => z.toJSONSchema(valueSchemas[name] ?? z.unknown(), { io: 'input' })

/** The value as it is stored; throws 400 in OpenMetadata's words. */
export function checkCustomValue(property: CustomProperty, value: unknown): unknown {
  const type = property.propertyType.name ?? ''
  const schema = valueSchemas[type]
  if (schema === undefined) throw badRequest(`Custom field ${property.name} has an unknown type ${type}`)
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const details = parsed.error.issues.map((issue) => [...issue.path.map(String), issue.message].join(': ')).join(', ')
    throw invalid(property, `Custom field ${property.name} has invalid JSON [${details}]`)
  }
  const config = property.customPropertyConfig?.config
  if (type === 'enum') return checkEnum(property, parsed.data as string[], config) // the schema for `enum` yields texts
  if (type === 'table-cp') checkTable(property, parsed.data as { rows: Record<string, unknown>[] }, config) // as above
  if (type === 'hyperlink-cp' && !/^https?:\/\//i.test((parsed.data as { url: string }).url)) {
    throw invalid(property, `Invalid URL protocol for field '${property.name}': URL must use http or https protocol`)
  }
  if (
    type.endsWith('-cp') &&
    typeof parsed.data === 'string' &&
    typeof config === 'string' &&
    !matchesPattern(parsed.data, config)
  ) {
    throw invalid(property, `Custom field ${property.name} value is not as per defined format ${config}`)
  }
  return parsed.data
}

const invalid = (property: CustomProperty, message: string) =>
  badRequest(message, { fields: [{ path: `/extension/${property.name}`, message }] })

function checkEnum(property: CustomProperty, values: string[], config: unknown): string[] {
  const { values: allowed, multiSelect } = enumConfig.parse(config)
  if (values.length > 1 && multiSelect !== true) {
    throw invalid(property, `Only one value allowed for non-multiSelect ${property.name} property`)
  }
  const unknown = values.filter((value) => !allowed.includes(value))
  if (unknown.length > 0)
    throw invalid(property, `Values '[${unknown.join(', ')}]' not supported for property ${property.name}`)
  return values.toSorted()
}

function checkTable(property: CustomProperty, { rows }: { rows: Record<string, unknown>[] }, config: unknown): void {
  const { columns } = tableConfig.parse(config)
  const strange = rows.flatMap((row) => Object.keys(row)).filter((column) => !columns.includes(column))
  if (strange.length > 0) throw invalid(property, `Rows contain undefined columns: ${[...new Set(strange)].join(', ')}`)
}

/** A text against a Java date pattern, by shape: letters stand for digits or words, the rest for itself. */
function matchesPattern(text: string, pattern: string): boolean {
  const shape = pattern.replaceAll(
    /'([^']*)'|([a-zA-Z])\2*|[^a-zA-Z']/g,
    (run, quoted: string | undefined, letter: string | undefined) => {
      if (quoted !== undefined) return escapeText(quoted)
      if (letter === undefined) return escapeText(run)
      if (letter === 'a' || letter === 'E' || letter === 'z' || (letter === 'M' && run.length > 2)) return '\\p{L}+\\.?'
      if (letter === 'X' || letter === 'Z') return '(?:Z|[+-]\\d{2}:?\\d{0,2})'
      return run.length > 1 ? `\\d{${run.length}}` : '\\d{1,4}'
    },
  )
  return new RegExp(`^${shape}$`, 'u').test(text)
}

const escapeText = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Checks the configuration a property of this type needs; throws 400 in OpenMetadata's words. */
export function checkPropertyConfig(type: string, config: unknown): void {
  if (type === 'enum') {
    const parsed = enumConfig.safeParse(config)
    if (!parsed.success) throw badRequest('Enum Custom Property Type must have EnumConfig.')
    if (parsed.data.values.length === 0)
      throw badRequest('Enum Custom Property Type must have EnumConfig populated with values.')
    if (new Set(parsed.data.values).size < parsed.data.values.length)
      throw badRequest('Enum Custom Property values cannot have duplicates.')
  }
  if (type === 'table-cp' && !tableConfig.safeParse(config).success) {
    throw badRequest('Table Custom Property Type must have config populated with columns.')
  }
  const letters: Record<string, RegExp> = {
    'date-cp': /^[yMdEDWw\W]*$/,
    'dateTime-cp': /^[yMdEDWwHhmsaTXZS\W]*$/,
    'time-cp': /^[HhmsaS\W]*$/,
  }
  const allowed = letters[type]
  if (allowed === undefined) return
  const label = type.replace('-cp', '')
  if (typeof config !== 'string' || config === '')
    throw badRequest(`${label} Custom Property Type must have Config populated with format.`)
  if (!allowed.test(config.replaceAll(/'[^']*'/g, ''))) throw badRequest(`Invalid ${label} format: ${config}`)
}
