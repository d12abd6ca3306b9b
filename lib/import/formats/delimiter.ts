/** What stands between the cells of a text. */
import Papa from 'papaparse'
import { isNote } from '@/lib/import/formats/csv-edges'
import { type Delimiter, delimiters } from '@/lib/import/table'

/** `sep=;` in the first line, as Excel reads and some programs write it. */
export function declaredDelimiter(text: string): Delimiter | undefined {
  const declared = /^"?sep=(.)"?\s*(?:\r|\n|$)/i.exec(text)?.[1]
  return delimiters.find((delimiter) => delimiter === declared)
}

/** The one that splits the first rows most evenly; of equals, into the most cells. */
export function guessDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; evenness: number; cells: number } = { delimiter: ',', evenness: 0, cells: 1 }
  for (const delimiter of delimiters) {
    const { data } = Papa.parse<string[]>(text.slice(0, 128 * 1024), { delimiter, preview: 30 })
    const widths = data.filter((row) => !isNote(row)).map((row) => row.length)
    // Lines above a table are narrower than the table, so the width that most rows have counts.
    const usual = [...Map.groupBy(widths, (width) => width)].toSorted(
      ([width, list], [otherWidth, other]) => other.length - list.length || otherWidth - width,
    )
    const [cells, rows] = usual.find(([width]) => width > 1) ?? [1, []]
    const evenness = rows.length / widths.length
    if (cells > 1 && (evenness > best.evenness || (evenness === best.evenness && cells > best.cells)))
      best = { delimiter, evenness, cells }
  }
  return best.delimiter
}
