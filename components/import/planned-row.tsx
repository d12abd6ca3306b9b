'use client'

import { ChevronRight } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { counted } from '@/components/import/counted'
import { PlannedDetails } from '@/components/import/planned-details'
import type { ImportHandle } from '@/components/import/use-import'
import type { RowControl } from '@/components/import/use-row-focus'
import { type BadgeTone, StatusBadge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import type { Category, SheetRow } from '@/lib/import/sheet-types'

interface PlannedRowProps {
  handle: ImportHandle
  row: SheetRow
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

const outcomes: Readonly<Record<Category, { label: string; tone: Exclude<BadgeTone, 'outline'> }>> = {
  create: { label: 'Create', tone: 'ok' },
  update: { label: 'Update', tone: 'info' },
  restore: { label: 'Restore', tone: 'info' },
  unchanged: { label: 'Unchanged', tone: 'neutral' },
  fail: { label: 'Will fail', tone: 'danger' },
  excluded: { label: 'Excluded', tone: 'neutral' },
  pending: { label: 'Not known yet', tone: 'neutral' },
}

/** One row of the plan, and under it, when it is open, its fields before and after. */
export function PlannedRowBody(props: PlannedRowProps) {
  const { handle, row, position, isExpanded, onToggle, tabStop, focusWanted, onFocused, onFocus, measure } = props
  const tick = useRef<HTMLInputElement>(null)
  const toggle = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focusWanted === undefined) return
    const element = focusWanted === 'tick' && tick.current?.disabled === false ? tick.current : toggle.current
    element?.focus({ preventScroll: true })
    onFocused()
  }, [focusWanted, onFocused])
  const { label, tone } = outcomes[row.category]
  const changes = changesText(row)
  const tabIndex = tabStop ? 0 : -1
  const number = row.rowNumber.toLocaleString('en')
  return (
    <tbody ref={measure} data-index={position}>
      <tr aria-rowindex={position + 2} className="transition-colors duration-75 hover:bg-hover">
        <td className={cn(cellClasses, 'ps-page')}>
          <Checkbox
            ref={tick}
            data-row-control
            tabIndex={tabIndex}
            aria-label={`Include row ${number}`}
            checked={row.isTicked}
            disabled={!row.canTick}
            onFocus={() => onFocus('tick')}
            onChange={(event) => void handle.session.tick({ index: row.index }, event.target.checked)}
            className="align-middle"
          />
        </td>
        <td className={cn(cellClasses, 'text-end tabular-nums max-md:hidden')}>{number}</td>
        <td className={cn(cellClasses, 'max-md:hidden')}>
          <StatusBadge tone={tone}>{label}</StatusBadge>
        </td>
        <td className={cellClasses}>
          <span className="block min-w-0">
            <span dir="auto" className="block truncate font-medium text-base text-fg leading-5">
              {row.displayName ?? (row.name || '(no name)')}
            </span>
            {row.fullyQualifiedName === undefined ? null : (
              <code dir="ltr" className="block truncate font-mono text-muted text-xs leading-4">
                {row.fullyQualifiedName}
              </code>
            )}
            <span className="mt-1 flex min-w-0 items-center gap-2 md:hidden">
              <span className="shrink-0 text-xs tabular-nums">Row {number}</span>
              <StatusBadge tone={tone}>{label}</StatusBadge>
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
            aria-label={`Changes of row ${number}: ${changes}`}
            onFocus={() => onFocus('toggle')}
            onClick={onToggle}
            className="flex h-8 w-full min-w-0 items-center gap-1.5 rounded-sm text-start hover:text-fg focus-visible:outline-offset-0 max-md:justify-center"
          >
            <ChevronRight
              aria-hidden
              strokeWidth={1.75}
              className={cn('size-4 shrink-0 text-faint transition-transform duration-100', isExpanded && 'rotate-90')}
            />
            <span className={cn('truncate max-md:hidden', row.message !== undefined && 'text-danger')}>{changes}</span>
          </button>
        </td>
      </tr>
      {isExpanded ? (
        <tr>
          <td colSpan={props.columnCount} className="border-line border-b bg-subtle px-page py-3">
            <PlannedDetails handle={handle} row={row} />
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

function changesText({ category, members, message }: SheetRow): string {
  if (message !== undefined) return message
  switch (category) {
    case 'create':
      return counted(members.length, 'field')
    case 'unchanged':
      return 'Nothing'
    default:
      return members.length === 0 ? '' : members.join(', ')
  }
}

const cellClasses = 'h-12 min-w-0 overflow-hidden border-line border-b px-3 py-1 align-middle text-muted'
