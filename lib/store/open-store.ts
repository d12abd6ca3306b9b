import 'server-only'
import { env } from '@/lib/env'
import { openPostgresStore } from '@/lib/store/postgres/postgres-store'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Store } from '@/lib/store/store'

/** Opens and migrates the database that `DATABASE_URL` names. Once per process: `lib/http/services.ts` sees to that. */
export const openStore = (): Promise<Store> =>
  env.DATABASE_URL.startsWith('file:')
    ? openSqliteStore(env.DATABASE_URL.slice('file:'.length))
    : openPostgresStore(env.DATABASE_URL)
