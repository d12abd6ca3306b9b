// Brings a checkout to where it can run: dependencies and build, each only when what it is made of has changed.
// Runs on any Node from 20 on, before there are dependencies.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const inRoot = (...parts) => join(root, ...parts)

/** The Node that the lock file pins; the one that runs this may be older. */
export const pinnedNode = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const installStamp = inRoot('node_modules', '.dashcat-install')
const buildStamp = inRoot('.next', 'dashcat-build')
const sources = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.js',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'scripts/precompress.mjs',
]

const say = (text) => process.stdout.write(`${text}\n`)

function fail(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

/**
 * Installs unless the dependencies are those of the lock file. Not by `npm ci`: it refuses a lock file that was written
 * where a registry had no builds for other platforms. `--no-save` takes the same versions and leaves the file alone.
 */
export function installDependencies() {
  const wanted = hashOf(['package-lock.json'])
  if (existsSync(pinnedNode) && (readIfThere(installStamp) === wanted || isInstalledByHand())) {
    if (readIfThere(installStamp) !== wanted) writeFileSync(installStamp, wanted)
    return
  }
  say('Installing dependencies (once; takes a minute)…')
  // The pinned Node and the tools of the build are development dependencies.
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const result = spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (result.error !== undefined) fail(`npm could not be started: ${result.error.message}`)
  if (result.status !== 0) fail('Dependencies could not be installed; what npm says is above.')
  if (!existsSync(pinnedNode)) fail('npm installed no Node of ours: is it set to ignore scripts or optional packages?')
  writeFileSync(installStamp, wanted)
}

/** Somebody ran npm themselves: every package is there in the version of the lock file. */
function isInstalledByHand() {
  const installed = packagesOf(inRoot('node_modules', '.package-lock.json'))
  const wanted = packagesOf(inRoot('package-lock.json'))
  if (installed === undefined || wanted === undefined) return false
  const isComplete = Object.entries(wanted).every(
    ([path, { optional, devOptional }]) => path === '' || optional || devOptional || installed[path] !== undefined,
  )
  return isComplete && Object.entries(installed).every(([path, { version }]) => wanted[path]?.version === version)
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** `next build` unless the last one was made of the same sources. */
export function build() {
  const wanted = hashOf(sources)
  if (readIfThere(buildStamp) === wanted) return
  say('Building (once per version; takes half a minute)…')
  rmSync(buildStamp, { force: true })
  // What `serve.mjs` keeps is of the code as it was.
  rmSync(inRoot('.cache', 'compiled'), { recursive: true, force: true })
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  for (const args of [
    [inRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    [inRoot('scripts', 'precompress.mjs'), inRoot('.next', 'static')],
  ]) {
    const result = spawnSync(pinnedNode, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    if (result.status !== 0) fail(`${result.stdout}${result.stderr}\nThe build failed; what it says is above.`)
  }
  writeFileSync(buildStamp, wanted)
}

/** Names and contents of files and of everything below directories. What is not there counts as not there. */
function hashOf(paths) {
  const digest = createHash('sha256')
  const visit = (path) => {
    const full = inRoot(path)
    if (!existsSync(full)) return
    if (statSync(full).isDirectory()) {
      for (const entry of readdirSync(full).sort()) visit(join(path, entry))
      return
    }
    if (/\.test\.tsx?$/.test(path)) return
    digest.update(`${path}\0`).update(readFileSync(full)).update('\0')
  }
  for (const path of paths) visit(path)
  return digest.digest('hex')
}

export function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
