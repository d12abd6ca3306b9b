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

/** Finds things in the catalogue for what is typed; called 120 ms after the last key, the newest request wins. */
export type PaletteSearch = (query: string, signal: AbortSignal) => Promise<readonly PaletteGroup[]>
