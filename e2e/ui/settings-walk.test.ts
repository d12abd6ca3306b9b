import type { Page } from '@playwright/test'
import { expect, expectNoOverflow, test } from './fixtures'

// Many pages in one.
test.describe.configure({ timeout: 120_000 })

const screens = [
  '/settings/profile',
  '/settings/tokens',
  '/settings/users?user=admin',
  '/settings/teams',
  '/settings/bots?bot=ingestion-bot',
  '/settings/roles',
  '/settings/roles?view=matrix',
  '/settings/check-access?user=admin&fqn=sample_superset.walked',
  '/settings/audit',
  '/settings/custom-properties?new=true',
  '/settings/certifications',
  '/tags/PII.Sensitive',
  '/import/history',
]

/** What the console and the server complain of while this page is used. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('response', (answer) => {
    if (answer.status() >= 400) complaints.push(`${answer.status()} ${answer.url()}`)
  })
  return complaints
}

/** What has the focus after each press of Tab, unless it is in sight and shows that it has it. */
async function unseenByTab(page: Page, presses: number): Promise<string[]> {
  const unseen: string[] = []
  for (let count = 0; count < presses; count += 1) {
    await page.keyboard.press('Tab')
    const problem = await page.evaluate(() => {
      const focused = document.activeElement
      if (focused === null || focused === document.body) return
      const isRinged = (element: Element | null) =>
        element !== null && getComputedStyle(element).outlineStyle !== 'none'
      const box = focused.getBoundingClientRect()
      const isInSight = box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth
      // A box that is drawn around an input has the ring.
      const hasRing =
        isRinged(focused) || isRinged(focused.parentElement) || isRinged(focused.parentElement?.parentElement ?? null)
      if (isInSight && hasRing) return
      return `${isInSight ? 'no ring' : 'out of sight'}: ${focused.outerHTML.slice(0, 120)}`
    })
    if (problem !== undefined) unseen.push(problem)
  }
  return unseen
}

test('no screen of the settings complains, is too wide for a phone, or hides what has the focus', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'dashboards', { name: 'walked', service: 'sample_superset' })
  const complaints = complaintsOf(page)
  await page.setViewportSize({ width: 320, height: 700 })
  for (const path of screens) {
    await page.goto(path)
    await expect(page.locator('main, [role=dialog]').first(), path).toBeVisible()
    await expectNoOverflow(page)
    expect(await unseenByTab(page, 12), path).toEqual([])
  }
  expect(complaints).toEqual([])
})

test('on a phone the foot of a sheet keeps its buttons together, and a name is not cut in two', async ({
  signedIn: page,
  pageOf,
}) => {
  const reader = await pageOf('robin')
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto('/settings/users?user=robin')
  const sheet = page.getByRole('dialog', { name: 'robin' })
  const [cancel, save] = await Promise.all(
    ['Cancel', 'Save'].map((name) => sheet.getByRole('button', { name, exact: true }).boundingBox()),
  )
  expect(cancel?.y).toBe(save?.y)
  await reader.setViewportSize({ width: 320, height: 700 })
  await reader.goto('/tags/PII.Sensitive')
  const name = reader.getByRole('heading', { name: 'Sensitive', level: 1 })
  const lines = await name.evaluate(
    (heading) => heading.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(heading).lineHeight),
  )
  expect(Math.round(lines)).toBe(1)
})
