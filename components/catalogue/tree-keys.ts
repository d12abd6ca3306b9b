/** The keys of a tree in a table, as the practices for a `treegrid` have them; rows are known by `data-path`. */
import type { KeyboardEvent } from 'react'

/** Where something stands in a tree: the ids from the top down to it. One thing may stand in several places. */
export const pathOf = (above: string, id: string): string => `${above}/${id}`
const aboveOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

const moving: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'ArrowRight', 'ArrowLeft'])

export const focusPath = (table: HTMLElement, path: string): void =>
  table.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus()

/** Moves the focus from row to row, opens and closes what has something below it, and leads to the row's page. */
export function onTreeKey(event: KeyboardEvent<HTMLElement>, toggle: (path: string) => void): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return
  const row = event.target.closest<HTMLElement>('[data-path]')
  // A link or a button that has the focus itself does with Enter what it does.
  if (row === null || !(moving.has(event.key) || (event.key === 'Enter' && event.target === row))) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-path]')]
  const at = rows.indexOf(row)
  const { path = '' } = row.dataset
  const expanded = row.getAttribute('aria-expanded')
  event.preventDefault()
  const goal = {
    ArrowDown: rows[at + 1],
    ArrowUp: rows[at - 1],
    Home: rows[0],
    End: rows.at(-1),
    ArrowRight: expanded === 'true' ? rows[at + 1] : undefined,
    ArrowLeft: expanded === 'true' ? undefined : rows.find((each) => each.dataset.path === aboveOf(path)),
  }[event.key]
  if (event.key === 'Enter') (row.querySelector('a') ?? row.querySelector('button'))?.click()
  else if (event.key === (expanded === 'true' ? 'ArrowLeft' : 'ArrowRight') && expanded !== null) toggle(path)
  else goal?.focus()
}
