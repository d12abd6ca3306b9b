import type { RawBuilder } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'

/** What the shared reads need from an engine, by what it is for. Nothing outside `lib/store` asks which engine runs. */
export interface Dialect {
  /** Of so many rows at most is asked at a time what may be long; without it, a long statement holds nobody up. */
  readonly sliceRows?: number
  /** Condition that a text column is one of the values, which leads to the rows; one parameter, however many values. */
  isOneOf(column: string, values: readonly string[]): RawBuilder<boolean>
  /** The same, asked of each row that is found in another way: no index of the column is to lead past it. */
  isOneOfAsked(column: string, values: readonly string[]): RawBuilder<boolean>
  /** The same of a column of whole numbers. */
  isOneOfNumbers(column: string, values: readonly number[]): RawBuilder<boolean>
  /** The rows of `entity`, as `e`, at these places; they are gone to by their place. */
  rowsAt(seqs: readonly number[]): RawBuilder<unknown>
  /** The values of a column of numbers in one text, with commas between; null where there is no row. */
  listed(column: string): RawBuilder<string | null>
  /**
   * Condition that a text column is one of what a statement selects, which is found first: as a join it would be left to a
   * planner that may know nothing of the tables yet.
   */
  isAmong(column: string, selected: RawBuilder<unknown>): RawBuilder<boolean>
  /** The same, asked of each row that is found in another way. */
  isAmongAsked(column: string, selected: RawBuilder<unknown>): RawBuilder<boolean>
  /** A column for a condition that is to be looked at in the row: no index leads there by it. */
  inRow(column: string): RawBuilder<unknown>
  /** Condition that a member of the row's document equals the value; absent counts as false. `alias` is the table's. */
  documentEquals(alias: string, member: string, value: string | number | boolean): RawBuilder<boolean>
  /** Condition that the row's document, as it is kept, has the text in it; `spelled` is told what stands behind a colon there. */
  documentHas(alias: string, spelled: (between: string) => string): RawBuilder<boolean>
  /** Text at a path into the row's document; null where there is none. */
  documentText(alias: string, path: readonly string[]): RawBuilder<string | null>
  /**
   * The places (`seq`) of the rows of some types whose search text has all the words, as beginnings. Of the rows that have
   * the words but none of the phrases it leaves out what the index tells apart.
   */
  matching(
    types: readonly EntityType[],
    text: string,
    phrases?: readonly string[],
  ): RawBuilder<{ seq: number }> | undefined
  /** The places (`seq`) of the rows of a type that have one of some words and all words of a text, as beginnings. */
  matchingOneOf(type: EntityType, oneOf: readonly string[], text: string): RawBuilder<{ seq: number }> | undefined
  /**
   * The places (`seq`) of the rows of the type of which the index does not know whether words follow one another, of all or
   * among some. Undefined where it knows it of every row.
   */
  untold(type: EntityType, among?: readonly number[]): RawBuilder<{ seq: number }> | undefined
  /**
   * The places (`seq`) and scores of the rows of some types whose search text has all the words; scores grow with relevance.
   * Undefined when the text holds no word.
   */
  scored(types: readonly EntityType[], text: string): RawBuilder<{ seq: number; score: number }> | undefined
}
