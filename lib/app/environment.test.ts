import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readEnvironment, settings } from '@/lib/app/environment'

describe('the settings', () => {
  test('have a default for everything needed, and only this machine can connect', () => {
    expect(readEnvironment({})).toMatchObject({
      DATABASE_URL: 'file:./data/catalog.db',
      PORT: 3000,
      HOST: 'localhost',
      MAX_BODY_MB: 32,
      TRUST_PROXY: false,
    })
  })

  test('an empty variable counts as absent', () => {
    expect(readEnvironment({ PORT: '', SECRET_KEY: '' })).toMatchObject({ PORT: 3000 })
  })

  test.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://u:p@h1,h2/db' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgresql://h1:5432,h2:5433/db?target_session_attrs=read-write' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://h/db', BACKUP_DIRECTORY: './copies' }, 'BACKUP_DIRECTORY'],
    [{ BACKUP_KEEP: '0' }, 'BACKUP_KEEP'],
    [{ SECRET_KEY: 'too short' }, 'SECRET_KEY'],
    [{ PUBLIC_URL: 'catalog' }, 'PUBLIC_URL'],
    [{ TRUST_PROXY: 'maybe' }, 'TRUST_PROXY'],
    [{ IMPORT_URL_HOSTS: 'https://bi.example.com/' }, 'IMPORT_URL_HOSTS\\.\\d'],
  ])('%o is refused in one line that names the variable', (variables, name) => {
    expect(() => readEnvironment(variables)).toThrow(new RegExp(`^Settings are not right\\. ${name}: [^\\n]+$`))
  })

  test.each(['postgres://u:p,w@h/db', 'postgres://h/db?options=a,b', 'file:./a,b.db'])('%s names one place', (url) => {
    expect(readEnvironment({ DATABASE_URL: url })).toMatchObject({ DATABASE_URL: url })
  })

  test('hosts are given with commas or spaces between them, and none if nobody says', () => {
    expect(readEnvironment({}).IMPORT_URL_HOSTS).toBeUndefined()
    expect(readEnvironment({ IMPORT_URL_HOSTS: 'BI.example.com, *.example.org' }).IMPORT_URL_HOSTS).toEqual([
      'bi.example.com',
      '*.example.org',
    ])
  })

  test('a refused secret is not repeated', () => {
    expect(() => readEnvironment({ SECRET_KEY: 'hunter2' })).not.toThrow('hunter2')
  })
})

describe('what is written about the settings', () => {
  const names = Object.keys(settings.shape).toSorted()
  const defaults = Object.entries(readEnvironment({})).map(([name, value]) => [name, String(value)] as const)

  test('names each of them once in .env.example, with its default, and sets none', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n')
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
    const shown = lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^#([A-Z_]+)=(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name, value]]
    })
    expect(shown.map(([name]) => name).toSorted()).toEqual(names)
    expect(shown.filter(([, value]) => value !== '').toSorted()).toEqual(defaults.toSorted())
  })

  test('names each of them once in the README', () => {
    const [, table = ''] = readFileSync('README.md', 'utf8').split('## Configure it')
    const rows =
      table
        .split('\n### ', 1)[0]
        ?.split('\n')
        .filter((line) => line.startsWith('| `')) ?? []
    const shown = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name))
    expect(shown.toSorted()).toEqual(names)
  })
})

describe('an outside issuer', () => {
  const outside = {
    TOKEN_JWKS_URL: 'https://idp.example.com/keys',
    TOKEN_ISSUER: 'https://idp.example.com',
    TOKEN_AUDIENCE: 'dashcat',
  }

  test('is known by its keys, its name and what its tokens are for', () => {
    expect(readEnvironment(outside).outsideIssuer).toEqual({
      keySetUrl: outside.TOKEN_JWKS_URL,
      issuer: outside.TOKEN_ISSUER,
      audience: outside.TOKEN_AUDIENCE,
    })
    expect(readEnvironment({}).outsideIssuer).toBeUndefined()
  })

  test.each([
    [{ ...outside, TOKEN_ISSUER: '' }, 'TOKEN_ISSUER: is required with TOKEN_JWKS_URL'],
    [{ ...outside, TOKEN_AUDIENCE: undefined }, 'TOKEN_AUDIENCE: is required with TOKEN_JWKS_URL'],
    [
      { TOKEN_JWKS_URL: outside.TOKEN_JWKS_URL },
      'TOKEN_ISSUER: is required with TOKEN_JWKS_URL; TOKEN_AUDIENCE: is required with TOKEN_JWKS_URL',
    ],
    [{ ...outside, TOKEN_JWKS_URL: 'idp.example.com' }, 'TOKEN_JWKS_URL: must begin with http:// or https://'],
    [{ PUBLIC_URL: 'ftp://catalog.example.com' }, 'PUBLIC_URL: must begin with http:// or https://'],
  ])('%o: is refused, as is an address that nobody could fetch', (variables, problem) => {
    expect(() => readEnvironment(variables)).toThrow(new Error(`Settings are not right. ${problem}`))
  })
})

describe('a server for mail', () => {
  const mail = { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'c@example.com', PUBLIC_URL: 'https://example.com/' }

  test('is known with whom mail comes from and where its links lead', () => {
    const known = { url: mail.SMTP_URL, from: mail.MAIL_FROM, publicUrl: 'https://example.com' }
    expect(readEnvironment(mail).mail).toEqual(known)
    expect(readEnvironment({ MAIL_FROM: mail.MAIL_FROM }).mail).toBeUndefined()
  })

  test.each([
    [{ ...mail, MAIL_FROM: '' }, 'MAIL_FROM: is required with SMTP_URL'],
    [{ ...mail, PUBLIC_URL: '' }, 'PUBLIC_URL: is required with SMTP_URL, for the links in mail'],
    [{ ...mail, SMTP_URL: 'https://mail.example.com' }, 'SMTP_URL: must begin with smtp:// or smtps://'],
  ])('%o is refused', (variables, problem) => {
    expect(() => readEnvironment(variables)).toThrow(new Error(`Settings are not right. ${problem}`))
  })
})
