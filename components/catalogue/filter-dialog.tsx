'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { FilterKey } from '@/components/catalogue/list-url'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { later } from '@/components/ui/later'

const FilterFields = later(
  () => import('@/components/catalogue/filter-fields').then((module) => module.FilterFields),
  <div aria-busy className="h-80" />,
)

/** All filters and the order on one screen, for narrow windows. What is chosen applies at once. */
export function FilterDialog({ list, keys }: { list: CatalogueListModel; keys: readonly FilterKey[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const count = keys.filter((key) => list.state[key] !== null).length
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button>
          <SlidersHorizontal aria-hidden strokeWidth={1.75} />
          Filters{count === 0 ? '' : ` (${count})`}
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Filters"
        footer={
          <>
            <Button onClick={list.clearFilters} disabledReason={list.isFiltered ? undefined : 'No filter is set.'}>
              Clear filters
            </Button>
            <Button variant="primary" onClick={() => setIsOpen(false)}>
              {list.total === undefined ? 'Show' : `Show ${list.total.toLocaleString('en')}`}
            </Button>
          </>
        }
      >
        <FilterFields list={list} keys={keys} />
      </DialogContent>
    </Dialog>
  )
}
