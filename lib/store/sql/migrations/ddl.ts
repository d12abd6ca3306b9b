import type { RawBuilder } from 'kysely'
import type { IndexedRow } from '@/lib/store/sql/search-text'

/** The words in which the two engines differ when tables are made. */
export interface Ddl {
  readonly autoIncrement: string
  /** Text that sorts by code point, as it does in SQLite. */
  readonly text: string
  readonly integer: string
  /** 0 or 1. */
  readonly flag: string
  readonly real: string
  readonly json: string
  /** Behind a table whose rows are to lie in its primary key, where there is such a thing. */
  readonly clustered: string
  /** A column's JSON list as a table, with an element in each `value`. */
  elementsOf(column: string): string
  /** Tables and indexes of the search text, which the engines keep in ways of their own. */
  readonly search: readonly string[]
  /** Statements that leave an empty index for words under the type of their row. */
  readonly typedSearch: readonly string[]
  /** Statements that mark search texts of which the index does not know where all words stand. */
  readonly lostPlaces: readonly string[]
  /** Statements for what only the embedded database does to make commits lighter. */
  readonly lighterCommits: readonly string[]
  /** Whether a text has anything that is not ASCII. */
  beyondAscii(column: string): string
  /** Gives terms without a status the one that says so. */
  readonly termStatus: string
  /** Writes the search text of rows. */
  indexRows(rows: readonly (IndexedRow & { readonly seq: string })[]): RawBuilder<unknown>
}
