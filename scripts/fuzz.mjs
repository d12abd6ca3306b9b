// `npm run test:fuzz`: requests made up from the description of the API, against this server. Where there is no Python, or
// its packages are not to be had, there is nothing to test with; that is said loudly.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, installDependencies, pinnedNode, root } from './prepare.mjs'
import { pythonEnv, venv } from './python-venv.mjs'
import { ownTemporary } from './temporary.mjs'

const python = fuzzerPython()
ownTemporary()
installDependencies()
build()
const env = { ...process.env, ...pythonEnv }
const { status } = spawnSync(pinnedNode, [join(root, 'e2e/fuzz/fuzz.ts'), python], { cwd: root, env, stdio: 'inherit' })
process.exit(status ?? 1)

function fuzzerPython() {
  try {
    return venv(join(root, '.cache', 'fuzz'), join(root, 'conformance', 'fuzz-requirements.txt'))
  } catch (error) {
    process.stdout.write(`FUZZ SKIPPED: ${error.message}\n`)
    return process.exit(0)
  }
}
