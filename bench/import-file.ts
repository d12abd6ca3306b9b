/**
 * `npm run bench -- --import`: a file of 100,000 rows and 12 columns on the import screen, in Chromium (`CHROME_PATH`, or
 * the one that Playwright has), against parsing the same text and nothing else.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import Papa from 'papaparse'
import { note, number, password } from './client.ts'
import { startDashcat } from './server.ts'

const rows = 100_000
const headers = 'name,service,displayName,description,sourceUrl,project,dashboardType,tags,owners,tier,Comment,Panels'

const row = (at: number): string =>
  `d${at},bench,"Dashboard, number ${at}",What it shows ${at},https://bi.example.com/d/${at},Project ${at % 50},Report,` +
  `PII.None,,${1 + (at % 5)},"a ""note"" of ${at}",${at % 30}`

/** Resident memory of the processes that show pages, in MB: page and worker share one. */
async function memory(page: Page): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession()
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {}
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024)
  return Math.max(...sizes)
}

export async function benchImport(): Promise<void> {
  const text = `${headers}\n${Array.from({ length: rows }, (_, at) => row(at)).join('\n')}\n`
  const path = join(mkdtempSync(join(tmpdir(), 'dashcat-bench-')), 'rows.csv')
  writeFileSync(path, text)
  const server = await startDashcat(password)
  const { CHROME_PATH } = process.env
  const browser = await chromium.launch({ ...(CHROME_PATH !== undefined && { executablePath: CHROME_PATH }) })
  try {
    const page = await browser.newPage({ baseURL: server.url })
    await page.goto('/sign-in')
    await page.getByRole('textbox', { name: 'Email' }).fill('admin@example.com')
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Dashboards', level: 1 }).waitFor()
    await page.goto('/import')
    await page.evaluate(() => {
      const longest = { ms: 0 }
      Object.assign(window, { longest })
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration)
      }).observe({ type: 'longtask' })
    })
    const before = await memory(page)
    const chosen = performance.now()
    await page.getByLabel('File to import').setInputFiles(path)
    await page.getByRole('cell', { name: 'd0', exact: true }).or(page.getByText('d0 · d1 · d2')).first().waitFor()
    const shown = performance.now() - chosen
    await page.getByRole('button', { name: 'Preview changes' }).waitFor()
    const read = performance.now() - chosen
    const asked = performance.now()
    await page.getByRole('button', { name: 'Preview changes' }).click()
    await page.getByRole('table', { name: 'Planned changes' }).waitFor({ timeout: 600_000 })
    const checked = performance.now() - asked
    const longest = await page.evaluate(() => (window as unknown as { longest: { ms: number } }).longest.ms) // put there above
    const after = await memory(page)
    const bareStart = performance.now()
    Papa.parse(text)
    const bare = performance.now() - bareStart
    note('file of 100,000 rows', 'import screen', 'bare parse', 'ratio')
    note('  first rows', `${number(shown)} ms`)
    note('  read, columns told', `${number(read)} ms`, `${number(bare)} ms`, number(read / bare, 1))
    note('  sent, every row planned by the server', `${number(checked)} ms`)
    note('  longest task of the page', `${number(longest)} ms`)
    note('  memory of page and worker', `${number(after)} MB`, `${number(before)} MB before`)
  } finally {
    await browser.close()
    await server.stop()
  }
}
