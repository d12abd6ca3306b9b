'use client'

import type { MouseEvent, ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { ColumnHeader, headClasses, hideClasses } from '@/components/ui/column-header'
import { DataCards } from '@/components/ui/data-cards'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useMediaQuery } from '@/components/ui/use-media-query'

export interface DataTableColumn<Row> {
  id: string
  /** Its heading; words, because it also names the value on a card. */
  header: string
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end' | undefined
  /** Width class for the column, such as `w-40`; one column should have none and takes the rest. */
  width?: string | undefined
  sortable?: boolean | undefined
  /** A second order behind the same heading, for a cell of two lines; `onSort` gets its id. */
  secondSort?: { id: string; header: string } | undefined
  /** Leaves the table below this width, so that it never needs to scroll sideways. */
  hideBelow?: 'lg' | 'xl' | '2xl' | undefined
  /** On a card: the heading, a labelled value (default), a value that needs no label, the foot, or nothing. */
  card?: 'title' | 'value' | 'plain' | 'foot' | 'hidden' | undefined
  /** Keeps the heading for screen readers only, for columns of icons. */
  hideHeader?: boolean | undefined
}

export interface DataTableSort {
  column: string
  direction: 'ascending' | 'descending'
}

export interface DataTableSelection {
  selected: ReadonlySet<string>
  onToggle: (key: string, selected: boolean, event: { shiftKey: boolean }) => void
  onToggleAll: (selected: boolean) => void
}

export interface DataTableProps<Row> {
  /** The table's name: "Dashboards". */
  label: string
  columns: readonly DataTableColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The row in words, for "Select deck.gl Demo". */
  rowName: (row: Row) => string
  sort?: DataTableSort | undefined
  onSort?: ((column: string) => void) | undefined
  selection?: DataTableSelection | undefined
  /** A menu or buttons at the end of each row. */
  rowActions?: ((row: Row) => ReactNode) | undefined
  /** A click on the row beside its links and controls; the link in the row stays the way for everybody else. */
  onRowClick?: ((row: Row, event: MouseEvent) => void) | undefined
  /** A row under the row, over its whole width, for details that are open. */
  expanded?: ((row: Row) => ReactNode) | undefined
  /** 48 px with a second line, 40 without. */
  rowHeight?: 'two-line' | 'one-line' | undefined
  /** Old rows while a new query runs: dimmed, with a hairline of progress. */
  refreshing?: boolean | undefined
  /** Columns may need more room than there is: the table scrolls sideways by itself, and its head goes with the page. */
  scrolls?: boolean | undefined
  /** The table reaches to the edges of the page; off inside a panel. */
  bleed?: boolean | undefined
  className?: string | undefined
}

/** Cards in what the server sends: they fill a window, and the rest comes when the browser has found it narrow. */
const firstCards = 12

/**
 * A real table from 768 px on, a list of cards below. Sorting, selecting and fetching belong to the caller.
 * The server sends both, of the cards the first; the one not shown is dropped once the browser knows its width.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    rowName,
    sort,
    onSort,
    selection,
    rowActions,
    expanded,
    rowHeight = 'two-line',
  } = props
  const { onRowClick, refreshing = false, scrolls = false, bleed = true, className } = props
  const isWide = useMediaQuery('(min-width: 48rem)')
  const edge = bleed ? 'first:ps-page last:pe-page' : 'first:ps-0 last:pe-0'
  const selectedHere = selection ? rows.filter((row) => selection.selected.has(rowKey(row))).length : 0
  const columnCount = columns.length + (selection ? 1 : 0) + (rowActions ? 1 : 0)
  return (
    <div aria-busy={refreshing || undefined} className={cn('relative', className)}>
      {refreshing ? (
        <ProgressBar thin label={`Loading ${label}`} className="absolute inset-x-0 top-0 z-20 rounded-none" />
      ) : null}
      {isWide === false ? null : (
        <Sideways on={scrolls} label={label}>
          <table
            aria-label={label}
            className="w-full table-fixed border-separate border-spacing-0 text-sm max-md:hidden"
          >
            <thead>
              <tr>
                {selection ? (
                  <td className={cn(headClasses, edge, bleed ? 'w-14' : 'w-10')}>
                    <Checkbox
                      aria-label={`Select all ${label.toLowerCase()} on this page`}
                      checked={rows.length > 0 && selectedHere === rows.length}
                      indeterminate={selectedHere > 0 && selectedHere < rows.length}
                      onChange={(event) => selection.onToggleAll(event.target.checked)}
                      className="align-middle"
                    />
                  </td>
                ) : null}
                {columns.map((column) => (
                  <ColumnHeader key={column.id} column={column} sort={sort} onSort={onSort} className={edge} />
                ))}
                {rowActions ? (
                  <th scope="col" className={cn(headClasses, edge, bleed ? 'w-25' : 'w-12')}>
                    <span className="sr-only">Actions</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            {rows.map((row) => {
              const key = rowKey(row)
              const isSelected = selection?.selected.has(key) ?? false
              const details = expanded?.(row)
              return (
                <tbody key={key} className={cn('transition-opacity', refreshing && 'opacity-60 delay-150')}>
                  <tr
                    data-row={key}
                    onClick={onRowClick && ((event) => isBesideControls(event) && onRowClick(row, event))}
                    data-selected={isSelected || undefined}
                    className={cn(
                      'group/row transition-colors duration-75',
                      isSelected ? 'bg-hover' : 'hover:bg-hover',
                    )}
                  >
                    {selection ? (
                      <td className={cn(cellClasses, edge, heights[rowHeight])}>
                        <Checkbox
                          aria-label={`Select ${rowName(row)}`}
                          checked={isSelected}
                          onChange={(event) =>
                            selection.onToggle(key, event.target.checked, {
                              shiftKey: event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey,
                            })
                          }
                          className="align-middle"
                        />
                      </td>
                    ) : null}
                    {columns.map((column) => (
                      <td
                        key={column.id}
                        className={cn(
                          cellClasses,
                          edge,
                          heights[rowHeight],
                          column.align === 'end' && 'text-end tabular-nums',
                          column.hideBelow && hideClasses[column.hideBelow],
                        )}
                      >
                        {column.cell(row)}
                      </td>
                    ))}
                    {rowActions ? (
                      <td className={cn(cellClasses, edge, heights[rowHeight], 'text-end')}>{rowActions(row)}</td>
                    ) : null}
                  </tr>
                  {details ? (
                    <tr>
                      <td colSpan={columnCount} className={cn('border-line border-b bg-subtle px-3 py-2', edge)}>
                        {details}
                      </td>
                    </tr>
                  ) : null}
                </tbody>
              )
            })}
          </table>
        </Sideways>
      )}
      {isWide === true ? null : (
        <DataCards
          {...props}
          rows={isWide === undefined ? rows.slice(0, firstCards) : rows}
          className={cn('md:hidden', refreshing && 'opacity-60')}
        />
      )}
    </div>
  )
}

function Sideways({ on, label, children }: { on: boolean; label: string; children: ReactNode }) {
  if (!on) return children
  const name = `All columns of ${label.toLowerCase()}`
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section aria-label={name} tabIndex={0} className="overflow-x-auto max-md:hidden">
      {children}
    </section>
  )
}

/** Nothing in the row was meant: no link, no control, no text being selected. */
export function isBesideControls({ target, defaultPrevented }: MouseEvent): boolean {
  if (defaultPrevented || !(target instanceof Element)) return false
  return target.closest('a, button, input, label, summary') === null && window.getSelection()?.isCollapsed !== false
}

export const cellClasses = 'min-w-0 overflow-hidden border-line border-b px-3 align-middle text-muted'
const heights = { 'two-line': 'h-row', 'one-line': 'h-line' } as const
