'use client'

import { ArrowUpDown } from 'lucide-react'
import { type ListSort, listSorts } from '@/components/catalogue/list-url'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'

export const sortLabels: Readonly<Record<ListSort, string> & Partial<Record<string, string>>> = {
  displayName: 'Display name, A to Z',
  '-displayName': 'Display name, Z to A',
  name: 'Name, A to Z',
  '-name': 'Name, Z to A',
  '-updatedAt': 'Last updated first',
  updatedAt: 'Longest unchanged first',
}

/** The order in words, for lists without headers and for those who do not read arrows. */
export function SortMenu({ value, onChange }: { value: string; onChange: (sort: ListSort) => void }) {
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Sort: ${sortLabels[value] ?? 'Property'}`}>
          <ArrowUpDown aria-hidden strokeWidth={1.75} />
          Sort
        </Button>
      }
      entries={[
        {
          value,
          options: listSorts.map((sort) => ({ value: sort, label: sortLabels[sort] })),
          onChange: (chosen) => {
            const sort = listSorts.find((known) => known === chosen)
            if (sort !== undefined) onChange(sort)
          },
        },
      ]}
    />
  )
}
