'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { Fragment, type MouseEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { listColumns, rowName } from '@/components/catalogue/list-columns'
import type { ListKind } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import type { ListState, Within } from '@/components/catalogue/list-url'
import { focusPath, pathOf } from '@/components/catalogue/tree-keys'
import { childPages } from '@/components/catalogue/tree-query'
import { useContents } from '@/components/catalogue/use-contents'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { hideClasses } from '@/components/ui/column-header'
import { cellClasses, isBesideControls } from '@/components/ui/data-table'
import { IconButton } from '@/components/ui/icon-button'
import { Skeleton } from '@/components/ui/skeleton'
import { counted } from '@/lib/model/rules/counted'

/** What all rows of a tree know. */
interface Tree {
  readonly kind: ListKind
  readonly within: Within | undefined
  readonly sort: ListState['sort']
  /** The row that the Tab key leads to. */
  readonly active: string
  readonly isOpen: (path: string) => boolean
  readonly toggle: (path: string) => void
  readonly open: (row: ListRow, event: MouseEvent) => void
  readonly table: RefObject<HTMLElement | null>
}

interface SiblingsProps {
  tree: Tree
  rows: readonly ListRow[]
  /** With those that have not been asked for yet. */
  total: number
  level: number
  /** The path of what they are below. */
  above: string
}

/** Deeper down they stand no further in. */
const indents = ['ps-0', 'ps-5', 'ps-10', 'ps-15', 'ps-20', 'ps-25', 'ps-30'] as const
const indentOf = (level: number) => indents[Math.min(level, indents.length) - 1]

const edge = 'first:ps-page last:pe-page'

/** Rows that stand below the same one, each with what is below it where that is open. */
export function Siblings({ tree, rows, total, level, above }: SiblingsProps) {
  const { kind, within } = tree
  const contents = useContents(
    kind,
    rows.map(({ id }) => id),
  )
  const columns = listColumns(kind, { within, contents })
  return rows.map((row, at) => {
    const path = pathOf(above, row.id)
    const hasBelow = (row.childrenCount ?? 0) > 0
    const isOpen = hasBelow && tree.isOpen(path)
    return (
      <Fragment key={path}>
        <tr
          data-row={row.id}
          data-path={path}
          tabIndex={path === tree.active ? 0 : -1}
          aria-level={level}
          aria-posinset={at + 1}
          aria-setsize={total}
          aria-expanded={hasBelow ? isOpen : undefined}
          onClick={(event) => isBesideControls(event) && tree.open(row, event)}
          className="group/row transition-colors duration-75 hover:bg-hover focus-visible:-outline-offset-2"
        >
          {columns.map((column, index) => (
            <td
              key={column.id}
              className={cn(
                cellClasses,
                edge,
                'h-row',
                index > 0 && 'max-md:hidden',
                column.align === 'end' && 'text-end tabular-nums',
                column.hideBelow && hideClasses[column.hideBelow],
              )}
            >
              {index > 0 ? (
                column.cell(row)
              ) : (
                <span className={cn('flex min-w-0 items-center gap-1', indentOf(level))}>
                  {hasBelow ? (
                    <IconButton
                      label={`${isOpen ? 'Collapse' : 'Expand'} ${rowName(row)}`}
                      size="sm"
                      tabIndex={-1}
                      tooltip={false}
                      onClick={() => tree.toggle(path)}
                      className="-ms-1.5 shrink-0"
                    >
                      <ChevronRight
                        aria-hidden
                        strokeWidth={1.75}
                        className={cn('motion-safe:transition-transform', isOpen && 'rotate-90')}
                      />
                    </IconButton>
                  ) : (
                    <span aria-hidden className="-ms-1.5 w-7 shrink-0" />
                  )}
                  <span className="min-w-0 flex-1">
                    {column.cell(row)}
                    <UnderName
                      columns={columns.filter(({ id }) => kind.underName?.some((name) => name === id))}
                      row={row}
                    />
                  </span>
                </span>
              )}
            </td>
          ))}
        </tr>
        {isOpen ? <Below tree={tree} row={row} level={level + 1} path={path} columns={columns.length} /> : null}
      </Fragment>
    )
  })
}

/** What a narrow window has no columns for. */
const UnderName = ({ columns, row }: { columns: ReturnType<typeof listColumns>; row: ListRow }) => (
  <span className="flex min-w-0 flex-wrap items-center gap-x-3 text-muted text-xs md:hidden">
    {columns.map(({ id, header, card, cell }) => (
      <span key={id} className="flex min-w-0 items-center gap-1">
        {card === 'plain' ? null : <span className="text-faint">{header}</span>}
        {cell(row)}
      </span>
    ))}
  </span>
)

interface BelowProps {
  tree: Tree
  row: ListRow
  level: number
  path: string
  columns: number
}

/** What stands below a row: a page of it, and a row that brings more. */
function Below({ tree, row, level, path, columns }: BelowProps) {
  const { kind, sort, table } = tree
  const query = useInfiniteQuery(childPages(kind, row.fullyQualifiedName ?? row.name, sort))
  const rows = query.data?.pages.flatMap(({ data }) => data) ?? []
  const total = query.data?.pages.at(-1)?.paging.total ?? 0
  const next = useRef<number>(undefined)
  useEffect(() => {
    const added = next.current === undefined ? undefined : rows[next.current]
    if (added === undefined || table.current === null) return
    next.current = undefined
    focusPath(table.current, pathOf(path, added.id))
  })
  const beside = (key: string, children: ReactNode) => (
    <tr
      data-path={pathOf(path, key)}
      tabIndex={pathOf(path, key) === tree.active ? 0 : -1}
      aria-level={level}
      className="focus-visible:-outline-offset-2"
    >
      <td colSpan={columns} className={cn(cellClasses, edge, 'h-row')}>
        <span className={cn('flex min-w-0 items-center gap-2', indentOf(level))}>
          <span aria-hidden className="-ms-1.5 w-7 shrink-0" />
          {children}
        </span>
      </td>
    </tr>
  )
  if (query.data === undefined)
    return query.error === null
      ? beside(
          'loading',
          <span role="status" className="grow">
            <span className="sr-only">{`Loading what is below ${rowName(row)}`}</span>
            <Skeleton className="w-1/4" />
          </span>,
        )
      : beside(
          'error',
          <>
            <span role="alert" className="min-w-0 truncate">
              {`What is below ${rowName(row)} could not be loaded: ${query.error.message}`}
            </span>
            <Button size="sm" tabIndex={-1} onClick={() => void query.refetch()}>
              Try again
            </Button>
          </>,
        )
  const left = total - rows.length
  return (
    <>
      <Siblings tree={tree} rows={rows} total={total} level={level} above={path} />
      {query.hasNextPage
        ? beside(
            'more',
            <Button
              variant="ghost"
              size="sm"
              tabIndex={-1}
              pending={query.isFetchingNextPage}
              onClick={() => {
                next.current = rows.length
                void query.fetchNextPage()
              }}
            >
              {left > 0 ? `Show more: ${counted(left, kind.one, kind.many)} left` : 'Show more'}
            </Button>,
          )
        : null}
    </>
  )
}
