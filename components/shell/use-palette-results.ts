import { useEffect, useState } from 'react'
import type { PaletteGroup, PaletteSearch } from '@/components/shell/palette-context'

/** Runs the plugged-in searches for the text; old results stay until new ones are there. One that fails gives nothing. */
export function usePaletteResults(
  searches: readonly PaletteSearch[],
  query: string,
): { groups: readonly PaletteGroup[]; isLoading: boolean } {
  const [groups, setGroups] = useState<readonly PaletteGroup[]>([])
  const [isLoading, setIsLoading] = useState(false)
  useEffect(() => {
    if (query === '' || searches.length === 0) {
      setGroups([])
      setIsLoading(false)
      return
    }
    const abort = new AbortController()
    setIsLoading(true)
    const timer = setTimeout(async () => {
      const found = await Promise.allSettled(searches.map((search) => search(query, abort.signal)))
      if (abort.signal.aborted) return
      setGroups(found.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])))
      setIsLoading(false)
    }, 120)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [searches, query])
  return { groups, isLoading }
}
