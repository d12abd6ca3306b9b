import 'server-only'
import { env } from '@/lib/app/env'
import { openPostgresStore } from '@/lib/store/postgres/postgres-store'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Store } from '@/lib/store/store'

/** Opens and migrates the database that `DATABASE_URL` names. Once per process: `lib/app/services.ts` sees to that. */
export async function openStore(): Promise<Store> {
  const url = env.DATABASE_URL
  const file = url.startsWith('file:') ? url.slice('file:'.length) : undefined
  try {
    return await (file === undefined ? openPostgresStore(url) : openSqliteStore(file))
  } catch (cause) {
    // Never the whole address: it has a password in it.
    const what = file ?? (URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : 'the database')
    throw new Error(`DATABASE_URL: ${what} cannot be opened: ${messageOf(cause)}`, { cause })
  }
}

/** Of several addresses that were tried, what each said. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
