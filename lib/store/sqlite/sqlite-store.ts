import type Database from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { createAudit } from '@/lib/store/sql/audit'
import { HiddenContainers } from '@/lib/store/sql/hidden'
import { createJobs } from '@/lib/store/sql/jobs'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { migrations } from '@/lib/store/sql/migrations/provider'
import { createReads } from '@/lib/store/sql/reads'
import { rewriteStored } from '@/lib/store/sql/rewrite'
import type { Tables } from '@/lib/store/sql/tables'
import { createCommit } from '@/lib/store/sqlite/commit'
import { createCommitQueue } from '@/lib/store/sqlite/commit-queue'
import { createCommitThread } from '@/lib/store/sqlite/commit-thread'
import { sqliteDialect } from '@/lib/store/sqlite/dialect'
import { LateWords } from '@/lib/store/sqlite/late-words'
import { openFile } from '@/lib/store/sqlite/open-file'
import { searchColumns } from '@/lib/store/sqlite/search-words'
import { sqliteStatements } from '@/lib/store/sqlite/statements'
import { patiently, underWriteLock } from '@/lib/store/sqlite/write-lock'
import type { AuthDatabase, Store } from '@/lib/store/store'
import { watchWrites } from '@/lib/store/write-check'

const ddl: Ddl = {
  autoIncrement: 'integer primary key autoincrement',
  text: 'text',
  integer: 'integer',
  flag: 'integer',
  real: 'real',
  json: 'text',
  clustered: 'without rowid',
  elementsOf: (column) => `json_each(${column})`,
  search: [
    // The FQN ends in the name, so the name has no column of its own. No prefix index: it doubles the price of a write,
    // and a scan of the terms is fast enough.
    `create virtual table entity_search using fts5 (display_name, fqn, description, content='', contentless_delete=1,
      tokenize="unicode61 remove_diacritics 2")`,
    // Fewer, larger merges of the index while rows pour in.
    "insert into entity_search (entity_search, rank) values ('automerge', 16)",
  ],
  typedSearch: [
    'drop table entity_search',
    // What a word is has been decided before: here they are taken apart at spaces. Prefix indexes would save a third of the
    // time of the shortest searches and make the table larger by two thirds.
    `create virtual table entity_search using fts5 (display_name, fqn, description, content='', contentless_delete=1,
      tokenize='ascii')`,
    "insert into entity_search (entity_search, rank) values ('automerge', 16)",
  ],
  lostPlaces: [],
  lighterCommits: [
    // Rows that lie in their key are written once.
    `create table kind_of_event (event_type text not null, seq integer not null, entity_type text not null,
      primary key (event_type, seq, entity_type)) without rowid`,
    'insert into kind_of_event select event_type, seq, entity_type from change_event_kind',
    'drop table change_event_kind',
    'alter table kind_of_event rename to change_event_kind',
    'create table search_late (seq integer not null primary key)',
  ],
  termStatus: `update entity set document = json_set(document, '$.entityStatus', 'Unprocessed')
    where type = 'glossaryTerm' and json_extract(document, '$.entityStatus') is null`,
  beyondAscii: (column) => `length(cast(${column} as blob)) > length(${column})`,
  indexRows: (rows) => {
    const texts = rows.map((row) => [row.seq, ...Object.values(searchColumns(row))])
    return sql`insert into entity_search (rowid, display_name, fqn, description)
      select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${JSON.stringify(texts)})`
  },
}

/** How long a write waits for another process that holds the file's write lock. Reads never wait for it. */
const writePatienceMs = 5_000

/** Writing the log back takes long: the thread does it (`commit-queue.ts`), long before there is so much. */
const logPagesMax = 16_000

/** Everybody reads by this connection. */
const cacheMb = 64

/** Of two openers at the same time one migrates and the other finds it done. */
async function migrate(db: Database.Database, kysely: Kysely<Tables>): Promise<void> {
  await underWriteLock(db, async () => {
    const migrator = new Migrator({ db: kysely, ...migrations(ddl), disableTransactions: true })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
  })
}

/**
 * The embedded store: one file (or what was in one, kept in memory alone), one connection to read and for small commits, another for large ones in a thread of its
 * own. No transaction is left open across an `await`.
 */
export async function openSqliteStore(path: string | Buffer): Promise<Store> {
  const db = await openFile(path, { logPagesMax, cacheMb })
  let late: LateWords | undefined
  const kysely = new Kysely<Tables>({ dialect: sqliteStatements(db, writePatienceMs, () => late?.current()) })
  try {
    await migrate(db, kysely)
  } catch (error) {
    await kysely.destroy()
    throw error
  }
  // What is in memory has one connection.
  const thread = path === ':memory:' || typeof path !== 'string' ? undefined : createCommitThread(path, db)
  if (thread !== undefined) late = new LateWords(db, () => commit([]))
  const commit = createCommitQueue(createCommit(db, late?.statements), thread, writePatienceMs)
  // Nobody else works on the file, so what this process knows is true.
  const hidden = new HiddenContainers(kysely, Number.POSITIVE_INFINITY)
  const reads = createReads(kysely, sqliteDialect, hidden)
  const writes = watchWrites(reads)
  return {
    ...reads,
    jobs: createJobs(kysely, sqliteDialect),
    audit: createAudit(kysely),
    authDatabase: { db: kysely as unknown as AuthDatabase['db'], type: 'sqlite', transaction: false }, // its tables are none of ours
    rewrite: async (rewriting) => {
      if (!(await rewriteStored(kysely, ddl.json, rewriting))) return
      // What was replaced lies on in free places of the file and in the log until both are written anew.
      await patiently(() => db.exec('vacuum'))
      db.pragma('wal_checkpoint(TRUNCATE)')
    },
    commit: async (changes) => {
      try {
        await writes.watch(() => commit(changes))
        late?.keepUp()
      } finally {
        // Of what is refused because nobody knows, it may be there.
        hidden.note(changes)
      }
    },
    checkWrites: writes.check,
    close: async () => {
      await late?.writing
      await thread?.close()
      await kysely.destroy()
    },
  }
}
