import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** One line of the command palette: a place to go to or something to do. */
export interface PaletteItem {
  id: string
  label: string
  /** A quieter second text, such as a fully qualified name. */
  detail?: string | undefined
  icon?: LucideIcon | ReactNode
  href?: string | undefined
  onSelect?: (() => void) | undefined
  keys?: string | undefined
  /** Why it is not possible; it stays in the list. */
  disabledReason?: string | undefined
}

export interface PaletteGroup {
  heading: string
  items: readonly PaletteItem[]
}

/** What the first sign of a query narrows the results to, with a word for it. */
export const scopeSigns = [
  ['>', 'commands'],
  ['@', 'people'],
  ['#', 'tags'],
  [':', 'settings'],
] as const
export type PaletteScope = (typeof scopeSigns)[number][1]

/** The words that are looked for, and where, if the query begins with a sign for it. */
export function readQuery(query: string): { scope?: PaletteScope; words: string } {
  const text = query.trim()
  const [, scope] = scopeSigns.find(([sign]) => text.startsWith(sign)) ?? []
  return scope === undefined ? { words: text } : { scope, words: text.slice(1).trim() }
}

/** Finds things in the catalogue for what is typed; called 120 ms after the last key, the newest request wins. */
export type PaletteSearch = (query: string, signal: AbortSignal) => Promise<readonly PaletteGroup[]>
