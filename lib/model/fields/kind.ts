/** What every kind of field can do with its values. */
import type { Field } from '@/lib/model/fields/field'

export type DraftObject = Readonly<Record<string, unknown>>
/** A value as a form holds it: texts as typed, references and tags as picked. */
export type DraftValue = string | number | boolean | null | DraftObject | readonly DraftObject[] | readonly string[]

export interface Kind {
  /** What a form holds while there is nothing. */
  readonly blank: DraftValue
  /** Of a stored value, what is the entity's own to change. */
  own(stored: unknown, field: Field): DraftValue
  /** A draft as the document has it. Without it, the draft is the value. */
  document?(draft: DraftValue, field: Field): unknown
  /** A draft as a create request has it, where that is something else. */
  request?(draft: DraftValue, field: Field): unknown
  /** How a change is told: word by word, before and after, or as what came and went. */
  readonly told: 'text' | 'value' | 'set'
  /** What makes two items the same. Items without an order are compared as a set. */
  key?(item: unknown): string
  readonly isOrdered?: boolean
  /** A value in words, one for each of its items. */
  words(value: unknown): string[]
  /** A cell of a file as a value; what does not fit stays as it is, and is refused with its reason. */
  fromCell(cell: unknown, field: Field): unknown
  /** A value as a cell that `fromCell` reads back. */
  toCell(value: unknown): string
  /** What is wrong with a draft that the schema would take. */
  problem?(draft: DraftValue, field: Field): string | undefined
}
