'use client'

import { usePathname } from 'next/navigation'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { ApiError } from '@/lib/client/api'
import { shownName } from '@/lib/model/rules/shown-name'

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
