/** What a spreadsheet shows of a number: a date, a share, leading zeros. Ids stay whole. */
import { childOf, childrenOf, parseXml, type XmlNode } from '@/lib/import/formats/xml'

/** How a cell is shown; undefined as it is stored. */
export type Shown =
  | 'date'
  | { readonly percent: boolean; readonly decimals: number; readonly digits: number }
  | undefined

/** Formats that every spreadsheet knows by number (ECMA-376, 18.8.30). */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm',
  19: 'h:mm:ss',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
}

export function shownBy(code: string): Shown {
  const [positive = ''] = code.split(';')
  const plain = positive.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (/[dmyhs]/i.test(plain)) return 'date'
  const number = /([0#?,]*[0#?])(?:\.([0#?]+))?/.exec(plain)
  if (number === null) return undefined
  const [, whole = '', fraction = ''] = number
  // Where the digits after the point are up to the number, it is as it is stored.
  const decimals = /[#?]/.test(fraction) ? -1 : fraction.length
  return { percent: plain.includes('%'), decimals, digits: (whole.match(/0/g) ?? []).length }
}

/** By the style of a cell, from the part of a workbook that holds the styles. */
export async function readStyles(xml: string | undefined): Promise<Shown[]> {
  if (xml === undefined) return []
  const root = await parseXml(xml)
  const codes = new Map(
    childrenOf(childOf(root, 'numFmts'), 'numFmt').map(({ attributes }: XmlNode) => [
      Number(attributes.numFmtId),
      attributes.formatCode ?? '',
    ]),
  )
  return childrenOf(childOf(root, 'cellXfs'), 'xf').map(({ attributes }) => {
    const id = Number(attributes.numFmtId ?? 0)
    const code = codes.get(id) ?? builtIn[id]
    return code === undefined ? undefined : shownBy(code)
  })
}

const dayMs = 86_400_000

/** A number of days as a date, a time of day, or both. */
function dateText(days: number, is1904: boolean): string | undefined {
  // The first spreadsheets took 1900 for a leap year.
  const fromUnix = is1904 ? days - 24_107 : days - 25_569 + (days < 60 ? 1 : 0)
  const at = new Date(Math.round(fromUnix * 86_400) * 1000)
  if (Number.isNaN(at.getTime()) || days < 0) return undefined
  const [date = '', time = ''] = at.toISOString().slice(0, 19).split('T')
  if (days < 1) return time
  return at.getTime() % dayMs === 0 ? date : `${date} ${time}`
}

/** `raw` as the file has it. */
export function numberText(raw: string, shown: Shown, is1904: boolean): string {
  const text = raw.trim()
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) return text
  if (shown === 'date') return dateText(value, is1904) ?? text
  if (shown?.percent === true) {
    const percent = Number((value * 100).toPrecision(15))
    return `${shown.decimals < 0 ? percent : percent.toFixed(Math.min(20, shown.decimals))}%`
  }
  if (/^-?\d+$/.test(text)) {
    const digits = shown?.digits ?? 0
    const padded = text.startsWith('-') ? text : text.padStart(digits, '0')
    return (shown?.decimals ?? 0) > 0 ? `${padded}.${'0'.repeat(shown?.decimals ?? 0)}` : padded
  }
  // Of a long id only the first 15 digits are left: shortened, it is told for what it is.
  if (Math.abs(value) >= 1e15) return text
  if (shown !== undefined && shown.decimals > 0) return value.toFixed(Math.min(20, shown.decimals))
  if (shown !== undefined && shown.decimals === 0 && shown.digits > 0)
    return value.toFixed(0).padStart(shown.digits, '0')
  return String(value)
}
