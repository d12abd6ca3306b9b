import type { FilterKey } from '@/components/catalogue/list-url'

/** What a filter is called. What it can be set to is in `filter-options.tsx`, which comes with its list. */
export interface FilterWords {
  readonly label: string
  /** What is looked for, where it is not called as the filter is. */
  readonly things?: string
  /** The choice of things that have none; a service is what nothing lacks. */
  readonly none?: string
}

/** The value that asks for things without any. */
export const noneValue = 'none'

export const filters: Readonly<Record<FilterKey, FilterWords>> = {
  service: { label: 'Service' },
  owner: { label: 'Owner', things: 'person or team', none: 'No owner' },
  tag: { label: 'Tag', none: 'No tags' },
  domain: { label: 'Domain', none: 'No domain' },
  entityStatus: { label: 'Status' },
}

/** What stands in the box to look for them. */
export const placeholderOf = ({ label, things = label.toLowerCase() }: FilterWords): string => `Find a ${things}`

/** What an address asks of custom properties (`lib/model/fields/property-filter.ts`): each as it stands there, and in words. */
export const propertiesAsked = (extension: string | null): ReadonlyMap<string, string> =>
  new Map(
    (extension ?? '')
      .split(',')
      .filter(Boolean)
      .map((text) => {
        const [name = '', ...asked] = text.split(':').map(decoded)
        if (name === '') return [text, asked[1] === 'empty' ? 'Incomplete' : 'Complete']
        return [text, asked.length === 1 ? `${name}: ${asked[0]}` : [name, ...asked].join(' ')]
      }),
  )

/** Somebody may have typed it. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
