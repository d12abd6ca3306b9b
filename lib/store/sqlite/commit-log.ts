import type Database from 'better-sqlite3'
import { commitsBetween, commitsKept, type Moved } from '@/lib/store/sql/commit-log'

/** What writes `commit_log`; prepared once per connection. */
export function commitLogStatements(db: Database.Database) {
  const placesOf = db.prepare<[string], { id: string; type: string; seq: number }>(
    'select e.id, e.type, e.seq from json_each(?) t cross join entity e on e.id = t.value',
  )
  const insert = db.prepare<[string | null]>('insert into commit_log (touched) values (?)')
  const forget = db.prepare<[number]>('delete from commit_log where seq <= ?')

  return {
    /** At the end of a commit. */
    add: (moved: Moved): void => {
      const { unknown } = moved
      if (unknown.length > 0)
        for (const { id, type, seq } of placesOf.all(JSON.stringify(unknown))) moved.row(type, id, seq)
      const latest = Number(insert.run(moved.text).lastInsertRowid)
      if (latest % commitsBetween === 0) forget.run(latest - commitsKept)
    },
  }
}
