import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessibility'

/** No page before is of this kind, nor one of a run of the same test again. */
const kind = `of-${randomUUID()}`
const row = '<tr><th scope="row"><a href="#a">A name</a></th><td><button>Edit</button></td></tr>'
const named = '<p id="name">Add</p><button aria-labelledby="name"></button>'

interface Parts {
  readonly head?: string
  /** The twelfth row. */
  readonly twelfth?: string
  readonly after?: string
}

/** Of a list of twenty rows, as a document of its own. */
function listOf(page: Page, { head = '<title>List</title>', twelfth = row, after = named }: Parts = {}) {
  const styles =
    'a, button { display: inline-block; min-height: 30px; min-width: 60px } body { color: #222; background: #fff }' +
    '[data-theme=dark] :is(body, a, button) { color: #eee; background: #111 } [data-theme=dark] .dim { color: #333 }'
  const rows = Array.from({ length: 20 }, (_, at) => (at === 11 ? twelfth : row)).join('')
  const body = `<main class="${kind}"><h1>List</h1><table><tbody>${rows}</tbody></table>${after}</main>`
  const text = `<!doctype html><html lang="en"><head>${head}<style>${styles}</style></head><body>${body}</body></html>`
  return page.goto(`data:text/html,${encodeURIComponent(text)}`)
}
/** Axe answers that all is well from now on; gives how often it has been asked about colours since. */
async function watchAxe(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const found = { violations: [], incomplete: [] }
    const run = (_: unknown, { runOnly }: { runOnly: unknown }) => {
      if (Array.isArray(runOnly)) Object.assign(window, { asked: Number(Reflect.get(window, 'asked') ?? 0) + 1 })
      return found
    }
    Object.assign(window, { axe: { run } })
  })
  return () => page.evaluate(() => Number(Reflect.get(window, 'asked') ?? 0))
}

test('colours that were found clean are not looked at again, as long as they are the same', async ({ page }) => {
  await listOf(page)
  await expectAccessible(page)
  await listOf(page, { twelfth: row.replace('A name', 'Another name') })
  const asked = await watchAxe(page)
  await expectAccessible(page)
  expect(await asked()).toBe(0)
  // On the light ground alone: on the dark one the link has a ground of its own.
  await page.evaluate(() => document.querySelector('th')?.setAttribute('style', 'background: #fffffe'))
  await expectAccessible(page)
  expect(await asked()).toBe(1)
})

const faults: Readonly<Record<string, readonly [rule: string, Parts]>> = {
  'a button without a name': ['button-name', { twelfth: row.replace('>Edit<', '> <') }],
  'a button whose name has gone': ['button-name', { after: named.replace('id="name"', 'id="elsewhere"') }],
  'grey on grey': ['color-contrast', { twelfth: row.replace('<button', '<button style="color:#999;background:#aaa"') }],
  'dark on dark': ['color-contrast', { twelfth: row.replace('<button', '<button class="dim"') }],
  'grey from what it stands in': ['color-contrast', { twelfth: row.replace('<td', '<td style="opacity:0.3"') }],
  'a target too small beside another': [
    'target-size',
    {
      twelfth: row.replace(
        '<button>Edit</button>',
        '<button style="min-width:0;min-height:0;width:9px;height:9px;padding:0" aria-label="Edit"></button>'.repeat(2),
      ),
    },
  ],
  'a row in no table': ['aria-required-parent', { after: '<div role="row"><div role="cell">Cell</div></div>' }],
  'a document without a title': ['document-title', { head: '' }],
  'a field without a label': ['label', { after: '<label for="other">Name</label><input id="one">' }],
}

for (const [name, [rule, parts]] of Object.entries(faults))
  test(`${name} is found in what was clean before, and found again`, async ({ page }) => {
    await listOf(page)
    await expectAccessible(page)
    await listOf(page, parts)
    await expect(expectAccessible(page)).rejects.toThrow(`${rule}: `)
    await expect(expectAccessible(page)).rejects.toThrow(`${rule}: `)
  })
