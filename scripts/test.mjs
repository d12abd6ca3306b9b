// `npm test`: everything that is checked, with all that it needs. `npm run types`, `lint`, `test:unit`, `test:http` and
// `test:ui` run one step alone and hand on what follows `--`, such as part of a file's name; so does `test:crash`, which is
// no part of `npm test`. Any Node from 20 on may run this.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { findChromium } from './chromium.mjs'
import { startPostgres } from './postgres.mjs'
import { build, installDependencies, pinnedNode, readIfThere, root } from './prepare.mjs'
import { isAlive, ownTemporary } from './temporary.mjs'

const reports = join(root, 'test-results')
const templates = join(reports, 'templates')
const reportOf = (name) => join(reports, `${name}.json`)
const program = (path) => join(root, 'node_modules', path)
const vitest = program('vitest/vitest.mjs')

const [only, ...filters] = process.argv.slice(2)
// These write nothing, and may run beside the others.
if (only !== 'types' && only !== 'lint') beAlone(join(root, '.cache', 'suite.pid'))
ownTemporary()
installDependencies()

const env = {
  ...process.env,
  PATH: `${dirname(pinnedNode)}${delimiter}${process.env.PATH}`,
  NEXT_TELEMETRY_DISABLED: '1',
  // What each of some three hundred processes loads is compiled once; servers see to it themselves (`serve.mjs`).
  NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
  // And most begin with the same catalogue: it is made once (`e2e/template.ts`).
  TEST_TEMPLATES: templates,
  PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf('ui'),
}
const failures = []

function step(title, args) {
  process.stdout.write(`\n── ${title}\n`)
  const { status } = spawnSync(pinnedNode, [...args, ...filters], { cwd: root, env, stdio: 'inherit' })
  if (status !== 0) failures.push(title)
}

const againstServer = [vitest, 'run', '--config', 'e2e/vitest.config.ts']
const json = (name) => ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(name)}`]

const steps = {
  types: () => step('Types', [program('typescript/bin/tsc'), '--noEmit']),
  lint: () => step('Lint and format', [program('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  unit: async () => {
    const postgres = await startPostgres()
    if (postgres === undefined)
      process.stdout.write('\nNo PostgreSQL server here: its contract is held by PGlite alone.\n')
    else env.TEST_DATABASE_URL = postgres.url
    step('Units and store contract', [vitest, 'run', ...json('unit')])
    postgres?.stop()
  },
  http: () => {
    build()
    step('HTTP, against the built server', [...againstServer, '--project=!killed', ...json('http')])
  },
  ui: () => {
    build()
    try {
      const chromium = findChromium(pinnedNode, root)
      if (chromium !== undefined) env.CHROME_PATH = chromium
      const playwright = program('@playwright/test/cli.js')
      step('Browser', [playwright, 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'])
    } catch (error) {
      process.stderr.write(`${error.message}\n`)
      failures.push('Browser')
    }
  },
  crash: () => {
    build()
    step('Servers that are killed', [...againstServer, '--project=killed', ...json('crash')])
  },
}

const chosen = only === undefined ? Object.keys(steps).filter((name) => name !== 'crash') : [only]
for (const name of chosen) {
  if (steps[name] === undefined) throw new Error(`There is no step ${name}: use ${Object.keys(steps).join(', ')}.`)
  await steps[name]()
}
if (only === 'types' || only === 'lint') process.exit(failures.length > 0 ? 1 : 0)

/** `N passed, N failed, N skipped` over all runners. */
const totals = { passed: 0, failed: 0, skipped: 0 }
/** By name: whoever sees only the end of what was printed sees these. */
const fallen = []
for (const name of ['unit', 'http', 'crash'].filter((each) => chosen.includes(each))) {
  const report = read(name)
  fallen.push(...(report.testResults ?? []).flatMap(fallenIn))
  totals.passed += report.numPassedTests ?? 0
  totals.failed += report.numFailedTests ?? 0
  totals.skipped += report.numPendingTests ?? 0
}
const browser = chosen.includes('ui') ? read('ui') : {}
const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = browser.stats ?? {}
totals.passed += expected + flaky
totals.failed += unexpected
totals.skipped += skipped

const suites = browser.suites ?? []
fallen.push(...suites.flatMap((suite) => titlesIn(suite, 'unexpected')))
for (const title of suites.flatMap((suite) => titlesIn(suite, 'flaky')))
  process.stdout.write(`\nFell once, and is to be mended at the cause: ${title}\n`)
for (const title of fallen) process.stdout.write(`\nFell: ${title}\n`)
if (failures.length > 0) process.stdout.write(`\nFailed: ${failures.join(', ')}\n`)
process.stdout.write(
  `\n${totals.passed} passed, ${Math.max(totals.failed, failures.length)} failed, ${totals.skipped} skipped\n`,
)
process.exit(failures.length > 0 ? 1 : 0)

/** Refuses to run beside another that reports, keeps templates and builds in the same places; one that was killed is none. */
function beAlone(path) {
  const other = Number(readIfThere(path) ?? 0)
  if (other > 0 && other !== process.pid && isAlive(other)) {
    process.stderr.write(
      `The suite runs in this checkout already (process ${other}), and two would write over each other. Wait for it, or run this one in another checkout. If that process is something else, delete ${relative(root, path)}.\n`,
    )
    process.exit(1)
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, String(process.pid))
  process.on('exit', () => rmSync(path, { force: true }))
  // One step alone leaves the reports of the others.
  const stale = only === undefined ? [reports] : [templates, reportOf(only)]
  for (const each of stale) rmSync(each, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
}

/** Of one file of Vitest's report; a file that could not be loaded has no tests. */
function fallenIn({ name, status, assertionResults: tests }) {
  const file = relative(root, name)
  const titles = tests.filter((test) => test.status === 'failed').map(({ fullName }) => `${file} › ${fullName}`)
  return status === 'failed' && titles.length === 0 ? [file] : titles
}

/** Of one suite of Playwright's report, and those in it. */
function titlesIn({ title, suites = [], specs = [] }, status) {
  const own = specs.filter(({ tests }) => tests.some((test) => test.status === status)).map((spec) => spec.title)
  return [...own, ...suites.flatMap((suite) => titlesIn(suite, status))].map((name) => `${title} › ${name}`)
}

function read(name) {
  try {
    return JSON.parse(readIfThere(reportOf(name)) ?? '{}')
  } catch {
    return {}
  }
}
