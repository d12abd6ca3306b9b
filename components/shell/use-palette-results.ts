import { useEffect, useState } from 'react'
import type { PaletteGroup, PaletteSearch } from '@/components/shell/palette'

/** Searches for the text; old results stay until new ones are there. A search that fails gives nothing. */
export function usePaletteResults(
  search: PaletteSearch,
  query: string,
): { groups: readonly PaletteGroup[]; isLoading: boolean } {
  const [groups, setGroups] = useState<readonly PaletteGroup[]>([])
  const [isLoading, setIsLoading] = useState(false)
  useEffect(() => {
    if (query === '') {
      setGroups([])
      setIsLoading(false)
      return
    }
    const abort = new AbortController()
    setIsLoading(true)
    const timer = setTimeout(async () => {
      const found = await search(query, abort.signal).catch(() => [])
      if (abort.signal.aborted) return
      setGroups(found)
      setIsLoading(false)
    }, 120)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [search, query])
  return { groups, isLoading }
}
