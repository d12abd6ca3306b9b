/** Several values in one cell: `a; b; "c;d"`. */

/** An item as it stands in a list: quoted, inner quotes doubled, when it would be misread otherwise. */
export const quoteItem = (item: string): string =>
  item === '' || /[;,"]|^\s|\s$|^[[{]/.test(item) ? `"${item.replaceAll('"', '""')}"` : item

export const joinList = (items: readonly string[]): string => items.map(quoteItem).join('; ')

const quotedItem = /\s*"((?:[^"]|"")*)"\s*(?=;|$)/y
/** Up to the next `;`; a quoted part of a name (`service."a;b".chart`) keeps its own. */
const plainItem = /(?:"(?:[^"]|"")*"(?=\.)|(?<=\.)"(?:[^"]|"")*"(?=\s*(?:[.;]|$))|[^;])*/y

/** The items, trimmed; empty ones only where they were quoted. */
export function splitList(cell: string): string[] {
  const items: string[] = []
  let at = 0
  while (at <= cell.length) {
    quotedItem.lastIndex = at
    const quoted = quotedItem.exec(cell)
    if (quoted !== null) {
      items.push((quoted[1] ?? '').replaceAll('""', '"'))
      at = quotedItem.lastIndex
    } else {
      plainItem.lastIndex = at
      const item = plainItem.exec(cell)?.[0] ?? ''
      if (item.trim() !== '') items.push(item.trim())
      at += item.length
    }
    at += 1 // the semicolon
  }
  return items
}
