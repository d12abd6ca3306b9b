'use client'

import { SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { ColumnsPicker } from '@/components/catalogue/columns-picker'
import { ExportMenu } from '@/components/catalogue/export-menu'
import { FilterPicker } from '@/components/catalogue/filter-picker'
import { ListSearch } from '@/components/catalogue/list-search'
import { exportParams } from '@/components/catalogue/list-url'
import { PropertyPicker } from '@/components/catalogue/property-picker'
import { isForJob } from '@/components/catalogue/selection-max'
import { SortMenu } from '@/components/catalogue/sort-menu'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { onDemand } from '@/components/ui/on-demand'

// Only narrow windows show it.
const FiltersInForce = later(() => import('@/components/catalogue/set-filters').then((module) => module.FiltersInForce))
const FilterDialog = onDemand('dialog', () =>
  import('@/components/catalogue/filter-dialog').then((module) => module.FilterDialog),
)

/** One row: search, filters, columns, order. On a narrow window the filters move into a dialog. */
export function ListToolbar({ list, children }: { list: CatalogueListModel; children?: ReactNode }) {
  const { kind, state, within, total = 0 } = list
  const keys = kind.filters.filter((key) => key !== within?.by)
  const set = [...keys, 'extension' as const].filter((key) => state[key] !== null).length
  return (
    <div className="flex flex-wrap items-center gap-2 px-page pb-2">
      <ListSearch
        label={`Search ${kind.many}`}
        value={state.q}
        onSearch={list.search}
        className="max-w-80 grow basis-48 max-lg:w-0 max-lg:max-w-none max-lg:flex-1"
      />
      <fieldset className="contents max-lg:hidden">
        <legend className="sr-only">Filters</legend>
        {keys.map((key) => (
          <FilterPicker key={key} filter={key} value={state[key]} onChange={(value) => list.filter({ [key]: value })} />
        ))}
        {kind.hasProperties ? <PropertyPicker list={list} /> : null}
      </fieldset>
      {list.isFiltered ? (
        <Button variant="ghost" size="sm" onClick={list.clearFilters} className="max-lg:hidden">
          Clear
        </Button>
      ) : null}
      <div className="ms-auto flex max-lg:order-last">
        <div className="flex max-lg:hidden">
          <ColumnsPicker list={list} />
          <SortMenu value={state.sort} onChange={list.sortBy} />
        </div>
        {kind.hasFiles ? (
          <ExportMenu
            kind={kind}
            query={exportParams(state, within)}
            count={total}
            isLarge={isForJob(total)}
            label={list.isFiltered ? `Export the ${kind.many} found` : `Export all ${kind.many}`}
          />
        ) : null}
      </div>
      <div className="lg:hidden">
        <FilterDialog
          list={list}
          keys={keys}
          trigger={
            <Button>
              <SlidersHorizontal aria-hidden strokeWidth={1.75} />
              Filters{set === 0 ? '' : ` (${set})`}
            </Button>
          }
        />
      </div>
      {/* On a phone they have a line of their own, so that there is room to type. */}
      <div className="contents empty:hidden max-sm:order-last max-sm:flex max-sm:w-full max-sm:gap-2">{children}</div>
      {set > 0 && list.total !== 0 ? <FiltersInForce list={list} /> : null}
    </div>
  )
}
