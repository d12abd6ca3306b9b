'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import type { DataTableProps } from '@/components/ui/data-table-props'

/** The rows of a `DataTable` on a narrow screen: one list item each, its title column as heading. */
export function DataCards<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowName,
  selection,
  rowActions,
  expanded,
  bleed = true,
  className,
}: DataTableProps<Row>) {
  const of = (place: 'title' | 'foot') => columns.filter((column) => column.card === place)
  // Who and where in one line, numbers in the next.
  const lines = [
    columns.filter(({ card }) => card === 'plain'),
    columns.filter(({ card = 'value' }) => card === 'value'),
  ]
  return (
    <ul aria-label={label} className={cn('border-line border-t', className)}>
      {rows.map((row) => {
        const key = rowKey(row)
        const isSelected = selection?.selected.has(key) ?? false
        return (
          <li
            key={key}
            data-row={key}
            data-selected={isSelected || undefined}
            className={cn('group/row border-line border-b py-3', bleed && 'px-page', isSelected && 'bg-hover')}
          >
            <div className="flex items-start gap-3">
              {selection ? (
                <Checkbox
                  aria-label={`Select ${rowName(row)}`}
                  checked={isSelected}
                  onChange={(event) => selection.onToggle(key, event.target.checked, { shiftKey: false })}
                  className="mt-1"
                />
              ) : null}
              <div className="min-w-0 flex-1">
                {of('title').map((column) => (
                  <h2 key={column.id} className="min-w-0 font-normal">
                    {column.cell(row)}
                  </h2>
                ))}
                {lines.map((line) =>
                  line.length === 0 ? null : (
                    <dl key={line[0]?.id} className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm">
                      {line.map((column) => {
                        const value = column.cell(row)
                        // A label without anything to label says nothing.
                        if (value === null) return null
                        return (
                          <div key={column.id} className="flex min-w-0 max-w-full items-center gap-1.5">
                            <dt className={column.card === 'plain' ? 'sr-only' : 'shrink-0 text-muted text-xs'}>
                              {column.header}
                            </dt>
                            <dd className="min-w-0 text-muted">{value}</dd>
                          </div>
                        )
                      })}
                    </dl>
                  ),
                )}
                {of('foot').map((column) => (
                  <div key={column.id} className="mt-2 min-w-0 text-muted text-sm empty:hidden">
                    {column.cell(row)}
                  </div>
                ))}
              </div>
              {rowActions ? <div className="-mt-1 shrink-0">{rowActions(row)}</div> : null}
            </div>
            {expanded?.(row)}
          </li>
        )
      })}
    </ul>
  )
}
