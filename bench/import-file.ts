/**
 * `npm run bench -- --import`: a file of 100,000 rows and 12 columns, and a folder of 150 dashboards with 2,500 panels, on
 * the import screen, in Chromium (`CHROME_PATH`, or the one that Playwright has), against parsing the same text and nothing
 * else; then the same rows as a job of the server (`import-job.ts`).
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import Papa from 'papaparse'
import { api, note, number, password, signIn } from './client.ts'
import { benchImportJob } from './import-job.ts'
import { type Running, startDashcat } from './server.ts'

const rows = 100_000
const headers = 'name,service,displayName,description,sourceUrl,project,dashboardType,tags,owners,tier,Comment,Panels'

const row = (at: number): string =>
  `d${at},bench,"Dashboard, number ${at}",What it shows ${at},https://bi.example.com/d/${at},Project ${at % 50},Report,` +
  `PII.None,,${1 + (at % 5)},"a ""note"" of ${at}",${at % 30}`

const boards = 150
const panels = 2_500

/** As Grafana keeps a dashboard: most of a panel is how it is drawn. */
function board(at: number): string {
  const own = Array.from({ length: Math.floor(panels / boards) + (at < panels % boards ? 1 : 0) }, (_, id) => ({
    id: id + 1,
    type: 'timeseries',
    title: `Panel ${id} of ${at}`,
    description: 'What it shows',
    gridPos: { h: 8, w: 12, x: 0, y: 8 * id },
    fieldConfig: {
      defaults: { color: { mode: 'palette-classic' }, custom: { lineWidth: 1, fillOpacity: 10, showPoints: 'never' } },
      overrides: Array.from({ length: 4 }, (_override, of) => ({
        matcher: { id: 'byName', options: `series ${of}` },
        properties: [{ id: 'unit', value: 'percentunit' }],
      })),
    },
    options: { legend: { calcs: ['mean', 'max'], displayMode: 'table' }, tooltip: { mode: 'multi' } },
    targets: [{ refId: 'A', expr: `sum(rate(http_requests_total{board="${at}", panel="${id}"}[5m])) by (code)` }],
  }))
  return JSON.stringify({ uid: `board-${at}`, title: `Board ${at}`, tags: ['bench'], schemaVersion: 40, panels: own })
}

interface Memory {
  /** Of its own: what Chromium's task manager calls the memory footprint of a page. Page and worker share a process. */
  readonly own: number
  /** With the code of Chromium and what else it shares with other processes. */
  readonly resident: number
}

/** Looks at the largest process that shows a page, now and until it is told to stop; the most there was, in MB. */
async function watchMemory(page: Page): Promise<() => Memory> {
  const session = await page.context().browser()?.newBrowserCDPSession()
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {}
  const pages = processInfo.filter(({ type }) => type === 'renderer')
  let most: Memory = { own: 0, resident: 0 }
  const look = () => {
    for (const { id } of pages) {
      const status = readFileSync(`/proc/${id}/status`, 'utf8')
      const of = (member: string) => Number(new RegExp(`${member}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
      const [own, resident] = [of('RssAnon') + of('VmSwap'), of('VmRSS')]
      most = { own: Math.max(most.own, own), resident: Math.max(most.resident, resident) }
    }
  }
  look()
  const timer = setInterval(look, 20)
  return () => {
    clearInterval(timer)
    look()
    return most
  }
}

const megabytes = ({ own, resident }: Memory): string => `${number(own)} MB (${number(resident)} resident)`

/** The import page, freshly loaded, whose long tasks are counted from now on. */
async function importPage(page: Page): Promise<void> {
  await page.goto('/import')
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    const longest = { ms: 0 }
    Object.assign(window, { longest })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration)
    }).observe({ type: 'longtask' })
  })
}
const longestTask = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { longest: { ms: number } }).longest.ms) // put there above

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Presses for the preview, and waits for its first rows. */
const preview = (page: Page): Promise<number> =>
  timed(async () => {
    await page.getByRole('button', { name: 'Preview changes' }).click()
    await page.getByRole('table', { name: 'Planned changes' }).getByRole('row').nth(1).waitFor({ timeout: 600_000 })
  })

async function largeFile(page: Page, directory: string, text: string): Promise<void> {
  const path = join(directory, 'rows.csv')
  writeFileSync(path, text)
  await importPage(page)
  const before = (await watchMemory(page))()
  const memory = await watchMemory(page)
  const chosen = performance.now()
  await page.getByLabel('File to import').setInputFiles(path)
  await page.getByRole('cell', { name: 'd0', exact: true }).or(page.getByText('d0 · d1 · d2')).first().waitFor()
  const shown = performance.now() - chosen
  await page.getByRole('button', { name: 'Preview changes' }).waitFor()
  const read = performance.now() - chosen
  const most = memory()
  const checked = await preview(page)
  const bare = await timed(async () => Papa.parse(text))
  note('file of 100,000 rows', 'import screen', 'bare parse', 'ratio')
  note('  first rows', `${number(shown)} ms`)
  note('  read, columns told', `${number(read)} ms`, `${number(bare)} ms`, number(read / bare, 1))
  note('  sent, every row planned by the server', `${number(checked)} ms`)
  note('  longest task of the page', `${number(await longestTask(page))} ms`)
  note('  memory of page and worker, at most', megabytes(most), `${megabytes(before)} before`)
}

async function folder(page: Page, directory: string): Promise<void> {
  const path = join(directory, 'grafana')
  mkdirSync(path)
  const texts = Array.from({ length: boards }, (_, at) => board(at))
  for (const [at, text] of texts.entries()) writeFileSync(join(path, `board-${at}.json`), text)
  await importPage(page)
  const shown = await timed(async () => {
    await page.getByLabel('Folder to import').setInputFiles(path)
    await page.getByRole('heading', { name: 'Grafana export of 150 dashboards and 2,500 charts' }).waitFor()
    // In the order in which the browser found them.
    await page.getByText(/board-\d+ · board-\d+ · board-\d+/).waitFor()
  })
  // The only service of the tool is chosen already.
  const checked = await preview(page)
  const bare = await timed(async () => {
    for (const text of texts) JSON.parse(text)
  })
  note('folder of 150 dashboards', 'import screen', 'bare parse', 'ratio')
  note('  recognised, first rows', `${number(shown)} ms`, `${number(bare)} ms`, number(shown / bare, 1))
  note('  sent, planned, first rows of the preview', `${number(checked)} ms`)
  note('  longest task of the page', `${number(await longestTask(page))} ms`)
}

async function inBrowser(server: Running, directory: string, text: string): Promise<void> {
  const { CHROME_PATH } = process.env
  const browser = await chromium.launch({ ...(CHROME_PATH !== undefined && { executablePath: CHROME_PATH }) })
  try {
    const page = await browser.newPage({ baseURL: server.url })
    await page.goto('/sign-in')
    await page.getByRole('textbox', { name: 'Email' }).fill('admin@example.com')
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Dashboards', level: 1 }).waitFor()
    await folder(page, directory)
    await largeFile(page, directory, text)
  } finally {
    await browser.close()
  }
}

export async function benchImport(): Promise<void> {
  const text = `${headers}\n${Array.from({ length: rows }, (_, at) => row(at)).join('\n')}\n`
  const directory = mkdtempSync(join(tmpdir(), 'dashcat-bench-'))
  const server = await startDashcat(password)
  try {
    const token = await signIn(server)
    const body = JSON.stringify({ name: 'bench', serviceType: 'Grafana' })
    await api(server, token, 'services/dashboardServices', { method: 'PUT', body })
    await inBrowser(server, directory, text)
    await benchImportJob(server, token, text, rows)
  } finally {
    await server.stop()
  }
}
