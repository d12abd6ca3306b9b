'use client'

import { ChevronRight } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { numberOf, outcomeWords, placeWords, typeOf } from '@/components/import/job-outcomes'
import { RowDetails } from '@/components/import/row-details'
import type { RowControl } from '@/components/import/use-row-focus'
import type { RunChoice } from '@/components/import/use-run-choice'
import { StatusBadge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { hrefOf } from '@/lib/client/links'
import { counted } from '@/lib/model/rules/counted'
import { written } from '@/lib/model/rules/row-outcome'
import { formatVersion } from '@/lib/model/rules/version'
import type { JobRowView, JobView } from '@/lib/model/wire/job'

interface TableRowProps {
  job: JobView
  row: JobRowView
  choice: RunChoice | undefined
  position: number
  columnCount: number
  isExpanded: boolean
  onToggle: () => void
  /** The one row whose controls the Tab key reaches. */
  tabStop: boolean
  focusWanted: RowControl | undefined
  onFocused: () => void
  onFocus: (control: RowControl) => void
  measure: (element: Element | null) => void
}

/** One row of a job, and under it, when it is open, its fields before and after. */
export function TableRow(props: TableRowProps) {
  const { job, row, choice, position, isExpanded, onToggle, tabStop, focusWanted, onFocused, onFocus, measure } = props
  const tick = useRef<HTMLInputElement>(null)
  const toggle = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focusWanted === undefined) return
    const element = focusWanted === 'tick' && tick.current?.disabled === false ? tick.current : toggle.current
    element?.focus({ preventScroll: true })
    onFocused()
  }, [focusWanted, onFocused])
  const { badge, tone } = outcomeWords(row.outcome, job)
  const changes = changesText(row, choice === undefined ? job.file?.deletesGone === true : choice.isTicked(row))
  const tabIndex = tabStop ? 0 : -1
  const number = numberOf(job, row)
  const isChart = row.collection === 'charts'
  const place = placeWords(job, row)
  return (
    <tbody ref={measure} data-index={position}>
      <tr aria-rowindex={position + 2} className="transition-colors duration-75 hover:bg-hover">
        {choice === undefined ? null : (
          <td className={cn(cellClasses, 'ps-page')}>
            <Checkbox
              ref={tick}
              data-row-control
              tabIndex={tabIndex}
              aria-label={`Include ${place}`}
              checked={choice.isTicked(row)}
              disabled={!choice.canTick(row)}
              onFocus={() => onFocus('tick')}
              onChange={(event) => choice.tickRow(row, event.target.checked)}
              className="align-middle"
            />
          </td>
        )}
        <td className={cn(cellClasses, 'text-end tabular-nums max-md:hidden', choice === undefined && 'ps-page')}>
          {isChart ? 'Chart ' : ''}
          {number?.toLocaleString('en')}
        </td>
        <td className={cn(cellClasses, 'max-md:hidden')}>
          <StatusBadge tone={tone}>{badge}</StatusBadge>
        </td>
        <td className={cn(cellClasses, choice === undefined && 'max-md:ps-page')}>
          <span className="block min-w-0">
            <RowName job={job} row={row} tabIndex={tabIndex} />
            <span className="mt-1 flex min-w-0 items-center gap-2 md:hidden">
              <span className="shrink-0 text-xs tabular-nums first-letter:uppercase">{place}</span>
              <StatusBadge tone={tone}>{badge}</StatusBadge>
              <span className="truncate text-xs">{changes}</span>
            </span>
          </span>
        </td>
        <td className={cn(cellClasses, 'pe-page')}>
          <button
            ref={toggle}
            type="button"
            data-row-control
            tabIndex={tabIndex}
            aria-expanded={isExpanded}
            aria-label={`Changes of ${place}: ${changes}`}
            onFocus={() => onFocus('toggle')}
            onClick={onToggle}
            className="flex h-8 w-full min-w-0 items-center gap-1.5 rounded-sm text-start hover:text-fg focus-visible:outline-offset-0 max-md:justify-center"
          >
            <ChevronRight
              aria-hidden
              strokeWidth={1.75}
              className={cn('size-4 shrink-0 text-faint transition-transform duration-100', isExpanded && 'rotate-90')}
            />
            <span
              className={cn('truncate max-md:hidden', row.message !== undefined && tone === 'danger' && 'text-danger')}
            >
              {changes}
            </span>
          </button>
        </td>
      </tr>
      {isExpanded ? (
        <tr>
          <td colSpan={props.columnCount} className="border-line border-b bg-subtle px-page py-3">
            <RowDetails job={job} row={row} />
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

/** What is in the catalogue is a link to it. */
function RowName({ job, row, tabIndex }: { job: JobView; row: JobRowView; tabIndex: number }) {
  const { displayName, name = '', fullyQualifiedName: fqn, outcome } = row
  const shown = displayName ?? (name || fqn || '(no name)')
  const classes = 'block truncate font-medium text-base text-fg leading-5'
  const isThere = outcome !== 'deleted' && (row.basedOn !== undefined || written.includes(outcome))
  const type = row.type ?? typeOf({ collection: row.collection ?? job.collection })
  const href = fqn === undefined || !isThere ? undefined : hrefOf(type, fqn)
  return (
    <>
      {href !== undefined ? (
        <Link href={href} prefetch={false} tabIndex={tabIndex} dir="auto" className={cn(classes, 'hover:underline')}>
          {shown}
        </Link>
      ) : (
        <span dir="auto" className={classes}>
          {shown}
        </span>
      )}
      {fqn === undefined || fqn === shown ? null : (
        <code dir="ltr" className="block truncate font-mono text-muted text-xs leading-4">
          {fqn}
        </code>
      )}
    </>
  )
}

/** `isIn`: whether a run does it. */
function changesText(row: JobRowView, isIn: boolean): string {
  const { outcome, message, basedOn, version, filled = 0 } = row
  if (message !== undefined && !(row.outcome === 'held' && isIn)) return message
  const members = membersOf(row)
  switch (outcome) {
    case 'create':
      return counted(filled, 'value')
    case 'unchanged':
      return 'Nothing'
    case 'held':
      return `Taken back all the same: ${members.join(', ')}`
    case 'gone':
      return isIn ? 'Will be deleted' : 'Stays as it is'
    case 'created':
    case 'updated':
    case 'restored':
    case 'deleted': {
      const versions = [basedOn, version].flatMap((one) => (one === undefined ? [] : [formatVersion(one)]))
      const told = versions.length === 1 ? `version ${versions[0]}` : versions.join(' → ')
      return [told, members.join(', ')].filter((part) => part !== '').join(' · ')
    }
    default:
      return members.join(', ')
  }
}

/** Members that change, each once. */
function membersOf({ changeDescription, unrecorded = [] }: JobRowView): string[] {
  const { fieldsAdded = [], fieldsUpdated = [], fieldsDeleted = [] } = changeDescription ?? {}
  return [...new Set([...fieldsAdded, ...fieldsUpdated, ...fieldsDeleted, ...unrecorded].map(({ name }) => name))]
}

const cellClasses = 'h-12 min-w-0 overflow-hidden border-line border-b px-3 py-1 align-middle text-muted'
