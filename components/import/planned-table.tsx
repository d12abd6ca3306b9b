'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { counted } from '@/components/import/counted'
import { PlannedRowBody } from '@/components/import/planned-row'
import type { ImportHandle } from '@/components/import/use-import'
import { type RowControl, useRowFocus } from '@/components/import/use-row-focus'
import { useRowPages } from '@/components/import/use-row-pages'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { useMediaQuery } from '@/components/ui/use-media-query'
import type { RowFilter, SheetSummary } from '@/lib/import/sheet-types'

interface PlannedTableProps {
  handle: ImportHandle
  summary: SheetSummary
  filter: RowFilter
}

const rowHeight = 48

/** Every row with what becomes of it. Only the rows in the window are on the page; arrow keys move between them. */
export function PlannedTable({ handle, summary, filter }: PlannedTableProps) {
  const { session } = handle
  const { counts, revision } = summary
  // Cells hidden on a narrow window are no columns: a cell over five would make empty ones of its own.
  const columnCount = useMediaQuery('(min-width: 48rem)') === false ? 3 : 5
  const top = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(new Set())
  const [range, setRange] = useState({ from: 0, to: 30 })
  const { total, rowAt } = useRowPages(session, filter, revision, range.from, range.to)
  useLayoutEffect(() => {
    // Problems above come and go; the list has to know where it begins.
    const measure = () => setOffset((top.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  // Keys are positions, the default: a key function that is new in each render has all of 100,000 rows measured again.
  const virtualizer = useWindowVirtualizer({
    count: total,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: offset,
    onChange: (instance) => {
      const items = instance.getVirtualItems()
      const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }))
    },
  })
  const items = virtualizer.getVirtualItems()
  const [first, last] = [items[0], items.at(-1)]
  const before = first === undefined ? 0 : first.start - offset
  const after = last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - offset)
  const focus = useRowFocus(total, { from: first?.index ?? 0, to: last?.index ?? 0 }, (position) =>
    virtualizer.scrollToIndex(position, { align: 'auto' }),
  )
  const toggle = (index: number) =>
    setExpanded((known) =>
      known.has(index) ? new Set([...known].filter((one) => one !== index)) : new Set([...known, index]),
    )
  const ticked = counts.included
  const tickable = counts.included + counts.unticked
  return (
    <div ref={top}>
      <table
        aria-label="Planned changes"
        aria-rowcount={total + 1}
        aria-describedby="planned-keys"
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
        onKeyDown={focus.onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={cn(headClasses, 'w-10 ps-page md:w-14')}>
              <Checkbox
                aria-label="Include all rows"
                checked={tickable > 0 && ticked === tickable}
                indeterminate={ticked > 0 && ticked < tickable}
                disabled={tickable === 0}
                onChange={(event) => void session.tick({ filter }, event.target.checked)}
                className="align-middle"
              />
            </th>
            <th scope="col" className={cn(headClasses, 'w-20 text-end max-md:hidden')}>
              Row
            </th>
            <th scope="col" className={cn(headClasses, 'w-36 max-md:hidden')}>
              Outcome
            </th>
            <th scope="col" className={headClasses}>
              {handle.state.collection === 'dashboards' ? 'Dashboard' : 'Chart'}
            </th>
            <th scope="col" className={cn(headClasses, 'w-[38%] pe-page max-md:w-12')}>
              <span className="max-md:sr-only">What changes</span>
            </th>
          </tr>
        </thead>
        <Spacer height={before} columnCount={columnCount} />
        {items.map((item) => {
          const row = rowAt(item.index)
          return row === undefined ? (
            <Placeholder
              key={`position-${item.index}`}
              position={item.index}
              columnCount={columnCount}
              measure={virtualizer.measureElement}
            />
          ) : (
            <PlannedRowBody
              key={`${item.index} ${row.index}`}
              handle={handle}
              row={row}
              position={item.index}
              columnCount={columnCount}
              isExpanded={expanded.has(row.index)}
              onToggle={() => toggle(row.index)}
              tabStop={focus.tabStop === item.index}
              focusWanted={focus.wanted?.position === item.index ? focus.wanted.control : undefined}
              onFocused={focus.onFocused}
              onFocus={(control: RowControl) => focus.onFocus(item.index, control)}
              measure={virtualizer.measureElement}
            />
          )
        })}
        <Spacer height={after} columnCount={columnCount} />
      </table>
      {total === 0 ? <p className="px-page py-8 text-muted">{emptyText(filter, summary)}</p> : null}
      <p id="planned-keys" className="sr-only">
        {`${counted(total, 'row')}. Arrow keys move between rows, Page Up and Page Down by a page.`}
      </p>
    </div>
  )
}

function emptyText({ category, text = '' }: RowFilter, { counts }: SheetSummary): string {
  if (text.trim() !== '') return 'No row has such a name.'
  if (category !== undefined) return 'There are no such rows.'
  if (counts.unchanged === counts.rows)
    return 'Everything in the file is in the catalogue already, just so. There is nothing to import.'
  return 'There is nothing to import.'
}

const Spacer = ({ height, columnCount }: { height: number; columnCount: number }) =>
  height <= 0 ? null : (
    <tbody aria-hidden>
      <tr>
        <td colSpan={columnCount} className="p-0" style={{ height }} />
      </tr>
    </tbody>
  )

interface PlaceholderProps {
  position: number
  columnCount: number
  measure: (element: Element | null) => void
}

/** A row that is still on its way from the worker, in its final size. */
const Placeholder = ({ position, columnCount, measure }: PlaceholderProps) => (
  <tbody ref={measure} data-index={position} aria-hidden>
    <tr>
      <td colSpan={columnCount} className="h-12 border-line border-b px-page">
        <span className="block h-3 w-1/3 rounded-sm bg-active" />
      </td>
    </tr>
  </tbody>
)

const headClasses =
  'sticky top-0 z-10 h-9 border-line border-b bg-bg px-3 text-start align-middle font-medium text-faint text-xs max-md:top-12'
