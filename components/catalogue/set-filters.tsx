'use client'

import { useFilterName } from '@/components/catalogue/filter-picker'
import { filters, propertiesAsked } from '@/components/catalogue/filter-words'
import { type FilterKey, filterKeys } from '@/components/catalogue/list-url'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Chip } from '@/components/ui/chip'

/** The filters in force, in a line of their own on a narrow window. */
export const FiltersInForce = ({ list }: { list: CatalogueListModel }) => (
  <ul aria-label="Filters in force" className="order-last flex w-full flex-wrap gap-2 lg:hidden">
    <SetFilters list={list} />
  </ul>
)

/** The filters in force, each with a way to take it away. */
export function SetFilters({ list: { state, filter } }: { list: CatalogueListModel }) {
  const asked = propertiesAsked(state.extension)
  const others = (text: string) => [...asked.keys()].filter((one) => one !== text).join() || null
  return (
    <>
      {[...asked].map(([text, words]) => (
        <li key={text} className="flex min-w-0 max-w-full">
          <Chip name={words} onRemove={() => filter({ extension: others(text) })}>
            {words}
          </Chip>
        </li>
      ))}
      {filterKeys.map((key) => (
        <SetFilter key={key} filter={key} value={state[key]} onRemove={() => filter({ [key]: null })} />
      ))}
    </>
  )
}

function SetFilter({ filter, value, onRemove }: { filter: FilterKey; value: string | null; onRemove: () => void }) {
  const name = useFilterName(filter, value)
  if (name === undefined) return null
  const text = `${filters[filter].label}: ${name}`
  return (
    <li className="flex min-w-0 max-w-full">
      <Chip name={text} onRemove={onRemove}>
        {text}
      </Chip>
    </li>
  )
}
