import { hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { env } from '@/lib/app/env'
import type { Sealer } from '@/lib/entities/context'
import type { Store } from '@/lib/store/store'

/**
 * `SECRET_KEY`, or a key made once and kept beside the embedded database, readable by the owner only. On PostgreSQL several
 * instances must agree, so there it has to be set.
 */
export function secretKey(): string {
  if (env.SECRET_KEY !== undefined) return env.SECRET_KEY
  if (!env.DATABASE_URL.startsWith('file:')) {
    throw new Error('SECRET_KEY is not set: with PostgreSQL every instance needs the same one (32 characters or more)')
  }
  const path = join(dirname(env.DATABASE_URL.slice('file:'.length)), 'secret.key')
  return readKey(path) ?? makeKey(path)
}

function readKey(path: string): string | undefined {
  let key: string
  try {
    key = readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
  if (key.length >= keyLengthMin) return key
  throw new Error(`${path} holds no key (${keyLengthMin} characters or more): put the one back that was made there`)
}

const keyLengthMin = 32

/** Of two processes that start at once one makes the file and both read it; nobody ever sees half of it. */
function makeKey(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  return readFileSync(path, 'utf8').trim()
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** Signs session cookies; derived, so that neither use of the key tells anything about the other. */
export const sessionSecret = (key: string): string =>
  Buffer.from(hkdfSync('sha256', key, '', 'dashcat sessions', 32)).toString('base64url')

const probeSetting = 'auth.keyProbe'

/** Throws a readable sentence when the database was set up with another key, before anything is sealed with this one. */
export async function requireSameKey(store: Store, sealer: Sealer): Promise<void> {
  const probe = await store.settleSetting(probeSetting, sealer.seal('probe'))
  try {
    sealer.open(probe)
  } catch (cause) {
    throw new Error(
      'SECRET_KEY is not the key this database was set up with (without SECRET_KEY: the file secret.key beside it)',
      { cause },
    )
  }
}
