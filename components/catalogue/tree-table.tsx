'use client'

import { type MouseEvent, useRef, useState } from 'react'
import { listColumns } from '@/components/catalogue/list-columns'
import type { ListRow } from '@/components/catalogue/list-row'
import { onTreeKey, pathOf } from '@/components/catalogue/tree-keys'
import { Siblings } from '@/components/catalogue/tree-rows'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { cn } from '@/components/ui/cn'
import { ColumnHeader } from '@/components/ui/column-header'
import { ProgressBar } from '@/components/ui/progress-bar'

interface TreeTableProps {
  list: CatalogueListModel
  open: (row: ListRow, event: MouseEvent) => void
}

/** What was opened and closed in each list, so that it is so again for whoever comes back from a page. */
const kept = new Map<string, ReadonlySet<string>>()

/**
 * What stands below one another, as a table whose rows open: what is below one is asked for when it is opened, a page at a
 * time. A single row at the top is open from the start.
 */
export function TreeTable({ list, open }: TreeTableProps) {
  const { kind, rows, state, total = rows.length, within } = list
  const place = `${kind.href} ${within?.fqn ?? ''}`
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => kept.get(place) ?? new Set())
  const [active, setActive] = useState('')
  const table = useRef<HTMLTableElement>(null)
  const only = rows.length === 1 && rows[0] !== undefined ? pathOf('', rows[0].id) : undefined
  const toggle = (path: string) => {
    const next = new Set(toggled)
    if (!next.delete(path)) next.add(path)
    kept.set(place, next)
    setToggled(next)
    // What had the focus may be gone with what is below.
    if (active.startsWith(`${path}/`)) setActive(path)
  }
  const isHere = rows.some(({ id }) => `${active}/`.startsWith(`${pathOf('', id)}/`))
  const first = rows[0] === undefined ? '' : pathOf('', rows[0].id)
  return (
    <div aria-busy={list.isRefreshing || undefined} className={cn('relative', kind.added && 'overflow-x-auto')}>
      {list.isRefreshing ? (
        <ProgressBar thin label={`Loading ${kind.title}`} className="absolute inset-x-0 top-0 z-20 rounded-none" />
      ) : null}
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows open is a treegrid
        role="treegrid"
        aria-label={kind.title}
        onKeyDown={(event) => onTreeKey(event, toggle)}
        onFocus={({ target }) => {
          const path = target.closest<HTMLElement>('[data-path]')?.dataset.path
          if (path !== undefined) setActive(path)
        }}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
      >
        <thead>
          <tr>
            {listColumns(kind, { within }).map((column, at) => (
              <ColumnHeader
                key={column.id}
                column={column}
                sort={{
                  column: state.sort.replace(/^-/, ''),
                  direction: state.sort.startsWith('-') ? 'descending' : 'ascending',
                }}
                onSort={list.toggleSort}
                className={cn('first:ps-page last:pe-page', at > 0 && 'max-md:hidden')}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Siblings
            tree={{
              kind,
              within,
              sort: state.sort,
              active: isHere ? active : first,
              isOpen: (path) => toggled.has(path) !== (path === only),
              toggle,
              open,
              table,
            }}
            rows={rows}
            total={total}
            level={1}
            above=""
          />
        </tbody>
      </table>
    </div>
  )
}
