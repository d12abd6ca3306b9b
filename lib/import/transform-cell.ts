/** What is done with the cells of a column before they are read, by the mapping. */
import { type Cell, isBlank } from '@/lib/import/table'
import { cellText } from '@/lib/model/fields/cell'
import { itemsOf } from '@/lib/model/fields/choice'
import { textMax } from '@/lib/model/rules/text-max'
import type { CellTransform } from '@/lib/model/wire/import-mapping'

/** Clears the field, whatever else is said of its column. */
export const clearCell = '__CLEAR__'

const placeholder = /\{([^{}]+)\}/g

/** Columns that a template names. */
export const columnsIn = ({ template = '' }: CellTransform): string[] =>
  [...template.matchAll(placeholder)].map(([, name = '']) => name)

export interface TransformedColumn {
  /** Its place in the file. */
  readonly place: number
  readonly how: CellTransform
  /** Its field holds several items. */
  readonly isList: boolean
}

/** The cells of a row as they are to be read; `names` are the columns of the file. */
export function cellTransformer(
  names: readonly string[],
  columns: readonly TransformedColumn[],
): (cells: readonly Cell[]) => readonly Cell[] {
  if (columns.length === 0) return (cells) => cells
  const places = new Map(names.map((name, place) => [name, place]))
  return (cells) => {
    const read: Cell[] = names.map((_, place) => cells[place] ?? null)
    for (const { place, how, isList } of columns) {
      const cell = cells[place]
      if (cell === clearCell) continue
      const said = how.template === undefined ? cell : filled(how.template, cells, places)
      const value = transformed(said, how, isList)
      read[place] = isBlank(value) && how.whenEmpty !== undefined ? how.whenEmpty : value
    }
    return read
  }
}

/** Of columns that are all empty nothing is made. */
function filled(template: string, cells: readonly Cell[], places: ReadonlyMap<string, number>): Cell {
  let hasColumns = false
  let hasValues = false
  const text = template.replaceAll(placeholder, (_, name: string) => {
    const cell = cells[places.get(name) ?? -1]
    hasColumns = true
    hasValues ||= !isBlank(cell)
    return readable(cellText(cell))
  })
  return hasColumns && !hasValues ? null : text
}

/** What is longer is refused wherever it is put; it is not made longer still. */
const readable = (text: string): string => text.slice(0, textMax.prose + 1)

function transformed(cell: Cell, how: CellTransform, isList: boolean): Cell {
  if (Array.isArray(cell))
    return cell.map((item) => (typeof item === 'string' ? prefixed(changed(item, how), how) : item))
  if (isBlank(cell) || typeof cell === 'object') return cell
  const text = changed(cellText(cell), how)
  if (!isList || (how.splitBy === undefined && how.prefix === undefined)) return prefixed(text, how)
  const items = how.splitBy === undefined ? itemsOf(text) : text.split(how.splitBy)
  return items
    .map((item) => (typeof item === 'string' ? prefixed(item.trim(), how) : item))
    .filter((item) => item !== '')
}

function changed(text: string, { find, with: to = '', decimals, letters, trim }: CellTransform): string {
  if (text.length > textMax.prose) return text
  const found = find === undefined ? text : text.replaceAll(find, () => to)
  const replaced = decimals === undefined ? found : plainNumber(found, decimals)
  const cased = letters === 'lower' ? replaced.toLowerCase() : letters === 'upper' ? replaced.toUpperCase() : replaced
  return trim === true ? cased.trim() : cased
}

/** A number as it is written somewhere, with signs between thousands, as programs write it. Anything else stays. */
function plainNumber(text: string, decimals: 'comma' | 'point'): string {
  const [point, thousands] = decimals === 'comma' ? [',', '.'] : ['.', ',']
  const [whole = '', fraction, ...more] = text
    .trim()
    .replaceAll(/[\s'’]/g, '')
    .split(point)
  const digits = whole.replaceAll(thousands, '')
  if (more.length > 0 || !/^[-+]?\d+$/.test(digits) || !/^\d*$/.test(fraction ?? '')) return text
  return fraction === undefined || fraction === '' ? digits : `${digits}.${fraction}`
}

const prefixed = (text: string, { prefix = '' }: CellTransform): string => (text === '' ? '' : `${prefix}${text}`)
