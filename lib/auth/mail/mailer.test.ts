import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { createMailer, passwordMail } from '@/lib/auth/mail/mailer'
import { type SmtpServer, smtpServer } from '@/lib/auth/mail/testing'

let running: SmtpServer | undefined
afterEach(() => running?.server.close())
async function smtp(answers: Readonly<Record<string, string>> = {}): Promise<SmtpServer> {
  running = await smtpServer(answers)
  return running
}

const mail = passwordMail({
  name: 'Kim\r\nBcc: all@example.com, Park',
  email: 'kim@example.com',
  link: 'https://catalog.example.com/join?token=abc',
  expiresAt: Date.UTC(2026, 11, 1),
  isInvitation: true,
})

test('the link comes to one person, with name and password of the settings', async () => {
  const { heard, address } = await smtp()
  await createMailer(`smtp://us%40er:p%20w@${address}`, 'Catalogue <catalog@example.com>').send(mail)
  expect(heard).toContain(`AUTH PLAIN ${Buffer.from('\0us@er\0p w').toString('base64')}`)
  expect(heard.filter((line) => line.startsWith('MAIL FROM'))).toEqual(['MAIL FROM:<catalog@example.com>'])
  expect(heard.filter((line) => line.startsWith('RCPT TO'))).toEqual(['RCPT TO:<kim@example.com>'])
  expect(heard.filter((line) => /^bcc:/i.test(line))).toEqual([])
  const said = heard.join('\n').replaceAll('=\n', '').replaceAll('=3D', '=')
  expect(said).toContain('Subject: Your account in the dashboard catalogue')
  expect(said).toContain('https://catalog.example.com/join?token=abc')
  expect(said).toContain('Tuesday')
})

test('what the server refuses is an error', async () => {
  const { address } = await smtp({ RCPT: '550 nobody here' })
  await expect(createMailer(`smtp://${address}`, 'catalog@example.com').send(mail)).rejects.toThrow(/nobody here/)
})

test('a password is not sent over a line that others can read', async () => {
  const { heard, address, server } = await smtp({ STARTTLS: '454 not here' })
  const port = address.split(':')[1]
  // Another name of this machine, which is not known to be it.
  const elsewhere = createMailer(`smtp://user:password@127.0.0.2:${port}`, 'catalog@example.com')
  server.close()
  server.listen(Number(port), '127.0.0.2')
  await once(server, 'listening')
  await expect(elsewhere.send(mail)).rejects.toThrow(/TLS/)
  expect(heard.filter((line) => line.startsWith('AUTH'))).toEqual([])
})

test('somebody who has a password is told of a new one', () => {
  const { subject, text } = passwordMail({
    name: 'Kim',
    email: 'kim@example.com',
    link: 'https://catalog.example.com/join?token=abc',
    expiresAt: 0,
    isInvitation: false,
  })
  expect(subject).toBe('A new password for the dashboard catalogue')
  expect(text).toContain('until Thursday, 1 January 1970:')
})
