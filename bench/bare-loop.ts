/** What bulk writes are measured against: loops over prepared statements, as durable as the product's own. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

type Row = Readonly<Record<string, unknown>>

/** With the settings of the product's own connections, which a bulk write is the faster for. */
function open(schema: string): Database.Database {
  const db = new Database(join(mkdtempSync(join(tmpdir(), 'dashcat-bare-')), 'bare.db'))
  db.pragma('page_size = 8192')
  db.pragma('cache_size = -16384')
  db.pragma('wal_autocheckpoint = 4000')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(schema)
  return db
}

/** Rows a second; one transaction per `perCall` rows. */
function rateOf(db: Database.Database, rows: readonly Row[], perCall: number, write: (slice: readonly Row[]) => void) {
  const together = db.transaction(write)
  const started = performance.now()
  for (let at = 0; at < rows.length; at += perCall) together(rows.slice(at, at + perCall))
  return rows.length / ((performance.now() - started) / 1000)
}

const entityOf = (row: Row, id: string, version: number) => ({
  ...row,
  id,
  fullyQualifiedName: `${row.service}.${row.name}`,
  version,
  updatedAt: Date.now(),
  updatedBy: 'admin',
  deleted: false,
})

/** The least: the same JSON into one table with one unique index. */
export function singleInserts(rows: readonly Row[], perCall: number): number {
  const db = open(
    'create table dashboard (id text not null, fqn text not null, json text not null); create unique index by_fqn on dashboard (fqn)',
  )
  const insert = db.prepare('insert into dashboard (id, fqn, json) values (?, ?, ?)')
  const rate = rateOf(db, rows, perCall, (slice) => {
    for (const row of slice) {
      const entity = entityOf(row, randomUUID(), 0.1)
      insert.run(entity.id, entity.fullyQualifiedName, JSON.stringify(entity))
    }
  })
  db.close()
  return rate
}

/**
 * The same work: what the product keeps of a row, by hand, for this one shape of rows and nothing but it. Rows are looked up
 * by name, entities are found by all that lists go by, words by a full-text index, each change leaves the version before it
 * and an event. Nothing is validated, no right is looked at, nobody else has a turn.
 */
export function openSameWork() {
  const db = open(`create table entity (seq integer primary key, id text not null unique, name text not null,
      sort_name text not null, fqn text not null unique, container_id text not null, version real not null,
      updated_at integer not null, document text not null);
    create index by_name on entity (name, id);
    create index by_sort_name on entity (sort_name, id);
    create index by_update on entity (updated_at, id);
    create index by_container on entity (container_id, name, id);
    create table version (entity_id text not null, version real not null, updated_at integer not null,
      snapshot text not null, primary key (entity_id, version));
    create index version_by_time on version (updated_at);
    create table event (seq integer primary key, recorded_at integer not null, events text not null);
    create index event_by_time on event (recorded_at);
    create virtual table words using fts5 (display_name, fqn, description, content='', contentless_delete=1,
      tokenize='ascii');
    insert into words (words, rank) values ('automerge', 16)`)
  const find = db.prepare<[string], { seq: number; id: string; version: number; document: string }>(
    'select seq, id, version, document from entity where fqn = ?',
  )
  const insert = db.prepare(`insert into entity (id, name, sort_name, fqn, container_id, version, updated_at, document)
    values (?, ?, ?, ?, ?, ?, ?, ?)`)
  const update = db.prepare('update entity set version = ?, updated_at = ?, document = ? where seq = ?')
  const archive = db.prepare('insert into version (entity_id, version, updated_at, snapshot) values (?, ?, ?, ?)')
  const index = db.prepare('insert into words (rowid, display_name, fqn, description) values (?, ?, ?, ?)')
  const unindex = db.prepare('delete from words where rowid = ?')
  const record = db.prepare('insert into event (recorded_at, events) values (?, ?)')
  const container = randomUUID()

  const put = (row: Row): object | undefined => {
    const { name, displayName, description } = row as { name: string; displayName: string; description: string }
    const fqn = `${row.service}.${name}`
    const stored = find.get(fqn)
    if (stored === undefined) {
      const entity = entityOf(row, randomUUID(), 0.1)
      const { id, version, updatedAt } = entity
      const sortName = displayName.toLowerCase()
      const { lastInsertRowid } = insert.run(
        id,
        name,
        sortName,
        fqn,
        container,
        version,
        updatedAt,
        JSON.stringify(entity),
      )
      index.run(lastInsertRowid, displayName, fqn, description)
      return { eventType: 'entityCreated', entityId: id, entityFullyQualifiedName: fqn, currentVersion: version }
    }
    const before = JSON.parse(stored.document) as Row
    const changed = Object.keys(row).filter((member) => row[member] !== before[member])
    if (changed.length === 0) return undefined
    const version = Math.round(stored.version * 10 + 1) / 10
    const fields = changed.map((member) => ({ name: member, oldValue: before[member], newValue: row[member] }))
    const changeDescription = { fieldsUpdated: fields, previousVersion: stored.version }
    const entity = { ...entityOf(row, stored.id, version), changeDescription }
    archive.run(stored.id, stored.version, Number(before.updatedAt), stored.document)
    update.run(version, entity.updatedAt, JSON.stringify(entity), stored.seq)
    unindex.run(stored.seq)
    index.run(stored.seq, displayName, fqn, description)
    const { id } = stored
    return {
      eventType: 'entityUpdated',
      entityId: id,
      entityFullyQualifiedName: fqn,
      currentVersion: version,
      changeDescription,
    }
  }
  return {
    /** Rows a second that are created, or changed, or found to be as they were. */
    put: (rows: readonly Row[], perCall: number): number =>
      rateOf(db, rows, perCall, (slice) => {
        const events = slice.flatMap((row) => put(row) ?? [])
        if (events.length > 0) record.run(Date.now(), JSON.stringify(events))
      }),
    close: () => void db.close(),
  }
}
