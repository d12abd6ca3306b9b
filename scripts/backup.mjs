// `npm run backup -- FILE`: a copy of the embedded database, while the server runs or not. Any Node from 20 on may run this.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installDependencies, pinnedNode, root } from './prepare.mjs'

installDependencies()
const { status } = spawnSync(pinnedNode, [join(root, 'server', 'back-up.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
