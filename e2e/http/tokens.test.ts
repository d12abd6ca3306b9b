import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
let outsideKey: CryptoKey
const keySets = createServer()

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  outsideKey = privateKey
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'outside', alg: 'RS256', use: 'sig' }] }
  keySets.on('request', (_request, response) => response.end(JSON.stringify(keys)))
  await new Promise<void>((resolve) => keySets.listen(0, '127.0.0.1', resolve))
  const { port } = keySets.address() as AddressInfo // a TCP server's
  server = await startServerWithAdministrator({
    env: {
      TOKEN_JWKS_URL: `http://127.0.0.1:${port}/keys`,
      TOKEN_ISSUER: 'https://idp.example.com',
      TOKEN_AUDIENCE: 'dashcat',
    },
  })
  await call(server, 'PUT', 'users', {
    token: server.token,
    body: { name: 'grace', email: 'Grace.Hopper@example.com' },
  })
})
afterAll(async () => {
  await server.stop()
  keySets.close()
})

const me = (token?: string, headers: Record<string, string> = {}) =>
  call(server, 'GET', 'users/loggedInUser', { headers, ...(token !== undefined && { token }) })
const refusal = async (token?: string, headers?: Record<string, string>) => {
  const { status, body } = await me(token, headers)
  return { status, message: body.message }
}

describe('without a token that can be read', () => {
  test.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic abc' }],
    ['nothing after Bearer', { authorization: 'Bearer ' }],
    ['two words after Bearer', { authorization: 'Bearer a b' }],
  ])('%s: 401 as OpenMetadata says it', async (_name, headers) => {
    const { status, headers: answered, body } = await me(undefined, headers)
    expect(status).toBe(401)
    expect(body).toMatchObject({ code: 401, errorType: 'UNAUTHORIZED', message: 'Not Authorized! Token not present' })
    expect(body.requestId).toBe(answered.get('x-request-id'))
    expect(answered.get('www-authenticate')).toBe('om-auth')
  })

  test.each(['x', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.'])('%s is no token', async (token) => {
    const { status, message } = await refusal(token)
    expect(status).toBe(401)
    expect(message).toMatch(/^Invalid token\./)
  })
})

describe('a token of ours', () => {
  const parts = () => server.token.split('.')
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  test('with other claims under its signature is refused', async () => {
    const [header, claims = '', signature] = parts()
    const forged = encode({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'ingestion-bot' })
    expect(await refusal(`${header}.${forged}.${signature}`)).toEqual({
      status: 401,
      message: 'Invalid token. Token verification failed. Public key mismatch.',
    })
  })

  test('unsigned, or signed with the public key as a secret, is refused', async () => {
    const [header = '', claims] = parts()
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
    expect((await refusal(`${encode({ alg: 'none', kid })}.${claims}.`)).status).toBe(401)
    const { body } = await call(server, 'GET', 'system/config/jwks')
    const secret = Buffer.from(JSON.stringify(body.keys))
    const signed = await new SignJWT({ sub: 'admin' }).setProtectedHeader({ alg: 'HS256', kid }).sign(secret)
    expect((await refusal(signed)).status).toBe(401)
  })

  test('by a key of nobody here is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const token = await new SignJWT({ sub: 'admin' })
      .setProtectedHeader({ alg: 'RS256', kid: 'stranger' })
      .sign(privateKey)
    expect(await refusal(token)).toEqual({
      status: 401,
      message: 'Invalid token. Token verification failed. Public key mismatch.',
    })
  })
})

describe('a token of the configured issuer', () => {
  const later = Math.floor(Date.now() / 1000) + 3600
  const sign = (claims: JWTPayload, kid = 'outside') =>
    new SignJWT({ iss: 'https://idp.example.com', aud: 'dashcat', exp: later, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(outsideKey)
  const address = 'Grace.Hopper@example.com'

  test('stands for the user with its verified address, in whatever case, or its name', async () => {
    expect((await me(await sign({ email: address, email_verified: true }))).body.name).toBe('grace')
    expect((await me(await sign({ email: address, email_verified: 'true' }))).body.name).toBe('grace')
    expect((await me(await sign({ preferred_username: address, email_verified: true }))).body.name).toBe('grace')
    expect((await me(await sign({ preferred_username: 'grace' }))).body.name).toBe('grace')
    expect((await me(await sign({ sub: 'admin', aud: ['other', 'dashcat'] }))).body.name).toBe('admin')
  })

  test('is refused once expired', async () => {
    const token = await sign({ sub: 'grace', exp: Math.floor(Date.now() / 1000) - 1 })
    expect(await refusal(token)).toEqual({ status: 401, message: 'Expired token!' })
  })

  test('expires while it is remembered', async () => {
    const token = await sign({ sub: 'grace', exp: Math.floor(Date.now() / 1000) + 5 })
    expect((await me(token)).status).toBe(200)
    await expect.poll(async () => (await me(token)).body.message, { timeout: 15_000 }).toBe('Expired token!')
  })

  test.each([
    ['of another issuer', { iss: 'https://other.example.com', sub: 'grace' }],
    ['of no issuer', { iss: undefined, sub: 'grace' }],
    ['for another audience', { aud: 'other', sub: 'grace' }],
    ['for no audience', { aud: undefined, sub: 'grace' }],
    ['without an end', { exp: undefined, sub: 'grace' }],
    // The library refuses to write it, but such tokens are in use.
    ['with null for its end', { exp: null as unknown as number, sub: 'grace' }],
    ['of a bot, by name', { sub: 'ingestion-bot' }],
    ['of a bot, by address', { email: 'ingestion-bot@open-metadata.org', email_verified: true }],
    ['not valid yet', { sub: 'grace', nbf: Math.floor(Date.now() / 1000) + 3600 }],
    ['of somebody unknown', { sub: 'nobody' }],
    ['of an address that only looks alike', { email: 'grace@evil.example', email_verified: true }],
    ['of an address that was not verified', { email: address, email_verified: false }],
    ['of an address of which nobody says that it was verified', { email: address }],
    ['of an address for a name that was not verified', { sub: address }],
    ['of an address longer than there are', { email: `${'a'.repeat(300)}@example.com`, email_verified: true }],
    ['of nobody', {}],
  ])('%s is refused', async (_name, claims) => {
    expect((await refusal(await sign(claims))).status).toBe(401)
  })
})

describe('a personal token', () => {
  test('works until it is revoked, and is shown once', async () => {
    const created = await call(server, 'PUT', 'users/security/token', {
      token: server.token,
      body: { tokenName: 'notebook', JWTTokenExpiry: '7' },
    })
    expect(created.body).toMatchObject({ tokenName: 'notebook', tokenType: 'PERSONAL_ACCESS_TOKEN' })
    const token = String(created.body.jwtToken)
    expect((await me(token)).body.name).toBe('admin')
    const { body: listed } = await call(server, 'GET', 'users/security/token', { token: server.token })
    expect(listed.data).toMatchObject([{ tokenName: 'notebook' }])
    expect(JSON.stringify(listed)).not.toContain('jwtToken')
    const tokenIds = [created.body.token]
    const revoked = await call(server, 'PUT', 'users/security/token/revoke', {
      token: server.token,
      body: { tokenIds },
    })
    expect(revoked.body.data).toEqual([])
    expect(await refusal(token)).toEqual({ status: 401, message: 'Invalid personal access token!' })
  })

  test('is listed with its last use', async () => {
    const { token, id } = await personalToken('used')
    const listed = async () => {
      const { body } = await call(server, 'GET', 'users/security/token', { token: server.token })
      return (body.data as { token: string; lastUsedAt?: number; lastUsedFrom?: string }[]).find(
        (row) => row.token === id,
      )
    }
    expect(await listed()).not.toHaveProperty('lastUsedAt')
    expect((await me(token)).status).toBe(200)
    await expect.poll(async () => (await listed())?.lastUsedAt).toEqual(expect.any(Number))
    expect((await listed())?.lastUsedFrom).toBe('127.0.0.1')
  })

  test('gets nobody another token, nor shows one', async () => {
    const { token } = await personalToken('copied')
    const { id } = await botToken()
    const calls: [string, string, unknown][] = [
      ['PUT', 'users/security/token', { tokenName: 'second', JWTTokenExpiry: 'Unlimited' }],
      ['PUT', `users/generateToken/${id}`, { JWTTokenExpiry: 'Unlimited' }],
      ['GET', `users/token/${id}`, undefined],
      ['GET', `users/auth-mechanism/${id}`, undefined],
    ]
    for (const [method, path, body] of calls) {
      const { status, body: answer } = await call(server, method, path, { token, body })
      expect({ path, status, message: answer.message }).toEqual({
        path,
        status: 403,
        message: 'Tokens are not given to whoever calls with a personal token or a bot’s',
      })
      expect(JSON.stringify(answer)).not.toContain('eyJ')
    }
    const { body } = await call(server, 'GET', 'users/security/token', { token: server.token })
    expect(JSON.stringify(body)).not.toContain('second')
    // The refused call has not replaced the bot's token.
    expect((await me((await botToken()).token)).body.name).toBe('ingestion-bot')
  })

  test('ends with the password, if that is wished', async () => {
    const person = { name: 'ida', email: 'ida@example.com' }
    await call(server, 'PUT', 'users', { token: server.token, body: person })
    const change = (newPassword: string, revokeTokens?: boolean) =>
      call(server, 'PUT', 'users/changePassword', {
        token: server.token,
        body: { requestType: 'USER', username: 'ida', newPassword, confirmPassword: newPassword, revokeTokens },
      })
    await change('Ida-pass-1')
    const session = await tokenOf(server, { email: person.email, password: 'Ida-pass-1' })
    const { token } = await personalToken('kept', session)
    expect((await change('Ida-pass-2')).status).toBe(200)
    expect((await me(token)).status).toBe(200)
    expect((await change('Ida-pass-3', true)).status).toBe(200)
    expect(await refusal(token)).toEqual({ status: 401, message: 'Invalid personal access token!' })
  })

  test('of somebody else is none of mine, unless I am an administrator', async () => {
    const { token: bot } = await botToken()
    expect((await call(server, 'GET', 'users/security/token?username=admin', { token: bot })).status).toBe(403)
    expect((await call(server, 'GET', 'users/security/token?username=grace', { token: server.token })).status).toBe(200)
  })

  test('is not for bots', async () => {
    const { token } = await botToken()
    const body = { tokenName: 'x', JWTTokenExpiry: '7' }
    expect((await call(server, 'PUT', 'users/security/token', { token, body })).status).toBe(400)
  })
})

const personalToken = async (tokenName: string, session = server.token) => {
  const body = { tokenName, JWTTokenExpiry: '7' }
  const { body: created } = await call(server, 'PUT', 'users/security/token', { token: session, body })
  return { token: String(created.jwtToken), id: String(created.token) }
}

const botToken = async () => {
  const { body: bot } = await call(server, 'GET', 'users/name/ingestion-bot', { token: server.token })
  const { body } = await call(server, 'GET', `users/auth-mechanism/${bot.id}`, { token: server.token })
  const { JWTToken } = body.config as { JWTToken: string } // of a bot that has one
  return { id: String(bot.id), token: JWTToken, mechanism: body }
}

describe("the ingestion bot's token", () => {
  test('is there from the first start, without an end, and the same text every time', async () => {
    const { token, mechanism } = await botToken()
    expect(mechanism).toMatchObject({ authType: 'JWT', config: { JWTTokenExpiry: 'Unlimited' } })
    expect((await botToken()).token).toBe(token)
    expect((await me(token)).body).toMatchObject({ name: 'ingestion-bot', isBot: true })
  })

  test('is shown to administrators only', async () => {
    const grace = await call(server, 'GET', 'users/name/grace', { token: server.token })
    const { id } = await botToken()
    const given = {
      requestType: 'USER',
      username: 'grace',
      newPassword: 'Grace-pass-1',
      confirmPassword: 'Grace-pass-1',
    }
    await call(server, 'PUT', 'users/changePassword', { token: server.token, body: given })
    const login = { email: grace.body.email, password: Buffer.from('Grace-pass-1').toString('base64') }
    const { body } = await call(server, 'POST', 'users/login', { body: login })
    const asGrace = { token: String(body.accessToken) }
    expect((await call(server, 'GET', `users/auth-mechanism/${id}`, asGrace)).status).toBe(403)
    expect((await call(server, 'PUT', `users/generateToken/${id}`, { ...asGrace, body: {} })).status).toBe(403)
  })

  test('is refused once another has been generated', async () => {
    const { id, token } = await botToken()
    const { body } = await call(server, 'PUT', `users/generateToken/${id}`, {
      token: server.token,
      body: { JWTTokenExpiry: '30' },
    })
    expect(body.JWTTokenExpiry).toBe('30')
    expect(await refusal(token)).toEqual({
      status: 401,
      message: "The given token does not match the current bot's token!",
    })
    expect((await me(String(body.JWTToken))).status).toBe(200)
  })
})
