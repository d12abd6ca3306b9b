// `npm run bench`: installs and builds when needed, then measures. See bench/bench.ts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, installDependencies, pinnedNode, root } from './prepare.mjs'

installDependencies()
build()
process.exit(
  spawnSync(pinnedNode, [join(root, 'bench', 'bench.ts'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
    .status ?? 1,
)
