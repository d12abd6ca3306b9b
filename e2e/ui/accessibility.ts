/** Whether pages are accessible, as far as axe can see. What it has found clean in this run it is not shown again. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { RunOnly } from 'axe-core'
import { kept } from '../template'
import { type Signed, signElements } from './signatures'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const grounds: readonly (readonly ['light' | 'dark', RunOnly])[] = [
  ['light', { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }],
  ['dark', { type: 'rule', values: ['color-contrast'] }],
]

/** Of all workers of a run: each takes one file of journeys, and four are at work at the same time. */
const shared = kept === undefined ? undefined : join(kept, 'found-clean')
const clean = new Set<string>()
let read = 0

/** What others have found clean since. */
function takeOver(): void {
  if (shared === undefined || !existsSync(shared)) return
  const text = readFileSync(shared, 'latin1')
  // Of a line that is being written there is the beginning only.
  const end = text.lastIndexOf('\n') + 1
  for (const signature of text.slice(read, end).split('\n')) clean.add(signature)
  read = end
}

/** No violation of WCAG 2.2 A and AA that axe can see, on the light ground and, as to colours, on the dark one. */
export async function expectAccessible(page: Page): Promise<void> {
  takeOver()
  const seen: string[] = []
  for (const [colorScheme, runOnly] of grounds) {
    await page.emulateMedia({ colorScheme })
    await comeToRest(page)
    const seed = `${colorScheme} ${page.viewportSize()?.width}`
    const signatures = await page.evaluate(signElements, seed)
    const known = signatures.filter((signature) => clean.has(signature))
    // The same page has been looked at on the dark ground as well.
    if (known.length === signatures.length) break
    const look = await lookAtNew(page, runOnly, known)
    if (look.isClean) {
      // What has changed meanwhile may have been looked at as it was, or as it is.
      const still = new Set(await page.evaluate(signElements, seed))
      seen.push(...look.seen.filter((signature) => still.has(signature)))
      continue
    }
    // Rows can be asked for again while it looks; what is wrong is wrong the second time, too.
    await comeToRest(page)
    expect(await violations(page, runOnly), colorScheme).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  remember(seen)
}

/** Rows that are asked for again are dimmed meanwhile: what is looked at are those that come. */
async function comeToRest(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true]:has(table, li)')).toHaveCount(0)
  // Colours fade from one ground to the other; what is half way has the contrast of neither. Not waited for: what goes on
  // for ever, or is out of sight and drawn no more, has no end.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish()
  })
}

/** Axe is brought once to each document, which takes as long as asking it. */
async function bringAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
}

/** What is wrong in the whole page. */
async function violations(page: Page, runOnly: RunOnly): Promise<string[]> {
  await bringAxe(page)
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') } // which has just been brought
    // What passes is not described, which takes half the time.
    const found = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  }, runOnly)
}

/**
 * Whether that is clean which is not known to be, of what is many times in the page the first; and the signatures of what
 * was looked at. Where axe cannot tell, as of words with something before them, each is looked at, and each time again.
 */
async function lookAtNew(page: Page, runOnly: RunOnly, known: readonly string[]) {
  await bringAxe(page)
  return page.evaluate(
    async (given) => {
      // Of a document that has come since, nothing is signed, and all is looked at.
      const { axe, signed = [] } = window as unknown as { axe: typeof import('axe-core'); signed?: Signed[] }
      const places = new Map(signed.map((one) => [one.element, one]))
      const doubtful = new Set<string>()
      for (;;) {
        const found = new Set(given.known)
        const looked: string[] = []
        const leftOut: Signed[] = []
        const isOut = new Set<Element>()
        for (const one of signed) {
          if (one.parent !== undefined && isOut.has(one.parent)) isOut.add(one.element)
          else if (found.has(one.signature) && !doubtful.has(one.signature)) {
            isOut.add(one.element)
            leftOut.push(one)
          } else {
            looked.push(one.signature)
            found.add(one.signature)
          }
        }
        // Rules about the document see all of it: axe counts as a page what has the whole document to look at, less some.
        const { violations, incomplete } = await axe.run(
          { include: [document.documentElement], exclude: leftOut.map(({ element }) => element) },
          { runOnly: given.runOnly, elementRef: true, resultTypes: ['violations', 'incomplete'] },
        )
        // Others leave to a person what the signature tells, such as where the focus is held in a dialog.
        for (const { id, nodes } of incomplete)
          if (id === 'color-contrast' || id === 'target-size')
            for (const { element } of nodes)
              for (let at = element && places.get(element); at; at = at.parent && places.get(at.parent))
                doubtful.add(at.signature)
        if (violations.length > 0 || !leftOut.some(({ signature }) => doubtful.has(signature)))
          return { isClean: violations.length === 0, seen: looked.filter((signature) => !doubtful.has(signature)) }
      }
    },
    { runOnly, known },
  )
}

function remember(signatures: readonly string[]): void {
  for (const signature of signatures) clean.add(signature)
  if (shared === undefined || signatures.length === 0) return
  mkdirSync(dirname(shared), { recursive: true })
  appendFileSync(shared, signatures.map((signature) => `${signature}\n`).join(''))
}
