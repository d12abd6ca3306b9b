'use client'

import { useQuery } from '@tanstack/react-query'
import { totalQuery } from '@/components/catalogue/list-queries'
import { SetFilters } from '@/components/catalogue/set-filters'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { counted } from '@/lib/model/rules/counted'

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
        <SetFilters list={list} />
      </ul>
    </EmptyState>
  )
}
