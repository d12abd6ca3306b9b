/** Invitations by mail, where the settings name a server for it (docs/contract/people.md#links-for-a-password). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, encoded, type RunningServer, startServerWithAdministrator } from '@/e2e/server'
import { type SmtpServer, smtpServer } from '@/lib/auth/mail/testing'

type Running = RunningServer & { token: string }
let smtp: SmtpServer
let mailing: Running
let silent: Running
beforeAll(async () => {
  smtp = await smtpServer()
  const env = {
    SMTP_URL: `smtp://${smtp.address}`,
    MAIL_FROM: 'Catalogue <catalog@example.com>',
    PUBLIC_URL: 'http://catalog.example.com/',
  }
  ;[mailing, silent] = await Promise.all([startServerWithAdministrator({ env }), startServerWithAdministrator()])
})
afterAll(async () => {
  await Promise.all([mailing?.stop(), silent?.stop()])
  smtp?.server.close()
})

async function invited(server: Running, name: string) {
  const body = { name, email: `${name}@example.com` }
  const { id } = (await call(server, 'POST', 'users', { token: server.token, body })).body
  const link = await call(server, 'POST', '../x/passwordLinks', {
    token: server.token,
    body: { userId: id, send: true },
  })
  const accounts = await call(server, 'GET', `../x/accounts?ids=${id}`, { token: server.token })
  return { id, link, accounts: accounts.body }
}

test('the link comes by mail, leads to the public address, whatever the request says of its host, and works', async () => {
  const { link, accounts } = await invited(mailing, 'kim')
  expect([link.status, accounts.mail]).toEqual([201, true])
  expect(link.body).toMatchObject({ sentTo: 'kim@example.com' })
  expect(accounts.data).toMatchObject([{ hasPassword: false, linkMadeBy: 'admin' }])
  const said = smtp.heard.join('\n').replaceAll('=\n', '').replaceAll('=3D', '=')
  expect(smtp.heard).toContain('RCPT TO:<kim@example.com>')
  const [, token] = /http:\/\/catalog\.example\.com\/join\?token=([\w-]{43})\s/.exec(said) ?? []
  expect(link.body.path).toBe(`/join?token=${token}`)
  const password = 'Kims-password-1'
  const redeemed = await fetch(`${mailing.url}/api/auth/password-link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://catalog.example.com' },
    body: JSON.stringify({ token, password }),
  })
  expect(redeemed.status).toBe(200)
  const signedIn = await call(mailing, 'POST', 'users/login', {
    body: { email: 'kim@example.com', password: encoded(password) },
  })
  expect(signedIn.status).toBe(200)
})

test('without a server for mail it is refused, and no link is made', async () => {
  const { link, accounts } = await invited(silent, 'kim')
  expect([link.status, accounts.mail]).toEqual([400, false])
  expect(accounts.data).toEqual([expect.not.objectContaining({ linkEndsAt: expect.anything() })])
})

test('a server that is away is told of, and what was not sent can be made again', async () => {
  smtp.server.close()
  const { id, link } = await invited(mailing, 'lea')
  expect(link.status).toBe(503)
  expect(link.body.message).toMatch(/^The mail to lea@example\.com was not sent: /)
  const again = await call(mailing, 'POST', '../x/passwordLinks', { token: mailing.token, body: { userId: id } })
  expect(again.status).toBe(201)
})
