'use client'

import type { LucideIcon } from 'lucide-react'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

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

interface PaletteContextValue {
  open: () => void
  searches: readonly PaletteSearch[]
  groups: readonly PaletteGroup[]
  addSearch: (search: PaletteSearch) => () => void
  addGroup: (group: PaletteGroup) => () => void
}

const PaletteContext = createContext<PaletteContextValue | undefined>(undefined)

/** Holds what the pages plug into the palette. */
export function PaletteProvider({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  const [searches, setSearches] = useState<readonly PaletteSearch[]>([])
  const [groups, setGroups] = useState<readonly PaletteGroup[]>([])
  const value = useMemo(
    () => ({ open: onOpen, searches, groups, addSearch: adder(setSearches), addGroup: adder(setGroups) }),
    [onOpen, searches, groups],
  )
  return <PaletteContext value={value}>{children}</PaletteContext>
}

function adder<Item>(set: (change: (before: readonly Item[]) => readonly Item[]) => void) {
  return (item: Item) => {
    set((before) => [...before, item])
    return () => set((before) => before.filter((other) => other !== item))
  }
}

export function usePalette(): PaletteContextValue {
  const value = useContext(PaletteContext)
  if (value === undefined) throw new Error('usePalette needs the AppShell around it')
  return value
}

/** Plugs a search into the palette for as long as the component is mounted. Keep the function the same between renders. */
export function usePaletteSearch(search: PaletteSearch): void {
  const { addSearch } = usePalette()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `addSearch` changes with each registration but does the same
  useEffect(() => addSearch(search), [search])
}

/** Adds this page's own commands, first in the list. Keep the group the same between renders. */
export function usePaletteActions(group: PaletteGroup): void {
  const { addGroup } = usePalette()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `addGroup` changes with each registration but does the same
  useEffect(() => addGroup(group), [group])
}
