import { Columns3 } from 'lucide-react'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { Popover } from '@/components/ui/popover'

// In the height of a short list, so that the layer does not grow under the pointer.
const ColumnFields = later(
  () => import('@/components/catalogue/column-fields').then((module) => module.ColumnFields),
  <div aria-busy className="h-44" />,
)

/** Which columns the list shows, in a panel beside its button. */
export function ColumnsPicker({ list }: { list: CatalogueListModel }) {
  return (
    <Popover
      label="Columns"
      className="w-64"
      trigger={
        <Button variant="ghost" size="sm">
          <Columns3 aria-hidden strokeWidth={1.75} />
          Columns
        </Button>
      }
    >
      {() => <ColumnFields list={list} />}
    </Popover>
  )
}
