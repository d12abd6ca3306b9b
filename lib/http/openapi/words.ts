/** Names and prose for the operations on one type of entity, from its definition. */
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { plural } from '@/lib/model/rules/counted'

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export interface Words {
  /** `Dashboard`, for operation ids. */
  readonly One: string
  readonly Many: string
  /** `dashboard`, `a dashboard`, `dashboards`, for sentences. */
  readonly one: string
  readonly aOne: string
  readonly many: string
  readonly tag: string
}

export const wordsOf = ({ type, collection, label }: EntityDefinition): Words => ({
  One: capitalized(type),
  Many: capitalized(collection),
  one: label,
  aOne: `${/^[aeio]/.test(label) ? 'an' : 'a'} ${label}`,
  many: plural(label),
  tag: capitalized(plural(label)),
})
