/** Labels: one member to the API; tags, a tier and glossary terms to people. */
import type { TagLabel } from '@/lib/model/entities/entity'
import { itemsOf } from '@/lib/model/fields/choice'
import type { LabelPart } from '@/lib/model/fields/field'
import type { DraftValue, Kind } from '@/lib/model/fields/kind'
import { joinList } from '@/lib/model/fields/list-cell'
import { isRecord } from '@/lib/model/rules/is-record'

const isLabel = (value: unknown): value is TagLabel => isRecord(value) && typeof value.tagFQN === 'string'

export const tagsIn = (value: DraftValue | undefined): TagLabel[] => (Array.isArray(value) ? value.filter(isLabel) : [])

export const tagIn = (value: unknown): TagLabel | undefined => (isLabel(value) ? value : undefined)

interface LabelLike {
  readonly tagFQN?: string | undefined
  readonly source?: string | undefined
}

export const labelPart = ({ source, tagFQN = '' }: LabelLike): LabelPart =>
  source === 'Glossary' ? 'terms' : tagFQN.startsWith('Tier.') ? 'tier' : 'tags'

/** What tells labels apart: a tag and a glossary term may be called the same. */
export const labelKey = ({ source, tagFQN }: LabelLike): string => `${source ?? ''} ${tagFQN ?? ''}`

const keyOf = (value: unknown): string => (isLabel(value) ? labelKey(value) : String(value))

const sent = ({ tagFQN, source, labelType, state }: TagLabel) => ({ tagFQN, source, labelType, state })

/** `Tier.Tier1` for `1`, `Tier1` and `tier 1`. */
function tierFqn(text: string): string {
  const number = /^(?:tier[.\s]*)*(\d)$/i.exec(text)?.[1]
  return number === undefined ? text : `Tier.Tier${number}`
}

export const tags: Kind = {
  blank: [],
  // A derived label comes and goes with the one it is derived from.
  own: (stored, { part }) =>
    (Array.isArray(stored) ? stored : []).filter(
      (item) => isLabel(item) && item.labelType !== 'Derived' && labelPart(item) === part,
    ),
  document: (draft) => tagsIn(draft).map(sent),
  told: 'set',
  key: keyOf,
  words: (value) =>
    (Array.isArray(value) ? value : [value]).map((item) => (isLabel(item) ? item.tagFQN : String(item))),
  fromCell: (cell, { part }) =>
    itemsOf(typeof cell === 'number' ? String(cell) : cell).flatMap((item): TagLabel[] => {
      const given = isRecord(item) ? item : {}
      const text = typeof item === 'string' ? item.trim() : typeof given.tagFQN === 'string' ? given.tagFQN : undefined
      if (text === undefined || given.labelType === 'Derived') return []
      const source = part === 'terms' || given.source === 'Glossary' ? 'Glossary' : 'Classification'
      const state = given.state === 'Suggested' ? 'Suggested' : 'Confirmed'
      return [{ tagFQN: part === 'tier' ? tierFqn(text) : text, source, labelType: 'Manual', state }]
    }),
  toCell: (value) => joinList(tagsIn(value as DraftValue).map(({ tagFQN }) => tagFQN)), // anything else has no labels
}

/** A label that was given on a day and holds until another. */
export const certification: Kind = {
  blank: null,
  own: (stored) => (isRecord(stored) ? stored : null),
  document: (draft) => {
    const { tagLabel, ...dates }: Readonly<Record<string, unknown>> = isRecord(draft) ? draft : {}
    return isLabel(tagLabel) ? { ...dates, tagLabel: sent(tagLabel) } : draft
  },
  told: 'value',
  key: (value) =>
    isRecord(value) ? `${keyOf(value.tagLabel)} ${value.appliedDate} ${value.expiryDate}` : String(value),
  words: (value) => [isRecord(value) && isLabel(value.tagLabel) ? value.tagLabel.tagFQN : String(value)],
  fromCell: (cell) => cell,
  toCell: JSON.stringify,
}
