'use client'

import { useState, useSyncExternalStore } from 'react'

/** `create` is refused when the name is taken (POST), `upsert` updates what bears it (PUT). */
export type SaveMode = 'create' | 'upsert'

const key = 'dashcat.saveMode'
const parse = (text: string | null | undefined): SaveMode | undefined =>
  text === 'create' || text === 'upsert' ? text : undefined

/**
 * How a new entity is saved. Chosen by the person and remembered in this browser, unless the address says; `setForNow`
 * changes it for this form alone.
 */
export function useSaveMode(fromAddress?: string | undefined) {
  const remembered = useSyncExternalStore(subscribe, read, readOnServer)
  const [forNow, setForNow] = useState(() => parse(fromAddress))
  const choose = (mode: SaveMode) => {
    setForNow(mode)
    try {
      localStorage.setItem(key, mode)
    } catch {
      // A browser without storage just forgets.
    }
  }
  return { mode: forNow ?? remembered, choose, setForNow }
}

// Another window's choice counts for the next form, not for one that is being filled in.
const subscribe = () => () => undefined
const readOnServer = (): SaveMode => 'create'
function read(): SaveMode {
  try {
    return parse(localStorage.getItem(key)) ?? 'create'
  } catch {
    return 'create'
  }
}
