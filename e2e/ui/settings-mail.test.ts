/** Links for a password by mail, from the button to somebody who signs in (docs/contract/people.md#links-for-a-password). */
import { type SmtpServer, smtpServer } from '@/lib/auth/mail/testing'
import { freePort } from '../server'
import { test as base, expect, expectAccessible, expectNoOverflow, press } from './fixtures'

const test = base.extend<object, { readonly smtp: SmtpServer }>({
  smtp: [
    async ({ playwright: _ }, use) => {
      const smtp = await smtpServer()
      await use(smtp)
      smtp.server.close()
    },
    { scope: 'worker' },
  ],
  settings: [
    async ({ smtp }, use) => {
      // What the mail leads to is opened: it has to be known before the server is there.
      const port = String(await freePort())
      const own = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` }
      await use({ ...own, SMTP_URL: `smtp://${smtp.address}`, MAIL_FROM: 'Catalogue <catalog@example.com>' })
    },
    { scope: 'worker' },
  ],
})

test('an invitation goes out by mail, says where to, and whoever opens it signs in', async ({
  signedIn: page,
  catalogue,
  smtp,
  browser,
}) => {
  await catalogue.api('PUT', 'users', { name: 'mia', email: 'mia@example.com', displayName: 'Mia Lund' })
  await page.goto('/settings/users?user=mia')
  const sheet = page.getByRole('dialog', { name: 'Mia Lund' })
  const invitation = sheet.getByRole('region', { name: 'Invitation link' })
  await expect(invitation.getByRole('button', { name: 'Send link by mail' })).toBeVisible()
  await expectAccessible(page)
  await press(page, 'Send link by mail', 'button')
  await expect(invitation.getByText('It was sent to mia@example.com.')).toBeVisible()
  await expect(invitation.getByRole('button', { name: /by mail/ })).toHaveCount(0)
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)

  expect(smtp.heard).toContain('RCPT TO:<mia@example.com>')
  const said = smtp.heard.join('\n').replaceAll('=\n', '').replaceAll('=3D', '=')
  const [link = ''] = /http:\/\/127\.0\.0\.1:\d+\/join\?token=[\w-]{43}/.exec(said) ?? []
  await expect(invitation.getByRole('textbox', { name: 'Invitation link' })).toHaveValue(link)
  const other = await (await browser.newContext()).newPage()
  await other.goto(link)
  await other.getByRole('textbox', { name: 'Password' }).fill('Mias-password-1')
  await other.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(other.getByRole('heading', { name: 'Dashboards', level: 1 })).toBeVisible()
  await other.context().close()
})

test('a mail that cannot be sent is told of, and the link is made by hand', async ({
  signedIn: page,
  catalogue,
  smtp,
}) => {
  smtp.server.close()
  await catalogue.api('PUT', 'users', { name: 'noah', email: 'noah@example.com' })
  await page.goto('/settings/users?user=noah')
  const invitation = page.getByRole('dialog', { name: 'noah' }).getByRole('region', { name: 'Invitation link' })
  await invitation.getByRole('button', { name: 'Send link by mail' }).click()
  await expect(invitation.getByRole('alert')).toContainText('The mail to noah@example.com was not sent')
  await expectAccessible(page)
  await invitation.getByRole('button', { name: 'Make link' }).click()
  await expect(invitation.getByRole('textbox', { name: 'Invitation link' })).toHaveValue(/\/join\?token=[\w-]{43}$/)
  await expect(invitation.getByRole('alert')).toHaveCount(0)
})
