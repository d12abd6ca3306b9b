// `npm run test:attack`: what once stopped the server for everybody, sent to this one. See e2e/attack/attack.ts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, installDependencies, pinnedNode, root } from './prepare.mjs'
import { ownTemporary } from './temporary.mjs'

ownTemporary()
installDependencies()
build()
process.exit(
  spawnSync(pinnedNode, [join(root, 'e2e/attack/attack.ts'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
    .status ?? 1,
)
