'use client'

import { useRouter } from 'next/navigation'
import { type ComponentType, type MouseEvent, type ReactNode, useRef } from 'react'
import { FirstUse } from '@/components/catalogue/first-use'
import { listColumns, rowHref, rowName } from '@/components/catalogue/list-columns'
import type { ListRow } from '@/components/catalogue/list-row'
import { rangeText } from '@/components/catalogue/list-url'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { useContents } from '@/components/catalogue/use-contents'
import { useRowKeys } from '@/components/catalogue/use-row-keys'
import { useSelection } from '@/components/catalogue/use-selection'
import { cn } from '@/components/ui/cn'
import { DataTable } from '@/components/ui/data-table'
import { later } from '@/components/ui/later'
import { Notice } from '@/components/ui/notice'
import { Pagination } from '@/components/ui/pagination'
import { TableSkeleton } from '@/components/ui/table-skeleton'
import { useEver } from '@/components/ui/use-ever'
import { counted } from '@/lib/model/rules/counted'

// Nobody has it before the browser has asked.
const NoHits = later(() => import('@/components/catalogue/no-hits').then((module) => module.NoHits))
const ListProblem = later(() => import('@/components/catalogue/list-problem').then((module) => module.ListProblem))
const SelectionBar = later(() => import('@/components/catalogue/selection-bar').then((module) => module.SelectionBar))

/** How what stands below one another is shown. Given by pages that have such lists: others do not load it. */
export type TreeRows = ComponentType<{ list: CatalogueListModel; open: (row: ListRow, event: MouseEvent) => void }>

interface ListBodyProps {
  list: CatalogueListModel
  adding?: ReactNode
  Tree?: TreeRows | undefined
}

/** What a list shows below its toolbar: rows and pages, or why there are none. */
export function ListBody({ list, adding, Tree }: ListBodyProps) {
  const { kind, query, rows, total, count, state, within } = list
  const router = useRouter()
  const region = useRef<HTMLDivElement>(null)
  useRowKeys(region)
  const selection = useSelection(rows)
  const hasSelected = useEver(selection.rows.length > 0)
  const contents = useContents(
    kind,
    rows.map((row) => row.id),
  )

  if (query.isError && !query.isPlaceholderData && query.data === undefined) {
    return (
      <div className="px-page pt-2">
        <ListProblem list={list} error={query.error} />
      </div>
    )
  }
  if (total === undefined) return <TableSkeleton many={kind.many} />
  const open = (row: ListRow, event: MouseEvent) => {
    const href = rowHref(kind, row)
    if (event.metaKey || event.ctrlKey) window.open(href, '_blank', 'noopener')
    else router.push(href)
  }
  return (
    <div ref={region}>
      <p role="status" className="sr-only">
        {counted(count ?? total, kind.one, kind.many)}
      </p>
      {query.fetchStatus === 'paused' ? (
        <Notice tone="info" role="status" className="mx-page mb-3">
          You are offline. The list shows what was loaded before.
        </Notice>
      ) : null}
      {query.isRefetchError ? (
        <div className="px-page pb-3">
          <ListProblem list={list} error={query.error} />
        </div>
      ) : null}
      {rows.length === 0 ? (
        <div className={cn('px-page', (list.isFiltered || within === undefined) && 'border-line border-t')}>
          {list.isFiltered ? <NoHits list={list} /> : <FirstUse list={list}>{adding}</FirstUse>}
        </div>
      ) : (
        <>
          {Tree !== undefined && list.tree !== undefined ? (
            <Tree list={list} open={open} />
          ) : (
            <DataTable
              label={kind.title}
              columns={listColumns(kind, { within, contents })}
              rows={rows}
              rowKey={(row) => row.id}
              rowName={rowName}
              sort={{
                column: state.sort.replace(/^-/, ''),
                direction: state.sort.startsWith('-') ? 'descending' : 'ascending',
              }}
              onSort={list.toggleSort}
              onRowClick={open}
              selection={kind.hasSelection ? selection.table : undefined}
              refreshing={list.isRefreshing}
              scrolls={kind.added !== undefined}
            />
          )}
          {list.tree !== undefined && !list.next && !list.previous ? null : (
            <Pagination
              summary={rangeText(state, rows.length, total)}
              onPrevious={list.previous}
              onNext={list.next}
              className="px-page py-3"
            />
          )}
        </>
      )}
      {hasSelected ? <SelectionBar list={list} selection={selection} /> : null}
    </div>
  )
}
