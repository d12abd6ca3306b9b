/** A database of its own on each engine, which a server can be started on again and a test can look into. */
import { join } from 'node:path'
import { newDirectory } from '@/e2e/server'
import { type Query, queryPostgres, querySqlite } from '@/e2e/true-totals'
import { startPostgres } from '@/scripts/postgres.mjs'

export interface Engine {
  readonly name: string
  open(): Promise<{
    readonly env: Record<string, string>
    readonly directory: string
    readonly query: Query
    readonly seqOf: 'rowid' | 'seq'
    stop(): void
  }>
}

export const engines: readonly Engine[] = [
  {
    name: 'SQLite',
    open: async () => {
      const directory = newDirectory()
      const query = querySqlite(join(directory, 'catalog.db'))
      return { env: {}, directory, query, seqOf: 'rowid', stop: () => {} }
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const postgres = await startPostgres()
      if (postgres === undefined) throw new Error('there was one a moment ago')
      const { url, stop } = postgres
      const env = { DATABASE_URL: url, SECRET_KEY: 'a-key-for-this-test-alone-0123456789' }
      return { env, directory: newDirectory(), query: queryPostgres(url), seqOf: 'seq', stop }
    },
  },
]

const probe = await startPostgres()
probe?.stop()
export const hasPostgres = probe !== undefined
