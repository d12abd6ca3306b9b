'use client'

import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { ListBody, type TreeRows } from '@/components/catalogue/list-body'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { ListToolbar } from '@/components/catalogue/list-toolbar'
import type { Within } from '@/components/catalogue/list-url'
import { useCatalogueList } from '@/components/catalogue/use-catalogue-list'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { LinkButton } from '@/components/ui/link-button'
import { newHref } from '@/lib/client/links'

interface ContainedListProps {
  kind: ListKind
  within: Within
  /** How what there is already comes into it. */
  adding?: ReactNode
  Tree?: TreeRows | undefined
}

/** The list of a type inside another page: only what belongs to it. Who may make a new one there can do so from here. */
export function ContainedList({ kind, within, adding, Tree }: ContainedListProps) {
  const list = useCatalogueList(kind, within)
  const { def, one } = kind
  const reason = blockedReason(useActor(), 'Create', def, within.holder)
  const isEmpty = list.total === 0 && !list.isFiltered
  return (
    <div className={isEmpty ? undefined : 'pt-4'}>
      {isEmpty ? null : (
        <ListToolbar list={list}>
          {adding}
          {within.start !== undefined && reason === undefined ? (
            <LinkButton href={newHref(def.type, within.start)}>
              <Plus aria-hidden strokeWidth={1.75} />
              New {one}
            </LinkButton>
          ) : null}
        </ListToolbar>
      )}
      <ListBody list={list} adding={adding} Tree={Tree} />
    </div>
  )
}
