import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSealer } from '@/lib/auth/sealer'
import { requireSameKey, sessionSecret } from '@/lib/auth/secret-key'
import { aContext } from '@/lib/entities/testing'

const given = 'a key that somebody has chosen for it'

/** The key of a server that is started with these settings. */
async function keyWith(environment: Record<string, string>): Promise<string> {
  vi.resetModules()
  for (const name of ['SECRET_KEY', 'DATABASE_URL']) vi.stubEnv(name, environment[name] ?? '')
  const { secretKey } = await import('@/lib/auth/secret-key')
  return secretKey()
}
afterEach(() => vi.unstubAllEnvs())

describe('the key of a server', () => {
  let folder: string
  let database: { DATABASE_URL: string }
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'dashcat-')), 'data')
    database = { DATABASE_URL: `file:${folder}/catalog.db` }
  })

  test('is the one that is set, on either database, and no file is made', async () => {
    expect(await keyWith({ ...database, SECRET_KEY: given })).toBe(given)
    expect(await keyWith({ DATABASE_URL: 'postgres://db/x', SECRET_KEY: given })).toBe(given)
    expect(() => statSync(folder)).toThrow('ENOENT')
  })

  test('is made once beside the embedded database, for the eyes of the owner, and kept', async () => {
    const made = await keyWith(database)
    expect(made).toMatch(/^[\w-]{43}$/)
    expect(await keyWith(database)).toBe(made)
    expect(readdirSync(folder)).toEqual(['secret.key'])
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe(`${made}\n`)
  })

  test('is never made anew where a file holds something else', async () => {
    await keyWith(database)
    for (const content of ['', 'short\n']) {
      writeFileSync(join(folder, 'secret.key'), content)
      await expect(keyWith(database)).rejects.toThrow(`${folder}/secret.key holds no key`)
      expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe(content)
    }
  })

  test('has to be set with PostgreSQL', async () => {
    await expect(keyWith({ DATABASE_URL: 'postgres://db/x' })).rejects.toThrow('SECRET_KEY is not set')
  })
})

test('a database opens with the key it was set up with, and with no other', async () => {
  const { store } = await aContext()
  await requireSameKey(store, createSealer(given))
  await requireSameKey(store, createSealer(given))
  const other = requireSameKey(store, createSealer(`${given}!`))
  await expect(other).rejects.toThrow('SECRET_KEY is not the key this database was set up with')
  await requireSameKey(store, createSealer(given))
})

test('what signs sessions is not the key, and is another for another key', () => {
  expect(sessionSecret(given)).toBe(sessionSecret(given))
  expect(sessionSecret(given)).not.toContain(given)
  expect(sessionSecret(given)).not.toBe(sessionSecret(`${given}!`))
})
