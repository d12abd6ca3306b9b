/** Entities as rows of a file that an import reads back as the same (`map-rows.ts` is the way back). */
import Papa from 'papaparse'
import { type TargetColumn, targetColumns } from '@/lib/import/columns'
import { escapeFormula } from '@/lib/import/csv-cell'
import { type CsvStart, startOf, usualStart } from '@/lib/import/csv-start'
import { sheetEnd, sheetRow, sheetStart, xlsxPacker } from '@/lib/import/formats/xlsx/write-xlsx'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { cellText } from '@/lib/model/fields/cell'
import { storedValue } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import { joinList } from '@/lib/model/fields/list-cell'
import { labelPart } from '@/lib/model/fields/tags'
import { isRecord } from '@/lib/model/rules/is-record'
import type { ExportFormat } from '@/lib/model/wire/selection'

export const exportMediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
}

/** What has been written as the bytes of the file, piece by piece. */
export type Packer = (text: string, isLast: boolean) => Uint8Array

/** `sheet`: what a workbook calls the rows. */
export async function packerOf(format: ExportFormat, sheet: string): Promise<Packer> {
  if (format === 'xlsx') return xlsxPacker(sheet)
  const encoder = new TextEncoder()
  return (text) => encoder.encode(text)
}

/** A file written piece by piece: what stands before the rows, each row, what stands between two, and after them. */
export interface RowWriter {
  readonly start: string
  row(entity: Entity): string
  readonly between: string
  readonly end: string
}

/** Everything that an import can give, with the custom properties of the site. */
export const exportColumns = (def: EntityDefinition, properties: readonly CustomProperty[]): TargetColumn[] =>
  targetColumns(def, properties).filter(({ kind }) => kind !== 'fqn' && kind !== 'extension' && kind !== 'object')

/** Fields of a read that the columns need besides what is always there. */
export const exportFields = (def: EntityDefinition, columns: readonly TargetColumn[]): string[] => [
  ...new Set(
    columns
      .map(({ member }) => member)
      .filter((member) => member !== def.container?.field && (member in def.relations || grouped.has(member))),
  ),
]
const grouped: ReadonlySet<string> = new Set(['tags', 'extension'])

/** `start` is of a CSV alone: no other format has room for it. */
export function rowWriter(
  format: ExportFormat,
  def: EntityDefinition,
  columns: readonly TargetColumn[],
  start: CsvStart = usualStart,
): RowWriter {
  if (format === 'csv') {
    const line = (cells: readonly string[]): string =>
      `${Papa.unparse([cells.map(escapeFormula)], { escapeFormulae: false })}\r\n`
    return {
      start: `${startOf(start)}${line(columns.map(({ key }) => key))}`,
      row: (entity) => line(columns.map((column) => cellOf(column, entity))),
      between: '',
      end: '',
    }
  }
  if (format === 'xlsx')
    return {
      start: `${sheetStart}${sheetRow(columns.map(({ key }) => key))}`,
      row: (entity) => sheetRow(columns.map((column) => cellOf(column, entity))),
      between: '',
      end: sheetEnd,
    }
  const members = new Set(columns.map(({ member }) => member))
  const item = (entity: Entity): string => JSON.stringify(requestOf(def, members, entity))
  if (format === 'jsonl') return { start: '', row: (entity) => `${item(entity)}\n`, between: '', end: '' }
  return { start: '[', row: (entity) => `\n${item(entity)}`, between: ',', end: '\n]\n' }
}

/** What a container lends is not the entity's own. */
const ownItems = (value: unknown): Record<string, unknown>[] =>
  (Array.isArray(value) ? value : []).filter((item) => isRecord(item) && item.inherited !== true)

const ownLabels = (value: unknown): Record<string, unknown>[] =>
  ownItems(value).filter(({ labelType }) => labelType !== 'Derived')

const nameOf = (value: unknown): string =>
  isRecord(value) ? String(value.fullyQualifiedName ?? value.name ?? '') : cellText(value)

/** As the bulk call takes it. */
function requestOf(
  { relations, container }: EntityDefinition,
  members: ReadonlySet<string>,
  entity: Entity,
): Record<string, unknown> {
  const values = Object.entries(entity).flatMap(([member, value]): (readonly [string, unknown])[] => {
    if (!members.has(member) || value === undefined || value === null) return []
    if (member === container?.field) return [[member, nameOf(value)]]
    if (member === 'tags') {
      const labels = ownLabels(value).map(({ tagFQN, source, labelType, state }) => ({
        tagFQN,
        source,
        labelType,
        state,
      }))
      return labels.length === 0 ? [] : [[member, labels]]
    }
    const relation = relations[member]
    if (relation === undefined) return [[member, value]]
    if (!relation.many) return [[member, nameOf(value)]]
    const items = ownItems(value).map((item) =>
      relation.by === 'reference' ? { id: item.id, type: item.type, name: item.name } : nameOf(item),
    )
    return items.length === 0 ? [] : [[member, items]]
  })
  return Object.fromEntries(values)
}

export function cellOf(column: TargetColumn, entity: Entity): string {
  const value = storedValue(column, entity)
  if (value === undefined || value === null) return ''
  if (column.property !== undefined) return kindOf(column).toCell(value)
  switch (column.kind) {
    case 'reference':
      return nameOf(value)
    case 'references':
      return joinList(ownItems(value).map(nameOf))
    case 'people':
      return joinList(ownItems(value).map(({ type, name }) => `${type}:${name}`))
    case 'tags':
      return kindOf(column).toCell(ownLabels(value).filter((label) => labelPart(label) === column.part))
    default:
      return kindOf(column).toCell(value)
  }
}
