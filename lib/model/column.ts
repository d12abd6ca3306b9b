/** Columns of what dashboards are built on, as connectors describe them. */
import { z } from 'zod'
import { boundedList, boundedText, textMax } from '@/lib/model/bounds'
import { entityName, extension, fullyQualifiedName, markdown, tagLabels } from '@/lib/model/entity'
import { joinFqn } from '@/lib/model/fqn'

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

/** Columns with the FQNs they have below `parent`, at any depth. */
export const withColumnNames = (columns: readonly Column[], parent: string): Column[] =>
  columns.map((one) => {
    const fqn = joinFqn(parent, one.name)
    const { children } = one
    return {
      ...one,
      fullyQualifiedName: fqn,
      ...(children !== undefined && { children: withColumnNames(children, fqn) }),
    }
  })

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
  const known = new Set(stored?.map(({ tagFQN }) => tagFQN))
  const added = sent?.filter(({ tagFQN }) => !known.has(tagFQN)) ?? []
  return added.length === 0 ? stored : [...(stored ?? []), ...added]
}
