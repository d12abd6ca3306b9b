import type { RawBuilder } from 'kysely'

/** What the shared reads need from an engine, by what it is for. Nothing outside `lib/store` asks which engine runs. */
export interface Dialect {
  /** Condition that a text column is one of the values; one parameter, however many values. */
  isOneOf(column: string, values: readonly string[]): RawBuilder<boolean>
  /** Condition that a member of the row's document equals the value; absent counts as false. `alias` is the table's. */
  documentEquals(alias: string, member: string, value: string | number | boolean): RawBuilder<boolean>
  /** Condition that the row's search text has all the words, as prefixes. Undefined when the text holds no word. */
  textMatches(alias: string, text: string): RawBuilder<boolean> | undefined
  /**
   * Rows whose search text has all the words, best first; scores grow with relevance. At most `cap` are scored.
   * `condition` is about `e`, the row.
   */
  ranked(
    text: string,
    condition: RawBuilder<unknown>,
    cap: number,
  ): RawBuilder<{ id: string; score: number }> | undefined
}

/** Words of a query beyond these are ignored. */
export const queryWordsMax = 32

/** The words of a text: runs of letters and digits of any script, as the search indexes see them. */
export const searchWords = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []
