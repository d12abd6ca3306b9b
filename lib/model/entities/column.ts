/** Columns of what dashboards are built on, as connectors describe them. */
import { z } from 'zod'
import { type FieldChanges, recordList, recordValue } from '@/lib/model/edits/change'
import {
  entityName,
  extension,
  fullyQualifiedName,
  markdown,
  type TagLabel,
  tagLabels,
} from '@/lib/model/entities/entity'
import { labelKey } from '@/lib/model/fields/tags'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'
import { joinFqn, quoteName } from '@/lib/model/rules/fqn'

/** OpenMetadata's names of data types, its own misspelling included. */
export const dataType = z.enum(
  (
    'NUMBER TINYINT SMALLINT INT BIGINT BYTEINT BYTES FLOAT DOUBLE DECIMAL NUMERIC TIMESTAMP TIMESTAMPZ TIME DATE ' +
    'DATETIME INTERVAL STRING MEDIUMTEXT TEXT CHAR LONG VARCHAR BOOLEAN BINARY VARBINARY ARRAY BLOB LONGBLOB ' +
    'MEDIUMBLOB MAP STRUCT UNION SET GEOGRAPHY ENUM JSON UUID VARIANT GEOMETRY BYTEA AGGREGATEFUNCTION ERROR FIXED ' +
    'RECORD NULL SUPER HLLSKETCH PG_LSN PG_SNAPSHOT TSQUERY TXID_SNAPSHOT XML MACADDR TSVECTOR UNKNOWN CIDR INET CLOB ' +
    'ROWID LOWCARDINALITY YEAR POINT POLYGON TUPLE SPATIAL TABLE NTEXT IMAGE IPV4 IPV6 DATETIMERANGE HLL LARGEINT ' +
    'QUANTILE_STATE AGG_STATE BITMAP UINT BIT MONEY MEASURE KPI HEIRARCHY HIERARCHYID'
  )
    .split(' ')
    .concat('MEASURE HIDDEN', 'MEASURE VISIBLE'),
)

/** Strict: a member that clients do not know would make the whole data model unreadable to them. */
export const column = z
  .strictObject({
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    dataType,
    arrayDataType: dataType.optional(),
    dataLength: z.number().int().optional(),
    precision: z.number().int().optional(),
    scale: z.number().int().optional(),
    dataTypeDisplay: boundedText(textMax.prose).optional(),
    description: markdown.optional(),
    fullyQualifiedName: fullyQualifiedName.optional(),
    tags: tagLabels.optional(),
    constraint: z.enum(['NULL', 'NOT_NULL', 'UNIQUE', 'PRIMARY_KEY']).optional(),
    ordinalPosition: z.number().int().optional(),
    jsonSchema: boundedText(textMax.prose).optional(),
    extension: extension.optional(),
    get children() {
      return boundedList(column).optional()
    },
  })
  .meta({ id: 'Column' })
export type Column = z.infer<typeof column>

/** The columns of one thing: no name twice side by side, and every list says of what. */
export const columns = boundedList(column).superRefine((list, { addIssue }) => {
  for (const { path, message } of columnProblems(list, [])) addIssue({ code: 'custom', path: [...path], message })
})

function columnProblems(
  list: readonly Column[],
  place: readonly PropertyKey[],
): { path: readonly PropertyKey[]; message: string }[] {
  const names = new Set<string>()
  return list.flatMap((one, index) => {
    const here = [...place, index]
    const isRepeated = names.has(one.name)
    names.add(one.name)
    return [
      ...(isRepeated ? [{ path: [...here, 'name'], message: `is repeated: ${one.name}` }] : []),
      ...(one.dataType === 'ARRAY' && one.arrayDataType === undefined
        ? [{ path: [...here, 'arrayDataType'], message: 'must not be null where dataType is ARRAY' }]
        : []),
      ...columnProblems(one.children ?? [], [...here, 'children']),
    ]
  })
}

/** What is told of a type where nobody said how to write it. */
const shownType = (one: Column): string => one.dataTypeDisplay ?? one.dataType.toLowerCase()

/** Columns with the FQNs they have below `parent`, at any depth, and a type for people where none is given. */
export const withColumnNames = (columns: readonly Column[], parent: string): Column[] =>
  columns.map((one) => {
    const fqn = joinFqn(parent, one.name)
    const { children } = one
    return {
      ...one,
      dataTypeDisplay: shownType(one),
      fullyQualifiedName: fqn,
      ...(children !== undefined && { children: withColumnNames(children, fqn) }),
    }
  })

/** What of a column is recorded by itself when it changes. */
const recorded = [
  'displayName',
  'description',
  'dataType',
  'arrayDataType',
  'dataLength',
  'precision',
  'scale',
  'constraint',
  'jsonSchema',
  'extension',
] as const

/** What changed, column by column: `columns.name.description`. */
export function recordColumns(
  changes: FieldChanges,
  field: string,
  stored: readonly Column[],
  wanted: readonly Column[],
): void {
  recordList(changes, field, stored, wanted, ({ name }) => name)
  const before = new Map(stored.map((one) => [one.name, one]))
  for (const after of wanted) {
    const known = before.get(after.name)
    if (known === undefined || known === after) continue
    const name = `${field}.${quoteName(after.name)}`
    for (const member of recorded) recordValue(changes, `${name}.${member}`, known[member], after[member])
    recordValue(changes, `${name}.dataTypeDisplay`, shownType(known), shownType(after))
    recordList(changes, `${name}.tags`, known.tags ?? [], after.tags ?? [], labelKey)
    recordColumns(changes, name, known.children ?? [], after.children ?? [])
  }
}

/** Has a column gone, at any depth? Readers of it break. */
export const lacksColumn = (stored: readonly Column[], wanted: readonly Column[]): boolean => {
  const after = new Map(wanted.map((one) => [one.name, one]))
  return stored.some((one) => {
    const kept = after.get(one.name)
    return kept === undefined || lacksColumn(one.children ?? [], kept.children ?? [])
  })
}

/** The labels on columns, at any depth. */
export const columnLabels = (columns: readonly Column[]): TagLabel[] =>
  columns.flatMap(({ tags = [], children = [] }) => [...tags, ...columnLabels(children)])

/** The columns with other labels, at any depth. */
export const withColumnLabels = (
  columns: readonly Column[],
  change: (labels: readonly TagLabel[]) => readonly TagLabel[],
): Column[] =>
  columns.map((one) => ({
    ...one,
    ...(one.tags !== undefined && { tags: [...change(one.tags)] }),
    ...(one.children !== undefined && { children: withColumnLabels(one.children, change) }),
  }))

/**
 * Columns as a bot sends them, with what people wrote on the stored ones of the same name: a description and a display
 * name stay, tags are added. One that overrides replaces what it names and takes nothing else away.
 */
export const mergeColumns = (stored: readonly Column[], sent: readonly Column[], overrides: boolean): Column[] => {
  const byName = new Map(stored.map((one) => [one.name, one]))
  return sent.map((one) => {
    const before = byName.get(one.name)
    if (before === undefined) return one
    const [first, second] = overrides ? [one, before] : [before, one]
    const displayName = first.displayName || second.displayName
    const description = first.description || second.description
    const tags = overrides && one.tags?.length ? one.tags : withTags(before.tags, one.tags)
    const { children } = one
    return {
      ...one,
      ...(displayName && { displayName }),
      ...(description && { description }),
      ...(tags && { tags }),
      ...(children && { children: mergeColumns(before.children ?? [], children, overrides) }),
    }
  })
}

function withTags(stored: Column['tags'], sent: Column['tags']): Column['tags'] {
  const known = new Set(stored?.map(labelKey))
  const added = sent?.filter((label) => !known.has(labelKey(label))) ?? []
  return added.length === 0 ? stored : [...(stored ?? []), ...added]
}
