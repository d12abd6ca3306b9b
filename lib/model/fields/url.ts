import { jsonIn } from '@/lib/model/fields/cell'
import { inSentence } from '@/lib/model/fields/field'
import type { Kind } from '@/lib/model/fields/kind'
import { text } from '@/lib/model/fields/text'
import { isRecord } from '@/lib/model/rules/is-record'

/** Only addresses of the web are followed; what else somebody typed is shown as text. */
export function webAddress(url: unknown): URL | undefined {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed : undefined
}

export const url: Kind = {
  ...text,
  problem: (draft, { label }) =>
    draft === '' || webAddress(draft) !== undefined
      ? undefined
      : `${/^[aeiou]/i.test(label) ? 'An' : 'A'} ${inSentence(label)} starts with http:// or https://.`,
}

/** An address that may have a text of its own. */
export const link: Kind = {
  blank: null,
  own: (stored) => (isRecord(stored) ? stored : null),
  told: 'value',
  words: (value) => {
    const { url: address, displayText } = isRecord(value) ? value : { url: value, displayText: '' }
    return [displayText ? `${displayText} (${address})` : String(address)]
  },
  problem: (draft, { label }) =>
    draft === null || (isRecord(draft) && webAddress(draft.url) !== undefined)
      ? undefined
      : `The address of ${label} starts with http:// or https://.`,
  fromCell: (cell) => {
    const value = jsonIn(typeof cell === 'string' ? cell.trim() : cell)
    return typeof value === 'string' ? { url: value } : value
  },
  toCell: (value) => {
    const { url: address, ...more } = isRecord(value) ? value : {}
    return Object.keys(more).length === 0 && typeof address === 'string' ? address : JSON.stringify(value)
  },
}
