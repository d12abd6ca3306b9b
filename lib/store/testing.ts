/** Stores for tests, each on a database of its own: SQLite on a fresh file, and PostgreSQL. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import Database from 'better-sqlite3'
import { type Dialect, PGliteDialect } from 'kysely'
import { afterEach, beforeEach } from 'vitest'
import { openPostgresDialect } from '@/lib/store/postgres/postgres-store'
import { databasesOn } from '@/lib/store/postgres/testing'
import type { EntityRow } from '@/lib/store/rows'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Store } from '@/lib/store/store'

/** A dashboard with a name of its own at the top; what a test is about is given. */
export const aRow = (given: Partial<EntityRow> = {}): EntityRow => {
  const id = given.id ?? randomUUID()
  const name = given.name ?? id
  return {
    id,
    type: 'dashboard',
    name,
    displayName: null,
    fullyQualifiedName: `superset.${name}`,
    deleted: false,
    containerId: null,
    version: 0.1,
    updatedAt: 1_000,
    updatedBy: 'ada',
    document: {},
    origin: null,
    ...given,
  }
}

export interface Opened {
  readonly store: Store
  /** A second one on the same database, where the engine allows it. */
  readonly reopen?: () => Promise<Store>
  /** What statements are run and explained with on PostgreSQL. */
  readonly dialect?: Dialect
  drop(): Promise<void>
}

export interface Engine {
  readonly name: string
  /** A store on a fresh database. */
  open(): Promise<Opened>
  /** Several stores that find a new, empty database at the same time. */
  openTogether?(count: number): Promise<{ stores: Store[]; drop(): Promise<void> }>
}

const together = (count: number, open: () => Promise<Store>): Promise<Store[]> =>
  Promise.all(Array.from({ length: count }, open))

const closeAll = async (stores: readonly Store[]): Promise<void> => {
  await Promise.all(stores.map((store) => store.close()))
}

const freshFile = (): string => join(mkdtempSync(join(tmpdir(), 'dashcat-')), 'catalog.db')

/** Gives stores in memory that all begin with what `fill` has written, once for all who ask. */
export function copiesInMemory(fill: (store: Store) => Promise<void>): () => Promise<Store> {
  let filled: Promise<Buffer> | undefined
  return async () => {
    filled ??= contentOf(fill)
    return openSqliteStore(await filled)
  }
}

async function contentOf(fill: (store: Store) => Promise<void>): Promise<Buffer> {
  const path = freshFile()
  const store = await openSqliteStore(path)
  await fill(store)
  await store.close()
  const db = new Database(path)
  // What lies in memory has no log beside it.
  db.pragma('journal_mode = DELETE')
  const content = db.serialize()
  db.close()
  rmSync(dirname(path), { recursive: true })
  return content
}

/** With all tables and no rows. */
let migrated: Promise<Buffer> | undefined

const sqlite: Engine = {
  name: 'SQLite',
  open: async () => {
    const path = freshFile()
    migrated ??= contentOf(async () => {})
    writeFileSync(path, await migrated)
    const store = await openSqliteStore(path)
    return { store, reopen: () => openSqliteStore(path), drop: () => store.close() }
  },
  openTogether: async (count) => {
    const path = freshFile()
    const stores = await together(count, () => openSqliteStore(path))
    return { stores, drop: () => closeAll(stores) }
  },
}

/** Starting one takes seconds, so all tests of a file share it and each begins with an empty schema. */
let shared: Promise<PGlite> | undefined

const pglite: Engine = {
  name: 'PostgreSQL in process (PGlite)',
  open: async () => {
    shared ??= PGlite.create()
    const database = await shared
    await database.exec('drop schema public cascade; create schema public')
    // The dialect would close what is shared.
    const kept = new Proxy(database, {
      get: (target, name) => (name === 'close' ? async () => {} : bound(target, name)),
    })
    const dialect = new PGliteDialect({ pglite: kept })
    const store = await openPostgresDialect(dialect)
    return { store, dialect, drop: () => store.close() }
  },
}

function bound(target: PGlite, name: string | symbol): unknown {
  const member: unknown = Reflect.get(target, name, target)
  return typeof member === 'function' ? member.bind(target) : member
}

/** Databases on the server that `TEST_DATABASE_URL` names, one for each test. */
function server(url: string): Engine {
  const databases = databasesOn(url)
  return {
    name: 'PostgreSQL server',
    open: async () => {
      const database = await databases.take()
      const store = await database.open()
      const drop = async () => {
        await store.close()
        await databases.giveBack(database)
      }
      return { store, reopen: database.open, dialect: database.dialect, drop }
    },
    openTogether: async (count) => {
      const database = await databases.create()
      const stores = await together(count, database.open)
      const drop = async () => {
        await closeAll(stores)
        await databases.drop(database)
      }
      return { stores, drop }
    },
  }
}

const url = process.env.TEST_DATABASE_URL

/** Every engine the contract is held against here: in process, PostgreSQL stands in for a server that is not there. */
export const engines: readonly Engine[] = [sqlite, url === undefined ? pglite : server(url)]

/** Each test of the block begins with a store on a fresh database of its own. */
export function onFreshStore(engine: Engine, begin: (opened: Opened) => unknown): void {
  let opened: Opened
  beforeEach(async () => {
    opened = await engine.open()
    await begin(opened)
  })
  afterEach(() => opened.drop())
}
