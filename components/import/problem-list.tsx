'use client'

import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { counted } from '@/components/import/counted'
import { CreateServiceDialog } from '@/components/import/create-service-dialog'
import { type ImportHandle, importDefinitions } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import type { ProblemGroup, SheetSummary } from '@/lib/import/sheet-types'

interface ProblemListProps {
  handle: ImportHandle
  summary: SheetSummary
  isBusy: boolean
}

/** Shown at first; a file with a hundred unknown tags should not push the table off the screen. */
const shownAtFirst = 4

/** What stands in the way, by cause, the cause of most rows first. One answer solves all rows of a cause. */
export function ProblemList({ handle, summary, isBusy }: ProblemListProps) {
  const [isLong, setIsLong] = useState(false)
  const { groups, decisions } = summary
  if (groups.length === 0 && decisions.length === 0) return null
  const shown = isLong ? groups : groups.slice(0, shownAtFirst)
  const hidden = groups.length - shown.length
  return (
    <section aria-label="Problems" aria-busy={isBusy || undefined} className="rounded-xl border border-line">
      {groups.length === 0 ? null : (
        <ul>
          <Combined handle={handle} groups={groups} />
          {shown.map((group) => (
            <Problem key={group.key} handle={handle} group={group} />
          ))}
          {hidden > 0 || isLong ? (
            <li className="border-line border-t px-4 py-1.5">
              <Button variant="ghost" size="sm" className="-ms-2.5" onClick={() => setIsLong(!isLong)}>
                {isLong ? 'Show fewer' : `Show ${counted(hidden, 'more problem')}`}
              </Button>
            </li>
          ) : null}
        </ul>
      )}
      {decisions.length === 0 ? null : (
        <ul aria-label="Decisions" className="border-line border-t px-4 py-2 text-muted text-sm first:border-t-0">
          {decisions.map(({ id, label }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3">
              <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
              <Button variant="link" onClick={() => void handle.session.undo(id)} aria-label={`Undo: ${label}`}>
                Undo
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** References of one kind that are missing in many forms: one button for all of them. */
function Combined({ handle: { session }, groups }: { handle: ImportHandle; groups: readonly ProblemGroup[] }) {
  const byType = Map.groupBy(
    groups.filter(({ cause }) => canLeaveOut(cause)),
    ({ cause }) => (cause.kind === 'missing' ? cause.type : ''),
  )
  return [...byType]
    .filter(([, list]) => list.length > 1)
    .map(([type, list]) => (
      <li
        key={type}
        className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t bg-subtle px-4 py-2 text-sm first:rounded-t-xl first:border-t-0"
      >
        <span className="text-fg">{`${list.length.toLocaleString('en')} ${nouns[type] ?? type}s of the file are not in the catalogue`}</span>
        <Button size="sm" onClick={() => void session.decide({ kind: 'leaveOut', keys: list.map(({ key }) => key) })}>
          {`Leave all ${list.length.toLocaleString('en')} out`}
        </Button>
      </li>
    ))
}

const nouns: Readonly<Record<string, string>> = {
  tag: 'tag',
  glossaryTerm: 'term',
  chart: 'chart',
  dashboard: 'dashboard',
  dashboardDataModel: 'data model',
  domain: 'domain',
  dataProduct: 'data product',
  user: 'owner',
  team: 'owner',
}

const canLeaveOut = (cause: ProblemGroup['cause']): boolean => cause.kind === 'missing' && cause.type in nouns

function Problem({ handle, group }: { handle: ImportHandle; group: ProblemGroup }) {
  const { session, state } = handle
  const { cause, message, count, rowNumbers, column, member } = group
  const numbers = rowNumbers.map((number) => number.toLocaleString('en')).join(', ')
  const mayIgnore = column !== undefined && member !== undefined && !isRequired(handle, member)
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-2.5 first:border-t-0">
      <div className="flex min-w-0 flex-1 basis-80 gap-2">
        {cause.kind === 'spoiled' ? (
          <TriangleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0 text-warning" />
        ) : (
          <CircleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0 text-danger" />
        )}
        <div className="min-w-0 text-sm">
          <p dir="auto" className="text-fg [overflow-wrap:anywhere]">
            {message} <span className="whitespace-nowrap text-muted tabular-nums">· {counted(count, 'row')}</span>
          </p>
          <p className="text-faint text-xs tabular-nums">
            {count === 1 ? 'Row' : 'Rows'} {numbers}
            {count > rowNumbers.length ? ' …' : ''}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {cause.kind === 'missing' && cause.type === importDefinitions[state.collection].container?.type ? (
          <CreateServiceDialog name={cause.key} onCreated={() => session.askAgain(group.key)} />
        ) : null}
        {cause.kind === 'missing' && canLeaveOut(cause) ? (
          <Button size="sm" onClick={() => void session.decide({ kind: 'leaveOut', keys: [group.key] })}>
            {`Leave the ${nouns[cause.type]} out`}
          </Button>
        ) : null}
        {cause.kind === 'separator' ? (
          <Button size="sm" onClick={() => void session.decide({ kind: 'replaceSeparator' })}>
            Write “_” for “::”
          </Button>
        ) : null}
        {cause.kind === 'duplicate' ? (
          <>
            <Button size="sm" onClick={() => void session.decide({ kind: 'keepDuplicate', which: 'first' })}>
              Keep the first
            </Button>
            <Button size="sm" onClick={() => void session.decide({ kind: 'keepDuplicate', which: 'last' })}>
              Keep the last
            </Button>
          </>
        ) : null}
        {mayIgnore ? (
          <Button size="sm" onClick={() => void session.ignoreColumns(member)}>
            {`Ignore column ${column}`}
          </Button>
        ) : null}
        <Button size="sm" onClick={() => void session.decide({ kind: 'exclude', key: group.key })}>
          Exclude rows
        </Button>
      </div>
    </li>
  )
}

/** Without name and service there is no row left to import. */
const isRequired = ({ targets }: ImportHandle, member: string): boolean =>
  targets.some((target) => target.member === member && target.isRequired)
