'use client'

import { FilterFields } from '@/components/catalogue/filter-fields'
import type { FilterKey } from '@/components/catalogue/list-url'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import type { LayerProps } from '@/components/ui/on-demand'

interface FilterDialogProps extends LayerProps {
  list: CatalogueListModel
  keys: readonly FilterKey[]
}

/** All filters, the order and the columns on one screen, for narrow windows. What is chosen applies at once. */
export function FilterDialog({ trigger, open, onOpenChange, list, keys }: FilterDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent
        title="Filters"
        footer={
          <>
            <Button onClick={list.clearFilters} disabledReason={list.isFiltered ? undefined : 'No filter is set.'}>
              Clear filters
            </Button>
            <Button variant="primary" onClick={() => onOpenChange(false)}>
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
