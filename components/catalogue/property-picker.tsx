import { propertiesAsked } from '@/components/catalogue/filter-words'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { FilterChip } from '@/components/ui/chip'
import { later } from '@/components/ui/later'
import { Popover } from '@/components/ui/popover'

const PropertyFields = later(
  () => import('@/components/catalogue/property-fields').then((module) => module.PropertyFields),
  <div aria-busy className="h-44" />,
)

/** A chip that opens the filters by custom properties. */
export function PropertyPicker({ list }: { list: CatalogueListModel }) {
  return (
    <Popover
      label="Filter by property"
      className="w-72"
      trigger={
        <FilterChip
          label="Property"
          summary={[...propertiesAsked(list.state.extension).values()].join(', ') || undefined}
          className="max-w-64"
          onClear={() => list.filter({ extension: null })}
        />
      }
    >
      {(close) => <PropertyFields list={list} onApplied={close} />}
    </Popover>
  )
}
