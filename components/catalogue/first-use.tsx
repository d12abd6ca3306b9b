'use client'

import type { ReactNode } from 'react'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { listHref, newHref } from '@/lib/client/links'

/** Nothing exists yet: what it is, and the ways to get some, with `children` among them. */
export function FirstUse({ list, children }: { list: CatalogueListModel; children?: ReactNode }) {
  const { kind, within } = list
  const actor = useActor()
  const reason = blockedReason(actor, 'Create', kind.def, within?.holder)
  const mayStart = within === undefined || within.start !== undefined
  return (
    <EmptyState
      title={within === undefined ? `No ${kind.many} yet` : `No ${kind.many} ${within.words} yet`}
      actions={
        <>
          {children}
          {!mayStart ? (
            children === undefined ? (
              <LinkButton href={listHref(kind.def.type)} variant="primary">
                Go to {kind.many}
              </LinkButton>
            ) : null
          ) : reason === undefined ? (
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
      <p>
        {mayStart || !kind.hasSelection
          ? kind.explanation
          : `Select some in the list of all ${kind.many}, and edit them together.`}
      </p>
      {within === undefined ? (
        <p className="mt-2 text-base">
          Only looking around? <code className="rounded-sm bg-active px-1 py-0.5 font-mono text-sm">npm run seed</code>{' '}
          fills the catalogue with sample data.
        </p>
      ) : null}
    </EmptyState>
  )
}
