// `npm run bench`: installs and builds when needed, then measures. See bench/bench.ts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { build, installDependencies, pinnedNode, root } from './prepare.mjs'
import { ownTemporary } from './temporary.mjs'

ownTemporary()
installDependencies()
build()
const options = process.argv.slice(2)
const env = { ...process.env }
// The one part that watches a page.
if (options.includes('--import')) {
  const chromium = findChromium(pinnedNode, root)
  if (chromium !== undefined) env.CHROME_PATH = chromium
}
process.exit(
  spawnSync(pinnedNode, [join(root, 'bench', 'bench.ts'), ...options], { cwd: root, env, stdio: 'inherit' }).status ??
    1,
)
