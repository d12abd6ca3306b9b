/** A workbook with one sheet, written as its rows come. Every cell is a text: to nobody is anything in it a formula. */

/** More than a cell of Excel holds. Left empty, what is stored stays when the file is imported. */
const cellMax = 32_767

/** What XML cannot hold is written by its code, and so is what looks like such a code. */
const escapeText = (text: string): string =>
  text
    .replaceAll(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (sign) => `_x${codeOf(sign)}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const codeOf = (sign: string): string => sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The names of the columns stay in sight. */
export const sheetStart = `${head}<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`
export const sheetEnd = '</sheetData></worksheet>'

/** Cells stand in their order, so that none needs its place. */
export function sheetRow(cells: readonly string[]): string {
  const written = cells.map((cell) =>
    cell === '' || cell.length > cellMax
      ? '<c/>'
      : `<c t="inlineStr"><is><t xml:space="preserve">${escapeText(cell)}</t></is></c>`,
  )
  return `<row>${written.join('')}</row>`
}

const relationships = (...items: readonly (readonly [type: string, target: string])[]): string =>
  `${head}<Relationships xmlns="${packaged}/relationships">${items.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`

const typeOf = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const partsOf = (sheet: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${typeOf}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${typeOf}.worksheet+xml"/></Types>`,
  '_rels/.rels': relationships(['officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${office}"><sheets><sheet name="${escapeText(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relationships(['worksheet', 'worksheets/sheet1.xml']),
})

/** Gives the bytes of the file for each piece of its sheet. */
export async function xlsxPacker(name: string): Promise<(piece: string, isLast: boolean) => Uint8Array> {
  const { Zip, ZipDeflate } = await import('fflate')
  const encoder = new TextEncoder()
  let ready: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error
    ready.push(bytes)
  })
  for (const [path, text] of Object.entries(partsOf(name))) {
    const part = new ZipDeflate(path)
    zip.add(part)
    part.push(encoder.encode(text), true)
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 })
  zip.add(sheet)
  return (piece, isLast) => {
    sheet.push(encoder.encode(piece), isLast)
    if (isLast) zip.end()
    const bytes = Buffer.concat(ready)
    ready = []
    return bytes
  }
}
