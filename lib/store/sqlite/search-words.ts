/** The full-text index of a commit's rows, at once or later. Prepared once per connection. */
import type Database from 'better-sqlite3'
import type { EntityType } from '@/lib/model/entities/entity'
import { type IndexedRow, indexedText } from '@/lib/store/sql/search-text'

/** The search text of a row, column by column. */
export function searchColumns(row: IndexedRow) {
  const { displayName, fqn, description } = indexedText(row)
  return { displayName: displayName.join(' '), fqn: fqn.join(' '), description: description.join(' ') }
}

/** What a commit does about the words of its rows. */
export interface SearchStatements {
  add(seq: number | bigint, row: IndexedRow): void
  replace(seq: number | bigint, row: IndexedRow): void
  /** Of a row that is not in the index, too. */
  remove(seq: number | bigint): void
}

export function searchStatements(db: Database.Database): SearchStatements {
  const insert = db.prepare('insert into entity_search (rowid, display_name, fqn, description) values (?, ?, ?, ?)')
  const remove = db.prepare('delete from entity_search where rowid = ?')
  const add = (seq: number | bigint, row: IndexedRow): void => {
    const { displayName, fqn, description } = searchColumns(row)
    insert.run(seq, displayName, fqn, description)
  }
  return {
    add,
    remove: (seq) => {
      remove.run(seq)
    },
    replace: (seq, row) => {
      remove.run(seq)
      add(seq, row)
    },
  }
}

interface Located {
  readonly seq: number
  readonly id: string
  readonly type: EntityType
}

/** Indexes the words of rows that are due by a table, those first that came first; tells which, of those that are still there. */
export function rewordingOf(
  db: Database.Database,
  table: 'search_due' | 'search_late',
  text: SearchStatements,
): (rows: number) => Located[] {
  const due = db.prepare<[number], { due: number; [column: string]: unknown }>(`select d.seq as due, e.id, e.type,
    e.display_name, e.fqn, e.document ->> '$.description' as description, e.document ->> '$.email' as email
    from ${table} d left join entity e on e.seq = d.seq order by d.seq limit ?`)
  const take = db.prepare(`delete from ${table} where seq <= ?`)
  return (rows) => {
    const waiting = due.all(rows)
    const last = waiting.at(-1)
    if (last === undefined) return []
    take.run(last.due)
    return waiting.flatMap((row) => {
      if (typeof row.id !== 'string') return [] // gone meanwhile
      const type = row.type as EntityType // only known types are ever written
      text.replace(row.due, {
        type,
        displayName: row.display_name as string | null,
        fullyQualifiedName: String(row.fqn),
        document: { description: row.description, email: row.email },
      })
      return [{ seq: row.due, id: row.id, type }]
    })
  }
}
