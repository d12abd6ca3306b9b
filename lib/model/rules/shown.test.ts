import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connections } from '@/lib/model/entities/connection'
import { dashboardServices, serviceType } from '@/lib/model/entities/dashboard-service'
import { mask, restore, secret, shown, text, url } from '@/lib/model/rules/shown'

const superset = {
  type: 'Superset',
  hostPort: 'https://superset.example.com',
  connection: { provider: 'db', username: 'reader', password: 'pw', sslConfig: { sslKey: 'key' } },
}

describe('what people see', () => {
  test('is what the shape of the tool allows, and nothing else', () => {
    expect(shown(connections.Superset, superset)).toEqual({
      ...superset,
      connection: { provider: 'db', username: 'reader', password: mask, sslConfig: { sslKey: mask } },
    })
    expect(
      shown(connections.Tableau, { authType: { personalAccessTokenName: 'n', personalAccessTokenSecret: 's' } }),
    ).toEqual({ authType: { personalAccessTokenName: 'n', personalAccessTokenSecret: mask } })
    expect(shown(connections.Mode, { accessToken: 'a', workspaceName: 'w' })).toEqual({
      accessToken: mask,
      workspaceName: 'w',
    })
  })

  test('of members without a shape are only their names, whatever they are called', () => {
    const config = {
      type: 'CustomDashboard',
      sslKey: 'a',
      connectionString: 'b',
      sqlAlchemyUri: 'c',
      pwd: 'd',
      headers: [{ Authorization: 'e', Cookie: 'f' }],
      pin: 1234,
      verify: false,
      connectionOptions: { key: 'g' },
      toString: 'h',
    }
    expect(shown(connections.CustomDashboard, config)).toEqual({
      type: 'CustomDashboard',
      sslKey: mask,
      connectionString: mask,
      sqlAlchemyUri: mask,
      pwd: mask,
      headers: [{ Authorization: mask, Cookie: mask }],
      pin: mask,
      verify: false,
      connectionOptions: { key: mask },
      toString: mask,
    })
  })

  test.each([
    ['https://tool.example.com/path', 'https://tool.example.com/path'],
    ['https://user:pass@tool.example.com/path', 'https://tool.example.com/path'],
    ['https:///user:pass@tool.example.com', 'https:///tool.example.com'],
    ['https:user:pass@tool.example.com', 'tool.example.com'],
    ['https://user:p@ss@tool.example.com', 'https://tool.example.com'],
    ['https://tool.example.com/x?token=abc&user=me', `https://tool.example.com/x?${mask}`],
    ['https://tool.example.com/x#access_token=abc', `https://tool.example.com/x?${mask}`],
    ['https://tool.example.com/x;jsessionid=abc', `https://tool.example.com/x?${mask}`],
    ['https://tool.example.com/@team', 'https://tool.example.com/@team'],
  ])('of the address %s is %s', (address, expected) => {
    expect(shown(url(), address)).toBe(expected)
  })

  test('of an address that is none is nothing', () => {
    expect(shown(url(), 'user@tool')).toBe(mask)
  })

  test.each([
    ['user:pass@db.example.com:5432', 'db.example.com:5432'],
    ['user:pa?ss@db.example.com:5432', 'db.example.com:5432'],
    ['db.example.com:5432', 'db.example.com:5432'],
  ])('of the host %s of a database is %s', (hostPort, expected) => {
    const seen = shown(connections.Superset, {
      hostPort: 'https://a',
      connection: { type: 'Postgres', username: 'u', database: 'd', hostPort },
    })
    expect(seen).toMatchObject({ connection: { hostPort: expected } })
  })
})

describe('what is sent back', () => {
  const schema = z.strictObject({ hostPort: url(), name: text(), password: secret(), other: secret().optional() })
  const stored = { hostPort: 'https://u:p@a.example.com', name: 'n', password: 'pw' }
  const seen = { hostPort: 'https://a.example.com', name: 'n', password: mask }

  test('as it was shown stays as it is stored', () => {
    expect(restore(schema, seen, stored)).toEqual({ value: stored })
    expect(restore(schema, { ...seen, name: 'm' }, stored)).toEqual({ value: { ...stored, name: 'm' } })
  })

  test('with another host keeps no secret', () => {
    const hostPort = 'https://evil.example.com'
    expect(restore(schema, { ...seen, hostPort }, stored)).toEqual({ redirected: '/hostPort' })
    const anew = { hostPort, name: 'n', password: 'new' }
    expect(restore(schema, anew, stored)).toEqual({ value: anew })
  })

  test('without the host keeps no secret either', () => {
    const optional = z.strictObject({ hostPort: url().optional(), password: secret() })
    const given = { hostPort: 'https://a.example.com', password: 'pw' }
    expect(restore(optional, { password: mask }, given)).toEqual({ redirected: '/hostPort' })
  })

  test('keeps a secret in its place alone', () => {
    expect(restore(schema, { ...seen, other: mask }, stored)).toEqual({ masked: '/other' })
    expect(restore(schema, seen, undefined)).toEqual({ masked: '/password' })
  })

  test('keeps no secret when what is not checked any more is the certificate', () => {
    const sent = { ...superset, connection: { ...superset.connection, password: mask, verifySSL: 'ignore' } }
    expect(restore(connections.Superset, sent, superset)).toEqual({ redirected: '/connection/verifySSL' })
  })

  test('keeps no secret of another tool beside an option that changes', () => {
    const before = { type: 'CustomDashboard', server: 'a', password: 'pw' }
    const sent = { type: 'CustomDashboard', server: 'b', password: mask }
    expect(restore(connections.CustomDashboard, sent, before)).toEqual({ redirected: '/server' })
  })
})

describe('the shapes of connections', () => {
  const accepts = (type: string, config: unknown) =>
    dashboardServices.createSchema.safeParse({ name: 's', serviceType: type, connection: { config } })

  test('are there for every tool', () => {
    expect(Object.keys(connections).toSorted()).toEqual(serviceType.options.toSorted())
  })

  test('refuse what the tool does not have, and name it', () => {
    const { error } = accepts('Superset', { type: 'Superset', foo: 1 })
    expect(error?.issues.map(({ path, code }) => [path.join('.'), code])).toEqual([
      ['connection.config.hostPort', 'invalid_type'],
      ['connection.config.connection', 'invalid_type'],
      ['connection.config', 'unrecognized_keys'],
    ])
  })

  test('name the mistake in the alternative that was meant', () => {
    const { error } = accepts('Superset', { ...superset, connection: { provider: 'db', username: 'u' } })
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['connection.config.connection.password'])
  })

  test.each([
    ['Superset', superset],
    ['CustomDashboard', { type: 'CustomDashboard', anything: { at: ['all'] } }],
    ['Tableau', undefined],
  ])('accept what a %s has', (type, config) => {
    expect(accepts(type, config).success).toBe(true)
  })

  test('refuse the connection of another tool', () => {
    expect(accepts('Looker', superset).success).toBe(false)
    expect(accepts('CustomDashboard', { anything: 1 }).success).toBe(false)
  })

  test('never repeat a value that they refuse', () => {
    const { error } = accepts('Superset', { ...superset, hostPort: 'hunter2 hunter2', connection: 'hunter2' })
    expect(JSON.stringify(error)).not.toContain('hunter2')
  })
})
