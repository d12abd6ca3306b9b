/** Whether pages are accessible, as far as axe can see. Whose colours it has found clean in this run it is not asked again. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { kept } from '../template'
import { type Colours, signColours } from './colours'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
type Axe = typeof import('axe-core')

/** Of all workers of a run: several are at work at the same time. */
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

function remember(signatures: readonly string[]): void {
  for (const signature of signatures) clean.add(signature)
  if (shared === undefined || signatures.length === 0) return
  mkdirSync(dirname(shared), { recursive: true })
  appendFileSync(shared, signatures.map((signature) => `${signature}\n`).join(''))
}

/**
 * No violation of WCAG 2.2 A and AA that axe can see, on the light ground and, as to colours, on the dark one. Colours take
 * axe three quarters of its time, and are the same in most of what there is to see.
 */
export async function expectAccessible(page: Page): Promise<void> {
  takeOver()
  await comeToRest(page)
  // Rows can be asked for again while it looks; what is wrong is wrong the second time, too.
  const first = await violations(page)
  if (first.length > 0) {
    await comeToRest(page)
    expect(await violations(page)).toEqual([])
  }
  const unknown = (await page.evaluate(signColours)).filter((signature) => !clean.has(signature))
  if (unknown.length === 0) return
  const seen = await lookAtColours(page, unknown)
  if (seen.wrong.length > 0) {
    await comeToRest(page)
    expect((await lookAtColours(page, await page.evaluate(signColours))).wrong).toEqual([])
    return
  }
  // What has changed meanwhile may have been looked at as it was, or as it is.
  const still = new Set(await page.evaluate(signColours))
  remember(seen.clean.filter((signature) => still.has(signature)))
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

/** What is wrong in the page, but for its colours. */
async function violations(page: Page): Promise<string[]> {
  // Brought once to each document, which takes as long as asking it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe } // which has just been brought
    const found = await axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
      rules: { 'color-contrast': { enabled: false } },
      // What passes is not described, which takes half the time.
      resultTypes: ['violations'],
    })
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  })
}

/**
 * Looks at what has these signatures, on each ground and of what is many times in the page the first one: what is wrong, and
 * which are clean. Where axe cannot tell, as of words with something before them, every one is looked at, and each time again.
 */
function lookAtColours(page: Page, signatures: readonly string[]) {
  return page.evaluate(async (given) => {
    const { axe, colours } = window as unknown as { axe: Axe; colours?: Colours }
    const asked = new Set(given)
    const doubtful = new Set<string>()
    const looked = new Set<string>()
    const wrong: string[] = []
    for (const ground of ['light', 'dark'] as const) {
      colours?.show(ground)
      // Of a document that has come since, nothing is signed.
      const all = colours?.texts.filter((one) => asked.has(one[ground]) && one.element.isConnected) ?? []
      const firsts = [...new Map(all.toReversed().map((one) => [one[ground], one])).values()]
      for (const which of ['firsts', 'doubtful'] as const) {
        const some = which === 'firsts' ? firsts : all.filter((one) => doubtful.has(one[ground]))
        if (some.length === 0) continue
        const { violations, incomplete } = await axe.run(
          { include: some.map(({ element }) => element) },
          { runOnly: ['color-contrast'], elementRef: true, resultTypes: ['violations', 'incomplete'] },
        )
        for (const { id, nodes } of violations)
          wrong.push(...nodes.map(({ target }) => `${id}: ${target.join(' ')}, ${ground}`))
        const untold = new Set(incomplete.flatMap(({ nodes }) => nodes.map(({ element }) => element)))
        for (const one of some) {
          looked.add(one[ground])
          if (untold.has(one.element)) doubtful.add(one[ground])
        }
      }
    }
    colours?.show()
    return { wrong, clean: [...looked].filter((signature) => !doubtful.has(signature)) }
  }, signatures)
}
