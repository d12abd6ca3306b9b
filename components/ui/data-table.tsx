'use client'

import type { MouseEvent, ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { ColumnHeader, headClasses, hideClasses } from '@/components/ui/column-header'
import { DataCards } from '@/components/ui/data-cards'
import type { DataTableProps } from '@/components/ui/data-table-props'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useMediaQuery } from '@/components/ui/use-media-query'

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

/** Nothing in the row was meant: no link, no control, no text being selected; nor what floats over it. */
export function isBesideControls({ target, currentTarget, defaultPrevented }: MouseEvent): boolean {
  if (defaultPrevented || !(target instanceof Element && currentTarget.contains(target))) return false
  return target.closest('a, button, input, label, summary') === null && window.getSelection()?.isCollapsed !== false
}

export const cellClasses = 'min-w-0 overflow-hidden border-line border-b px-3 align-middle text-muted'
const heights = { 'two-line': 'h-row', 'one-line': 'h-line' } as const
