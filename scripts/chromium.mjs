// Finds a browser for the tests, or gets one by the platform's usual means.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

// The one without windows takes a fifth less of the journeys' time.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macs = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function findInstalled() {
  if (process.env.CHROME_PATH !== undefined) return process.env.CHROME_PATH
  const directories = (process.env.PATH ?? '').split(':')
  return [...directories.flatMap((directory) => names.map((name) => join(directory, name))), ...macs].find((path) =>
    existsSync(path),
  )
}

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0

/** Path of a Chromium; undefined when Playwright has got its own. Throws one sentence when there is none to be had. */
export function findChromium(pinnedNode, root) {
  const installed = findInstalled()
  if (installed !== undefined) return installed
  process.stdout.write('No Chromium on this machine; getting one…\n')
  const isRoot = process.getuid?.() === 0
  if (
    isRoot &&
    existsSync('/usr/bin/apt-get') &&
    run('apt-get', ['update', '-q']) &&
    run('apt-get', ['install', '-qy', 'chromium-headless-shell'])
  ) {
    const found = findInstalled()
    if (found !== undefined) return found
  }
  if (run(pinnedNode, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'])) return undefined
  throw new Error(
    'The browser tests need Chromium: install it (for example "apt-get install chromium"), or set CHROME_PATH.',
  )
}
