'use client'

import { measureElement, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { JobError } from '@/components/import/job-error'
import { countOf, nounOf } from '@/components/import/job-outcomes'
import { TableRow } from '@/components/import/table-row'
import { useJobRows } from '@/components/import/use-job-rows'
import { type RowControl, useRowFocus } from '@/components/import/use-row-focus'
import type { RunChoice } from '@/components/import/use-run-choice'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { useMediaQuery } from '@/components/ui/use-media-query'
import type { RowFilter } from '@/lib/client/job-plan'
import { hasEnded } from '@/lib/client/jobs'
import { labelFrom } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'
import { todo } from '@/lib/model/rules/row-outcome'
import type { JobView } from '@/lib/model/wire/job'

interface RowsTableProps {
  job: JobView
  filter: RowFilter
  /** What is left out of the run; without it nothing can be ticked. */
  choice?: RunChoice | undefined
}

const rowHeight = 48
const waitingRows = 8

/** Every row with what becomes of it. Only the rows in the window are on the page; arrow keys move between them. */
export function RowsTable({ job, filter, choice }: RowsTableProps) {
  const isOver = hasEnded(job)
  // Cells hidden on a narrow window are no columns: a cell over all of them would make empty ones of its own.
  const columnCount = (useMediaQuery('(min-width: 48rem)') === false ? 2 : 4) + (choice === undefined ? 0 : 1)
  const top = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(new Set())
  const [range, setRange] = useState({ from: 0, to: 30 })
  const { total, error, rowAt } = useJobRows(job, filter, range.from, range.to)
  useLayoutEffect(() => {
    // Problems above come and go; the list has to know where it begins.
    // The observer is called at once, when everything has its place: asked before, the page would be laid out for it alone.
    const observer = new ResizeObserver(() =>
      setOffset((top.current?.getBoundingClientRect().top ?? 0) + window.scrollY),
    )
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  // Keys are positions, the default: a key function that is new in each render has all of 100,000 rows measured again.
  const virtualizer = useWindowVirtualizer({
    // Until somebody has counted them, a few stand for those that come.
    count: total ?? (error === null ? Math.min(job.rows, waitingRows) : 0),
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: offset,
    // What a row has just been given is as high as rows are; a look at each would have all of them laid out one by one.
    measureElement: (element, entry, instance) =>
      entry === undefined
        ? (instance.measurementsCache[instance.indexFromElement(element)]?.size ?? rowHeight)
        : measureElement(element, entry, instance),
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
  const focus = useRowFocus(total ?? 0, { from: first?.index ?? 0, to: last?.index ?? 0 }, (position) =>
    virtualizer.scrollToIndex(position, { align: 'auto' }),
  )
  const toggle = (row: number) =>
    setExpanded((known) =>
      known.has(row) ? new Set([...known].filter((one) => one !== row)) : new Set([...known, row]),
    )
  return (
    <div ref={top}>
      {error === null ? null : (
        <div className="px-page pb-3">
          <JobError title="The rows could not be loaded" error={error} />
        </div>
      )}
      <table
        aria-label={isOver ? 'Rows' : 'Planned changes'}
        aria-rowcount={(total ?? 0) + 1}
        aria-busy={total === undefined || undefined}
        aria-describedby="rows-keys"
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
        onKeyDown={focus.onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            {choice === undefined ? null : (
              <th scope="col" className={cn(headClasses, 'w-10 ps-page md:w-14')}>
                <TickAll job={job} filter={filter} choice={choice} />
              </th>
            )}
            <th
              scope="col"
              className={cn(headClasses, 'w-20 text-end max-md:hidden', choice === undefined && 'ps-page')}
            >
              Row
            </th>
            <th scope="col" className={cn(headClasses, 'w-36 max-md:hidden')}>
              Outcome
            </th>
            <th scope="col" className={cn(headClasses, choice === undefined && 'max-md:ps-page')}>
              {labelFrom(nounOf(job))}
            </th>
            <th scope="col" className={cn(headClasses, 'w-[38%] pe-page max-md:w-12')}>
              <span className="max-md:sr-only">{isOver ? 'What was written' : 'What changes'}</span>
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
            <TableRow
              key={`${item.index} ${row.row}`}
              job={job}
              row={row}
              choice={choice}
              position={item.index}
              columnCount={columnCount}
              isExpanded={expanded.has(row.row)}
              onToggle={() => toggle(row.row)}
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
      {total === 0 ? <p className="px-page py-8 text-muted">{emptyText(filter, job)}</p> : null}
      <p id="rows-keys" className="sr-only">
        {`${counted(total ?? 0, 'row')}. Arrow keys move between rows, Page Up and Page Down by a page.`}
      </p>
    </div>
  )
}

/** All rows that the filter shows, by their outcomes. What is looked for by name is ticked one by one. */
function TickAll({
  job,
  filter: { outcome, q = '', field, change, service },
  choice,
}: Required<Pick<RowsTableProps, 'job' | 'filter'>> & { choice: RunChoice }) {
  // What the file does not have is deleted only by somebody who looks at it.
  const isOwn = outcome === 'gone' || (outcome === 'held' && job.kind === 'undo')
  const offered = isOwn ? [outcome] : todo
  const which = offered.filter((one) => countOf(job, one) > 0 && (outcome === undefined || outcome === one))
  const isWhole = which.every(choice.isWhole)
  return (
    <Checkbox
      aria-label="Include all rows"
      checked={which.length > 0 && isWhole}
      indeterminate={!isWhole && which.some(choice.hasSome)}
      disabled={which.length === 0 || q !== '' || (field ?? change ?? service) !== undefined || job.state !== 'planned'}
      onChange={() => choice.tickOutcomes(which, !isWhole)}
      className="align-middle"
    />
  )
}

function emptyText({ outcome, q = '', field, change, service }: RowFilter, job: JobView): string {
  if (q !== '') return 'No row has such a name.'
  if ((outcome ?? field ?? change ?? service) !== undefined) return 'There are no such rows.'
  if (job.kind === 'import' && countOf(job, 'unchanged') === job.rows)
    return 'Everything in the file is in the catalogue already, just so. There is nothing to import.'
  return job.kind === 'undo'
    ? 'There is nothing to take back.'
    : job.kind === 'import'
      ? 'There is nothing to import.'
      : 'All of them are so already.'
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

/** A row that is still on its way, in its final size. */
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
