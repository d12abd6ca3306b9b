'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { PersonName } from '@/components/entity/person-name'
import { RequestError } from '@/components/entity/request-error'
import { AuditSheet } from '@/components/settings/audit-sheet'
import { entryWords, groupNames, kindGroups } from '@/components/settings/audit-words'
import { findByName } from '@/components/settings/find-by-name'
import { SheetTitle } from '@/components/settings/sheet-title'
import { useNameOf } from '@/components/settings/use-name-of'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { DataTable } from '@/components/ui/data-table'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { Menu } from '@/components/ui/menu'
import { RelativeTime } from '@/components/ui/relative-time'
import { Select } from '@/components/ui/select'
import { TableSkeleton } from '@/components/ui/table-skeleton'
import { type AuditFilter, auditExportHref, auditPages } from '@/lib/client/audit'
import { addresses } from '@/lib/model/entities/addresses'
import type { AuditEntryView } from '@/lib/model/wire/audit'

const url = {
  who: parseAsString,
  what: parseAsStringLiteral(groupNames),
  thing: parseAsString,
  /** Days, as the reader's clock has them. */
  from: parseAsString,
  to: parseAsString,
  entry: parseAsString,
}
const noFilter = { who: null, what: null, thing: null, from: null, to: null } as const

const startOf = (day: string | null): number | undefined => {
  const time = day === null ? Number.NaN : new Date(`${day}T00:00:00`).getTime()
  return Number.isNaN(time) ? undefined : time
}
const endOf = (day: string | null): number | undefined => {
  const time = day === null ? Number.NaN : new Date(`${day}T23:59:59.999`).getTime()
  return Number.isNaN(time) ? undefined : time
}

const findPeople = (q: string, signal: AbortSignal) => findByName(addresses.user.path, q, signal)

/** Who did what, the latest first, with filters, a sheet for each entry, and all of it as a file. */
export function AuditScreen() {
  const actor = useActor()
  const [state, setState] = useQueryStates(url, { history: 'replace' })
  const { who, what, thing, from, to } = state
  const filter: AuditFilter = {
    actor: who ?? undefined,
    kinds: what === null ? [] : kindGroups[what].kinds,
    thing: thing ?? undefined,
    since: startOf(from),
    until: endOf(to),
  }
  const query = useInfiniteQuery({ ...auditPages(filter), enabled: actor.isAdmin })
  const entries = query.data?.pages.flatMap(({ data }) => data)
  const open = entries?.find(({ id }) => id === state.entry)
  const isFiltered = [who, what, thing, from, to].some((value) => value !== null)
  if (!actor.isAdmin)
    return (
      <>
        <PageHeader title="Audit" />
        <div className="border-line border-t px-page">
          <EmptyState title="For administrators">
            Who did what here is told to administrators. What became of a thing is told by its versions.
          </EmptyState>
        </div>
      </>
    )
  return (
    <>
      <PageHeader
        title="Audit"
        actions={
          <Menu
            align="end"
            trigger={
              <Button>
                <Download aria-hidden strokeWidth={1.75} />
                Export
              </Button>
            }
            entries={(['csv', 'jsonl'] as const).map((format) => ({
              label: format === 'csv' ? 'CSV' : 'JSON lines',
              hint: format === 'csv' ? 'Spreadsheets' : 'An entry a line',
              onSelect: () => window.location.assign(auditExportHref(filter, format)),
            }))}
          />
        }
      >
        <p className="max-w-[68ch] text-muted text-sm">
          Who signed in, made tokens and changed things, and what was refused. Nothing here can be changed.
        </p>
      </PageHeader>
      <AuditFilters state={state} onChange={(changed) => void setState({ ...changed, entry: null })} />
      {query.error !== null && entries === undefined ? (
        <div className="px-page pt-2">
          <RequestError
            title="The audit could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        </div>
      ) : entries === undefined ? (
        <TableSkeleton many="entries" />
      ) : entries.length === 0 && !query.hasNextPage ? (
        <div className="border-line border-t px-page">
          <EmptyState
            announce
            title={isFiltered ? 'Nothing of that kind' : 'Nothing yet'}
            actions={
              isFiltered ? (
                <Button variant="primary" onClick={() => void setState({ ...noFilter, entry: null })}>
                  Clear filters
                </Button>
              ) : undefined
            }
          >
            {isFiltered
              ? 'Nothing that is kept meets these filters. Entries older than the server keeps them are gone.'
              : 'What people and programs do here will be listed.'}
          </EmptyState>
        </div>
      ) : (
        <>
          <DataTable
            label="Audit"
            columns={columns((entry) => void setState({ entry: entry.id }, { history: 'push' }))}
            rows={entries}
            rowKey={({ id }) => id}
            rowName={entryWords}
            refreshing={query.isPlaceholderData}
          />
          {query.hasNextPage ? (
            <div className="px-page py-3">
              <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show older ones
              </Button>
            </div>
          ) : null}
          {query.error === null ? null : (
            <div className="px-page pb-3">
              <RequestError
                title="The older ones could not be loaded"
                error={query.error}
                onRetry={() => void query.fetchNextPage()}
                retrying={query.isFetchingNextPage}
              />
            </div>
          )}
        </>
      )}
      {open === undefined ? null : (
        <AuditSheet
          entry={open}
          onClose={() => void setState({ entry: null })}
          onOnly={(only) => void setState({ ...noFilter, ...only, entry: null })}
        />
      )}
    </>
  )
}

type Filters = Pick<ReturnType<typeof useQueryStates<typeof url>>[0], keyof typeof noFilter>

function AuditFilters({ state, onChange }: { state: Filters; onChange: (changed: Partial<Filters>) => void }) {
  const { who, what, from, to } = state
  const whoName = useNameOf(addresses.user, who)
  /** While it is typed; the rest of the time the address has it. */
  const [typed, setTyped] = useState<string>()
  const settle = () => {
    if (typed === undefined) return
    setTyped(undefined)
    onChange({ thing: typed.trim() || null })
  }
  return (
    <form
      aria-label="Filters"
      className="grid grid-cols-2 gap-3 px-page pb-5 xl:grid-cols-[11rem_12rem_minmax(0,1fr)_9rem_9rem]"
      onSubmit={(event) => {
        event.preventDefault()
        settle()
      }}
    >
      <Field label="Who" className="max-sm:col-span-2">
        <Combobox
          value={who === null ? null : { value: who, label: whoName }}
          onValueChange={(option) => onChange({ who: option?.value ?? null })}
          loadOptions={findPeople}
          placeholder="Anybody"
          emptyText="Nobody of that name"
        />
      </Field>
      <Field label="What" className="max-sm:col-span-2">
        <Select
          value={what ?? ''}
          onChange={({ target: { value } }) => onChange({ what: groupNames.find((name) => name === value) ?? null })}
        >
          <option value="">Everything</option>
          {groupNames.map((name) => (
            <option key={name} value={name}>
              {kindGroups[name].label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="With" className="max-sm:col-span-2">
        <Input
          value={typed ?? state.thing ?? ''}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          placeholder="Its full name"
          onChange={(event) => setTyped(event.target.value)}
          onBlur={settle}
        />
      </Field>
      <Field label="From">
        <Input type="date" value={from ?? ''} onChange={({ target: { value } }) => onChange({ from: value || null })} />
      </Field>
      <Field label="To">
        <Input type="date" value={to ?? ''} onChange={({ target: { value } }) => onChange({ to: value || null })} />
      </Field>
    </form>
  )
}

const columns = (onOpen: (entry: AuditEntryView) => void): readonly DataTableColumn<AuditEntryView>[] => [
  {
    id: 'what',
    header: 'What',
    card: 'title',
    cell: (entry) => (
      <span className="block min-w-0">
        <SheetTitle onOpen={() => onOpen(entry)}>{entryWords(entry)}</SheetTitle>
        <span dir="auto" className="block truncate text-muted text-xs">
          {[entry.thing?.fullyQualifiedName, entry.detail].filter(Boolean).join(' · ')}
        </span>
      </span>
    ),
  },
  {
    id: 'who',
    header: 'Who',
    width: 'w-44',
    card: 'plain',
    cell: ({ actor }) =>
      actor === undefined ? <span className="text-muted">Nobody known</span> : <PersonName name={actor} />,
  },
  {
    id: 'where',
    header: 'From',
    width: 'w-44',
    hideBelow: 'lg',
    card: 'hidden',
    cell: ({ address, jobId }) =>
      jobId === undefined ? (
        <span className="block truncate">{address ?? ''}</span>
      ) : (
        <LinkButton variant="ghost" size="sm" href={`/jobs/${jobId}`} className="-ms-2.5">
          Job
        </LinkButton>
      ),
  },
  { id: 'when', header: 'When', width: 'w-36', card: 'plain', cell: ({ at }) => <RelativeTime value={at} /> },
]
