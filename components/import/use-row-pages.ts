import { useEffect, useRef, useState } from 'react'
import type { ImportSession } from '@/components/import/import-session'
import type { RowFilter, SheetRow } from '@/lib/import/sheet-types'

const pageSize = 100

interface Pages {
  /** What the pages answer to; rows of an older key are shown until newer ones are there. */
  readonly key: string
  readonly total: number
  readonly pages: ReadonlyMap<number, readonly SheetRow[]>
}

const nothing: Pages = { key: '', total: 0, pages: new Map() }

/** The rows around a stretch of the list, out of the worker. The page holds a few hundred at most. */
export function useRowPages(
  session: ImportSession,
  filter: RowFilter,
  revision: number,
  from: number,
  to: number,
): { total: number; rowAt: (position: number) => SheetRow | undefined } {
  const [loaded, setLoaded] = useState<Pages>(nothing)
  const { category, text } = filter
  const key = JSON.stringify([category, text, revision])
  const [first, last] = [Math.floor(from / pageSize), Math.floor(Math.max(from, to) / pageSize)]
  const latest = useRef(loaded)
  useEffect(() => {
    latest.current = loaded
  }, [loaded])
  useEffect(() => {
    let isStale = false
    const load = async () => {
      for (let page = first; page <= last; page += 1) {
        if (latest.current.key === key && latest.current.pages.has(page)) continue
        const { total, rows } = await session.window({ category, text }, page * pageSize, pageSize)
        if (isStale) return
        setLoaded((before) => {
          const near = before.key === key ? [...before.pages].filter(([known]) => Math.abs(known - page) <= 3) : []
          return { key, total, pages: new Map([...near, [page, rows]]) }
        })
      }
    }
    // A session that was closed in the meantime has nothing to show.
    load().catch(() => undefined)
    return () => {
      isStale = true
    }
  }, [session, category, text, key, first, last])
  return {
    total: loaded.total,
    rowAt: (position) => loaded.pages.get(Math.floor(position / pageSize))?.[position % pageSize],
  }
}
