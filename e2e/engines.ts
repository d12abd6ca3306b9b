/** A database of its own on each engine, which a server can be started on again and a test can look into. */
import { join } from 'node:path'
import { afterAll } from 'vitest'
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
  }>
}

/** One for the whole file of tests. */
const postgres = await startPostgres()
afterAll(() => postgres?.stop())
export const hasPostgres = postgres !== undefined
let databases = 0

export const engines: readonly Engine[] = [
  {
    name: 'SQLite',
    open: async () => {
      const directory = newDirectory()
      const query = querySqlite(join(directory, 'catalog.db'))
      return { env: {}, directory, query, seqOf: 'rowid' }
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      if (postgres === undefined) throw new Error('there is none')
      databases += 1
      const name = `catalog_${databases}`
      await queryPostgres(postgres.url)(`create database ${name}`)
      const url = new URL(name, postgres.url).href
      const env = { DATABASE_URL: url, SECRET_KEY: 'a-key-for-this-test-alone-0123456789' }
      return { env, directory: newDirectory(), query: queryPostgres(url), seqOf: 'seq' }
    },
  },
]
