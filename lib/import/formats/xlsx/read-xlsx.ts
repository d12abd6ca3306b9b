/** A sheet of an Excel workbook as a table. Only what is read is unpacked: formulas, pictures and macros stay where they are. */
import type { Zip } from '@/lib/import/formats/archive/zip'
import { createCollector, headOf, tableOf } from '@/lib/import/formats/collect-rows'
import { findHeader, isNote, type NumberedRow } from '@/lib/import/formats/csv-edges'
import { numberText, readStyles, type Shown } from '@/lib/import/formats/xlsx/cells'
import { childOf, childrenOf, parseXml, walkXml } from '@/lib/import/formats/xml'
import { howToSplit, limits } from '@/lib/import/limits'
import { breathe, FileProblem, isBlank, type ReadOptions, type Table, type Watch } from '@/lib/import/table'

const rowsLooked = 30

interface Sheet {
  readonly name: string
  readonly path: string
  readonly isHidden: boolean
}

interface Workbook {
  readonly zip: Zip
  readonly sheets: readonly Sheet[]
  readonly is1904: boolean
}

/** Throws `FileProblem`. */
export async function readXlsx(zip: Zip, options: ReadOptions, watch: Watch): Promise<Table> {
  const book = await openBook(zip)
  const texts = new Map(book.sheets.map(({ path }) => [path, partOf(zip, path) ?? '']))
  await breathe()
  watch.check?.()
  const parts = book.sheets.map(({ name, path }) => ({ name, rows: rowCount(texts.get(path) ?? '') }))
  const sheet = chosenSheet(book, parts, options)
  const rows = await readSheet(texts.get(sheet.path) ?? '', book)
  watch.check?.()
  const top: NumberedRow[] = rows.slice(0, rowsLooked).filter(({ cells }) => !isNote(cells))
  const collector = createCollector(options.headerRow ?? findHeader(top))
  for (const { row, cells } of rows) collector.take([...cells], row)
  const table = { ...tableOf('xlsx', collector.done()), head: headOf(top) }
  return book.sheets.length === 1 ? table : { ...table, part: sheet.name, parts }
}

function partOf(zip: Zip, path: string): string | undefined {
  const entry = zip.entries.find((one) => one.path === path)
  return entry === undefined ? undefined : new TextDecoder().decode(zip.read(entry))
}

async function openBook(zip: Zip): Promise<Workbook> {
  const root = await parseXml(partOf(zip, 'xl/workbook.xml') ?? '')
  const links = await parseXml(partOf(zip, 'xl/_rels/workbook.xml.rels') ?? '<none/>')
  const targets = new Map(childrenOf(links, 'Relationship').map(({ attributes: { Id, Target } }) => [Id, Target]))
  const sheets = childrenOf(childOf(root, 'sheets'), 'sheet').flatMap(({ attributes }): Sheet[] => {
    const target = targets.get(attributes.id ?? '')
    const path = target?.startsWith('/') === true ? target.slice(1) : `xl/${target}`
    const isThere = target !== undefined && zip.entries.some((entry) => entry.path === path)
    const { name = '', state = 'visible' } = attributes
    return isThere ? [{ name, path, isHidden: state !== 'visible' }] : []
  })
  if (sheets.length === 0) throw new FileProblem('The workbook has no sheets.')
  const date1904 = childOf(root, 'workbookPr')?.attributes.date1904
  return { zip, sheets, is1904: date1904 === '1' || date1904 === 'true' }
}

const rowCount = (xml: string): number => Math.max(0, (xml.match(/<(?:\w+:)?row[\s>]/g) ?? []).length - 1)

/** The one asked for, one named after what is imported, or the first that shows rows. */
function chosenSheet(
  { sheets }: Workbook,
  parts: readonly { readonly name: string; readonly rows: number }[],
  { part, collection }: ReadOptions,
): Sheet {
  const filled = sheets.filter((_, index) => (parts[index]?.rows ?? 0) > 0)
  const shown = filled.filter(({ isHidden }) => !isHidden)
  const sheet =
    sheets.find(({ name }) => name === part) ??
    shown.find(({ name }) => name.trim().toLowerCase() === collection) ??
    shown[0] ??
    filled[0] ??
    sheets[0]
  if (sheet === undefined) throw new FileProblem('The workbook has no sheets.')
  return sheet
}

/** `_x000D_` stands for a sign that XML cannot hold, and `_x005F_` for the line before what only looks like that. */
const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\da-f]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text

/** Texts that cells share, each once; how Japanese is pronounced is no part of them. */
async function readShared(xml: string | undefined): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let [isText, isSpoken] = [false, false]
  await walkXml(xml ?? '<none/>', {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') isSpoken = true
      if (name === 't') isText = true
    },
    close: (name) => {
      if (name === 'si') texts.push(unescapeText(text))
      if (name === 'rPh') isSpoken = false
      if (name === 't') isText = false
    },
    text: (piece) => {
      if (isText && !isSpoken) text += piece
    },
  })
  return texts
}

/** `AB12` is in column 27. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column - 1
}

async function readSheet(xml: string, { zip, is1904 }: Workbook): Promise<NumberedRow[]> {
  const shared = await readShared(partOf(zip, 'xl/sharedStrings.xml'))
  await breathe()
  const styles: readonly Shown[] = await readStyles(partOf(zip, 'xl/styles.xml'))
  const rows: { row: number; cells: string[] }[] = []
  let cells: string[] = []
  let number = 0
  let [type, style, at] = ['n', 0, 0]
  let value: string | undefined
  let isValue = false
  const textOf = (raw: string): string => {
    if (type === 's') return shared[Number(raw)] ?? ''
    if (type === 'b') return raw.trim() === '1' ? 'true' : 'false'
    if (type === 'n') return numberText(raw, styles[style], is1904)
    return type === 'd' ? raw.trim().replace('T', ' ') : unescapeText(raw)
  }
  await walkXml(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        const given = Number(attributes().r)
        number = Number.isInteger(given) && given > number ? given : number + 1
        cells = []
        at = 0
      } else if (name === 'c') {
        const { r = '', t = 'n', s = '0' } = attributes()
        if (r !== '') at = columnOf(r)
        ;[type, style, value] = [t, Number(s), undefined]
      } else if (name === 'v' || name === 't') isValue = true
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false
      else if (name === 'c') {
        // Sheets may be a million columns wide by one stray cell.
        if (value !== undefined && at >= 0 && at <= limits.columnsMax * 2) {
          while (cells.length < at) cells.push('')
          cells[at] = textOf(value)
        }
        at += 1
      } else if (name === 'row' && cells.some((cell) => !isBlank(cell))) {
        rows.push({ row: number, cells })
        if (rows.length > limits.rowsMax + rowsLooked)
          throw new FileProblem(`The sheet has more than ${limits.rowsMax.toLocaleString('en')} rows.`, {
            hint: howToSplit,
          })
      }
    },
    text: (piece) => {
      if (isValue) value = (value ?? '') + piece
    },
  })
  const width = Math.max(0, ...rows.slice(0, rowsLooked).map((row) => row.cells.length))
  // A row ends with its last filled cell; it is not short for that.
  for (const row of rows) while (row.cells.length < width) row.cells.push('')
  return rows
}
