'use client'

import { Plus, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { ListBody, type TreeRows } from '@/components/catalogue/list-body'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { ListToolbar } from '@/components/catalogue/list-toolbar'
import type { Within } from '@/components/catalogue/list-url'
import { useCatalogueList } from '@/components/catalogue/use-catalogue-list'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'

export interface CatalogueListProps {
  kind: ListKind
  Tree?: TreeRows
  /** Only what belongs to this, as the address says. */
  within?: Within | undefined
  /** Below the title. */
  children?: ReactNode
}

/** A list page: title with the true count, actions, toolbar, rows, pages. */
export function CatalogueList({ kind, Tree, within, children }: CatalogueListProps) {
  const list = useCatalogueList(kind, within)
  const { total, count } = list
  const reason = blockedReason(useActor(), 'Create', kind.def)
  const isEmpty = total === 0 && !list.isFiltered
  return (
    <>
      <PageHeader
        title={kind.title}
        count={count === undefined || isEmpty ? undefined : count.toLocaleString('en')}
        actions={
          <>
            {kind.hasFiles ? (
              <LinkButton href="/import">
                <Upload aria-hidden strokeWidth={1.75} />
                Import
              </LinkButton>
            ) : null}
            {reason === undefined ? (
              <LinkButton href={`${kind.href}/new`} variant="primary">
                <Plus aria-hidden strokeWidth={1.75} />
                New {kind.one}
              </LinkButton>
            ) : (
              <Button variant="primary" disabledReason={reason}>
                <Plus aria-hidden strokeWidth={1.75} />
                New {kind.one}
              </Button>
            )}
          </>
        }
      >
        {children}
      </PageHeader>
      {isEmpty ? null : <ListToolbar list={list} />}
      <ListBody list={list} Tree={Tree} />
    </>
  )
}
