/**
 * The CSV of all dashboards of a service, in the form in which OpenMetadata exports what it has a CSV for: these columns in
 * this order, `;` between the items of a cell, `*` after a column that has to be filled. It is the full picture of a row:
 * an empty cell clears.
 */
import Papa from 'papaparse'
import { type TargetColumn, targetColumns } from '@/lib/import/columns'
import { escapeFormula } from '@/lib/import/csv-cell'
import { cellOf, type RowWriter } from '@/lib/import/export-rows'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { quoteItem, splitList } from '@/lib/model/fields/list-cell'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

/** Column → field. */
const targets = {
  'name*': 'name',
  displayName: 'displayName',
  description: 'description',
  dashboardType: 'dashboardType',
  project: 'project',
  sourceUrl: 'sourceUrl',
  charts: 'charts',
  tags: 'tags',
  glossaryTerms: 'glossaryTerms',
  tiers: 'tier',
  owners: 'owners',
  domains: 'domains',
  dataProducts: 'dataProducts',
  extension: 'extension',
} as const

export const contractColumns: readonly string[] = Object.keys(targets)

/** Fields of a read that the columns need. */
export const contractFields = ['charts', 'tags', 'owners', 'domains', 'dataProducts', 'extension']

/** By it an import does what the file says, and nothing stays that it does not say. */
export const contractMapping = (service: string): ImportMapping => ({
  columns: targets,
  service,
  policies: { tags: 'replace', glossaryTerms: 'replace', tier: 'replace' },
  emptyCells: Object.fromEntries(
    Object.values(targets).flatMap((field) => (field === 'name' ? [] : [[field, 'clear' as const]])),
  ),
})

const line = (cells: readonly string[]): string =>
  `${Papa.unparse([cells.map(escapeFormula)], { escapeFormulae: false })}\r\n`

export function contractWriter(def: EntityDefinition, properties: readonly CustomProperty[]): RowWriter {
  const known = new Map(targetColumns(def, properties).map((target) => [target.key, target]))
  const own = [...known.values()].filter(({ property }) => property !== undefined)
  return {
    start: line(contractColumns),
    row: (entity) => {
      const cell = (target: TargetColumn | undefined): string => (target === undefined ? '' : cellOf(target, entity))
      const extension = own.flatMap((target) => {
        const value = cell(target)
        return value === '' ? [] : [`${target.property?.name}:${value}`]
      })
      return line(
        Object.values(targets).map((field) =>
          field === 'extension' ? itemsAsOne(extension) : listsAsOne(known.get(field), cell(known.get(field))),
        ),
      )
    },
    between: '',
    end: '',
  }
}

const itemsAsOne = (items: readonly string[]): string => items.map(quoteItem).join(';')

const lists: ReadonlySet<TargetColumn['kind']> = new Set(['references', 'people', 'tags'])

/** As OpenMetadata joins them: without a space. */
const listsAsOne = (target: TargetColumn | undefined, cell: string): string =>
  target !== undefined && lists.has(target.kind) ? itemsAsOne(splitList(cell)) : cell

/** What is wrong with a file as a whole, in the words that clients know; undefined for one whose rows can be looked at. */
export function contractAbort(text: string): string | undefined {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { delimiter: ',', preview: 1 })
  const [header = []] = data
  if (header.join() === contractColumns.join()) return undefined
  return `#INVALID_HEADER: Headers [${header.join(', ').slice(0, 1_000)}] doesn't match [${contractColumns.join(', ')}]`
}

/** Whether there is anything below the header. */
export const hasRows = (text: string): boolean =>
  Papa.parse<string[]>(text, { delimiter: ',', preview: 2, skipEmptyLines: 'greedy' }).data.length > 1

export const resultHead = line(['status', 'details', ...contractColumns])
export const resultRow = (status: string, details: string, cells: readonly string[]): string =>
  line([status, details, ...cells])
