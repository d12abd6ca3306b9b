import { useCallback, useMemo, useRef, useState } from 'react'
import type { ListRow } from '@/components/catalogue/list-row'
import type { DataTableSelection } from '@/components/ui/data-table-props'

/** Rows that are ticked, on this page and on others; Shift takes everything since the last tick. */
export function useSelection(rows: readonly ListRow[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, ListRow>>(new Map())
  const [allOf, setAllOf] = useState<string>()
  const last = useRef<string>(undefined)
  const change = useCallback((given: readonly ListRow[], selected: boolean) => {
    setAllOf(undefined)
    setChosen((before) => {
      const after = new Map(before)
      for (const row of given) {
        if (selected) after.set(row.id, row)
        else after.delete(row.id)
      }
      return after
    })
  }, [])
  const table = useMemo((): DataTableSelection => {
    return {
      selected: new Set(chosen.keys()),
      onToggle: (key, selected, { shiftKey }) => {
        const to = rows.findIndex((row) => row.id === key)
        const from = shiftKey ? rows.findIndex((row) => row.id === last.current) : -1
        last.current = key
        change(from === -1 ? rows.slice(to, to + 1) : rows.slice(Math.min(from, to), Math.max(from, to) + 1), selected)
      },
      onToggleAll: (selected) => change(rows, selected),
    }
  }, [chosen, rows, change])
  return {
    rows: [...chosen.values()],
    table,
    /** Everything that a filter finds is meant, by the words that stand for the filter: more than has been ticked. */
    allOf,
    takeAll: setAllOf,
    clear: () => {
      setAllOf(undefined)
      setChosen(new Map())
    },
    /** Keeps these only, such as those that an action did not succeed for. */
    keep: (ids: ReadonlySet<string>) => setChosen((before) => new Map([...before].filter(([id]) => ids.has(id)))),
  }
}

export type Selection = ReturnType<typeof useSelection>
