'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useFilterName } from '@/components/catalogue/filter-picker'
import { filters } from '@/components/catalogue/filter-words'
import { totalQuery } from '@/components/catalogue/list-queries'
import { type FilterKey, filterKeys } from '@/components/catalogue/list-url'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { ApiError } from '@/lib/client/api'
import { newHref } from '@/lib/client/links'
import { counted } from '@/lib/model/rules/counted'
import { shownName } from '@/lib/model/rules/shown-name'

/** Nothing exists yet: what it is, and the ways to get some. */
export function FirstUse({ list }: { list: CatalogueListModel }) {
  const { kind, within } = list
  const actor = useActor()
  const reason = blockedReason(actor, 'Create', kind.def)
  const mayStart = within === undefined || within.start !== undefined
  return (
    <EmptyState
      title={within === undefined ? `No ${kind.many} yet` : `No ${kind.many} ${within.words} yet`}
      actions={
        <>
          {!mayStart ? null : reason === undefined ? (
            <LinkButton href={newHref(kind.def.type, within?.start)} variant="primary">
              Create {kind.one}
            </LinkButton>
          ) : (
            <Button variant="primary" disabledReason={reason}>
              Create {kind.one}
            </Button>
          )}
          {kind.hasFiles && mayStart ? <LinkButton href="/import">Import a file</LinkButton> : null}
        </>
      }
    >
      <p>{kind.explanation}</p>
      {within === undefined ? (
        <p className="mt-2 text-base">
          Only looking around? <code className="rounded-sm bg-active px-1 py-0.5 font-mono text-sm">npm run seed</code>{' '}
          fills the catalogue with sample data.
        </p>
      ) : null}
    </EmptyState>
  )
}

/** The filters have no hits: which they are, how to drop one, how many there are without them. */
export function NoHits({ list }: { list: CatalogueListModel }) {
  const { kind, state, within } = list
  const { data } = useQuery(totalQuery(kind, within))
  const total = data?.paging.total
  return (
    <EmptyState
      announce
      title={`No ${kind.many} match`}
      actions={
        <Button variant="primary" onClick={list.clearFilters}>
          Clear filters
        </Button>
      }
    >
      <p>
        {total === undefined
          ? 'Take a filter away to see more.'
          : `There ${total === 1 ? 'is' : 'are'} ${counted(total, kind.one, kind.many)} without filters.`}
      </p>
      <ul aria-label="Filters that are set" className="mt-3 flex flex-wrap gap-2">
        {state.q.trim() === '' ? null : (
          <li className="flex min-w-0 max-w-full">
            <Chip name={`search for ${state.q.trim()}`} onRemove={() => list.search('')}>
              “{state.q.trim()}”
            </Chip>
          </li>
        )}
        {filterKeys.map((key) => (
          <SetFilter key={key} filter={key} value={state[key]} onRemove={() => list.filter({ [key]: null })} />
        ))}
      </ul>
    </EmptyState>
  )
}

function SetFilter({ filter, value, onRemove }: { filter: FilterKey; value: string | null; onRemove: () => void }) {
  const name = useFilterName(filter, value)
  if (name === undefined) return null
  const text = `${filters[filter].label}: ${name}`
  return (
    <li className="flex min-w-0 max-w-full">
      <Chip name={text} onRemove={onRemove}>
        {text}
      </Chip>
    </li>
  )
}

/** Why there is no list, and what helps. */
export function ListProblem({ list, error }: { list: CatalogueListModel; error: Error }) {
  const { kind, state, query } = list
  const pathname = usePathname()
  const actor = useActor()
  const known = error instanceof ApiError ? error : undefined
  const retry = () => void query.refetch()
  if (known?.kind === 'forbidden') {
    const request = `${shownName(actor)} (${actor.name}) asks to see ${kind.many} in the catalogue. The server says: ${known.message}`
    return (
      <Notice
        tone="warning"
        role="alert"
        title={`You may not see ${kind.many}`}
        actions={
          <>
            <CopyButton withLabel size="md" text={request} label="Copy request" />
            <Button onClick={retry}>Try again</Button>
          </>
        }
      >
        {known.hint ?? 'An administrator can give you a role that allows it.'}
      </Notice>
    )
  }
  if (known?.kind === 'unauthorized') {
    return (
      <Notice
        tone="warning"
        role="alert"
        title="You are signed out"
        actions={
          <LinkButton variant="primary" href={`/sign-in?next=${encodeURIComponent(pathname)}`}>
            Sign in
          </LinkButton>
        }
      >
        The session has ended. Nothing you have saved is lost.
      </Notice>
    )
  }
  if (known?.kind === 'badRequest' && (state.after !== null || state.before !== null)) {
    return (
      <ErrorState
        title="This page of the list does not exist"
        requestId={known.requestId}
        actions={<Button onClick={list.toFirstPage}>Go to the first page</Button>}
      >
        The address may be incomplete.
      </ErrorState>
    )
  }
  return (
    <ErrorState
      title={`The ${kind.many} could not be loaded`}
      requestId={known?.requestId}
      onRetry={retry}
      retrying={query.isFetching}
    >
      {known?.kind === 'unavailable'
        ? `${known.message}. ${known.hint ?? ''}`
        : (known?.hint ?? 'Something went wrong on our side.')}
    </ErrorState>
  )
}
