import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'

const { CHROME_PATH } = process.env

/** Journeys in a real browser against the built server; `e2e/ui/fixtures.ts` starts it. */
export default defineConfig({
  testDir: './ui',
  globalSetup: './lender.ts',
  outputDir: '../test-results/browser',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  // Each has a server of its own, and waits for its page or server most of the time: two of them used two cores to 41 %.
  workers: 2 * availableParallelism(),
  forbidOnly: process.env.CI !== undefined,
  // Work is not held up by a journey that falls once in many runs; `scripts/test.mjs` tells it by name, to be mended.
  retries: process.env.CI === undefined ? 0 : 1,
  use: {
    viewport: { width: 1360, height: 900 },
    // What moves is drawn some forty times, on the processor, while the journey waits for it to stand still.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // A third of the time, when taken of every journey: `--trace on` takes it where it is needed.
    trace: 'off',
    launchOptions: {
      ...(CHROME_PATH !== undefined && { executablePath: CHROME_PATH }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
})
