/** Several addresses, each with a name of its own. */
import { itemsOf } from '@/lib/model/fields/choice'
import type { DraftObject, DraftValue, Kind } from '@/lib/model/fields/kind'
import { webAddress } from '@/lib/model/fields/url'
import { isRecord } from '@/lib/model/rules/is-record'

export interface NamedLink {
  readonly name: string
  readonly endpoint: string
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export const linkIn = (item: unknown): NamedLink =>
  isRecord(item) ? { name: textOf(item.name), endpoint: textOf(item.endpoint) } : { name: '', endpoint: textOf(item) }

/** What a form holds, an empty row too while it is being filled in. */
export const linksIn = (value: DraftValue | undefined): NamedLink[] => (Array.isArray(value) ? value.map(linkIn) : [])

const isFilled = ({ name, endpoint }: NamedLink): boolean => name.trim() !== '' || endpoint.trim() !== ''

/** As it is kept: without what is empty. */
const kept = ({ name, endpoint }: NamedLink): DraftObject => ({
  ...(name.trim() !== '' && { name: name.trim() }),
  ...(endpoint.trim() !== '' && { endpoint: endpoint.trim() }),
})

export const links: Kind = {
  blank: [],
  own: (stored) => (Array.isArray(stored) ? stored.filter(isRecord) : []),
  document: (draft) => linksIn(draft).filter(isFilled).map(kept),
  told: 'set',
  key: (item) => JSON.stringify(kept(linkIn(item))),
  isOrdered: true,
  words: (value) =>
    (Array.isArray(value) ? value : [value]).map((item) => {
      const { name, endpoint } = linkIn(item)
      return name === '' || endpoint === '' ? name || endpoint : `${name} (${endpoint})`
    }),
  fromCell: (cell) => itemsOf(cell).map((item) => (typeof item === 'string' ? { endpoint: item } : item)),
  toCell: JSON.stringify,
  problem: (draft) => {
    const wrong = linksIn(draft).find((item) => isFilled(item) && webAddress(item.endpoint.trim()) === undefined)
    if (wrong === undefined) return undefined
    return `The address of ${wrong.name.trim() || 'each of them'} starts with http:// or https://.`
  },
}
