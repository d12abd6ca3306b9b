/** What bulk writes are measured against: the same JSON into one table with one unique index, by a prepared statement. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Rows a second; one transaction per `perCall` rows, as durable as the product's own. */
export function bareLoop(rows: readonly Record<string, unknown>[], perCall: number): number {
  const db = new Database(join(mkdtempSync(join(tmpdir(), 'dashcat-bare-')), 'bare.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(
    'create table dashboard (id text not null, fqn text not null, json text not null); create unique index by_fqn on dashboard (fqn)',
  )
  const insert = db.prepare('insert into dashboard (id, fqn, json) values (?, ?, ?)')
  const started = performance.now()
  for (let at = 0; at < rows.length; at += perCall) {
    db.transaction(() => {
      for (const row of rows.slice(at, at + perCall)) {
        const id = randomUUID()
        const fqn = `${row.service}.${row.name}`
        insert.run(
          id,
          fqn,
          JSON.stringify({
            ...row,
            id,
            fullyQualifiedName: fqn,
            version: 0.1,
            updatedAt: Date.now(),
            updatedBy: 'admin',
            deleted: false,
          }),
        )
      }
    })()
  }
  const rate = rows.length / ((performance.now() - started) / 1000)
  db.close()
  return rate
}
