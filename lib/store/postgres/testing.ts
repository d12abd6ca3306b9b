/**
 * Databases for tests on a server of PostgreSQL. Making one and opening it for the first time takes ten times as long as
 * emptying one that is open already, so each serves one test after the other.
 */
import { type Dialect, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { openPostgresStore } from '@/lib/store/postgres/postgres-store'
import type { Store } from '@/lib/store/store'

interface Database {
  readonly name: string
  open(): Promise<Store>
  /** A connection beside those of its stores. */
  readonly keeper: Pool
  readonly dialect: Dialect
}

/** What the tables are like: a test may have made one anew, as a catalogue from before has it. */
const shape = `
  select md5(string_agg(concat_ws(' ', attrelid, attnum, atttypid, attisdropped), ',' order by attrelid, attnum))
    || (select count(*) from kysely_migration) as shape
  from pg_attribute join pg_class on pg_class.oid = attrelid
  where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace and attnum > 0`

/** Larger ones are not emptied: what was deleted is still passed by whoever reads. */
const bytesMax = 16 * 1024 * 1024

/** Deleting is quicker than `truncate`, which makes a new file for each table and index. */
const emptied = `
  do $$ declare given text; begin
    set local lock_timeout = '2s';
    for given in select oid::regclass from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'
    loop execute 'delete from ' || given; end loop;
    perform setval(seqrelid, seqstart, false) from pg_sequence;
  end $$`

/** Gives databases with all tables and no rows. Those of `template` are copies of it. */
export function databasesOn(url: string) {
  const admin = new Pool({ connectionString: url, max: 1, allowExitOnIdle: true })
  const addressOf = (name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href

  const create = async (template?: string): Promise<Database> => {
    const name = `dashcat_${process.pid}_${Math.random().toString(36).slice(2)}`
    await admin.query(`create database ${name}${template === undefined ? '' : ` template ${template}`}`)
    const address = addressOf(name)
    const keeper = new Pool({ connectionString: address, max: 1, allowExitOnIdle: true, idleTimeoutMillis: 0 })
    // The database may be dropped before a connection knows that it has ended.
    keeper.on('error', () => {})
    return { name, keeper, dialect: new PostgresDialect({ pool: keeper }), open: () => openPostgresStore(address) }
  }
  const drop = async ({ name, keeper }: Database): Promise<void> => {
    await keeper.end()
    await admin.query(`drop database ${name} with (force)`)
  }

  /** A copy comes in a tenth of the time that the migrations take. */
  const migrate = async () => {
    const { name, keeper, open } = await create()
    await (await open()).close()
    const { rows } = await keeper.query(shape)
    await keeper.end()
    return { name, shape: rows[0].shape as string }
  }
  let migrated: ReturnType<typeof migrate> | undefined
  const idle: Database[] = []

  const isEmptied = async ({ keeper }: Database): Promise<boolean> => {
    // What a test has left in the middle of something; the connections of closed stores are about to end.
    await keeper.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`)
    const { rows } = await keeper.query(`select pg_database_size(current_database())::int as size, (${shape}) as shape`)
    if (rows[0].size > bytesMax || rows[0].shape !== (await migrated)?.shape) return false
    return keeper.query(emptied).then(
      () => true,
      () => false,
    )
  }
  return {
    /** With all tables. */
    take: async (): Promise<Database> => {
      migrated ??= migrate()
      const { name } = await migrated
      return idle.pop() ?? create(name)
    },
    /** Back for the next test, all stores on it closed. */
    giveBack: async (database: Database): Promise<void> => {
      if (await isEmptied(database)) idle.push(database)
      else await drop(database)
    },
    /** Without any. */
    create,
    drop,
  }
}
