// A Python of a check's own, with the packages that its requirements file pins. Never used by the product itself.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './prepare.mjs'

/** Of a Python of a check's own: what it compiles lies beside it, not among our files. */
export const pythonEnv = { PYTHONPYCACHEPREFIX: join(root, '.cache', 'python', 'compiled') }

const names = ['python3.11', 'python3', 'python']
/** The lists of packages are complete for this version and no other. */
const isUsable = 'import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 11))'
const findPython = () => names.find((name) => spawnSync(name, ['-c', isUsable], { stdio: 'ignore' }).status === 0)

/**
 * Path of the Python in `directory`, where exactly the packages of `requirementsFile` are installed: it lists the
 * dependencies too (`pip freeze`), so that every machine gets the same. Installs only when the file has changed. Throws
 * one sentence where there is no Python or the packages are not to be had.
 */
export function venv(directory, requirementsFile) {
  const bin = join(directory, process.platform === 'win32' ? 'Scripts' : 'bin')
  const python = join(bin, process.platform === 'win32' ? 'python.exe' : 'python')
  const stamp = join(directory, '.requirements')
  const wanted = createHash('sha256').update(readFileSync(requirementsFile)).digest('hex')
  if (readIfThere(stamp) === wanted) return python

  const found = findPython()
  if (found === undefined) throw new Error('Needs Python 3.11 with its venv module.')
  process.stdout.write(`Installing ${requirementsFile} (once per version; takes minutes)…\n`)
  rmSync(directory, { recursive: true, force: true })
  const run = (program, args) => spawnSync(program, args, { stdio: 'inherit' }).status === 0
  // Of what is installed a check loads a fraction, and compiles that.
  const quietly = ['--quiet', '--disable-pip-version-check', '--no-compile', '--no-deps']
  const pip = ['-m', 'pip', 'install', ...quietly, '-r', requirementsFile]
  if (!run(found, ['-m', 'venv', directory]) || !run(python, pip)) {
    throw new Error(`The packages of ${requirementsFile} could not be installed; what pip says is above.`)
  }
  writeFileSync(stamp, wanted)
  return python
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
