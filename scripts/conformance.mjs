// `npm run test:conformance`: OpenMetadata's own Python client, unmodified, against this server. Brings the client along
// in the versions of conformance/requirements.txt, which is a whole list because no resolver finds one: the newest client
// asks for a release of certifi that is not out yet. Without Python or its packages there is nothing to test with; that is
// said loudly, and is an error only where `CONFORMANCE=required`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, installDependencies, root } from './prepare.mjs'
import { pythonEnv, venv } from './python-venv.mjs'
import { ownTemporary } from './temporary.mjs'

const suite = join(root, 'conformance')
const reports = join(root, 'test-results')
const xml = join(reports, 'conformance.xml')

const python = clientPython()
ownTemporary()
installDependencies()
build()
mkdirSync(reports, { recursive: true })
rmSync(xml, { force: true })
const args = ['-m', 'pytest', '-c', join(suite, 'pytest.ini'), `--junitxml=${xml}`, ...process.argv.slice(2)]
const { status } = spawnSync(python, args, { cwd: suite, env: { ...process.env, ...pythonEnv }, stdio: 'inherit' })
const { tests, failed, skipped } = counts()
// In the shape of the other runners' reports, for `npm test` to add up.
const report = { numPassedTests: tests - failed - skipped, numFailedTests: failed, numPendingTests: skipped }
writeFileSync(join(reports, 'conformance.json'), JSON.stringify(report))
process.stdout.write(
  `Conformance: ${report.numPassedTests} of ${tests} tests passed with openmetadata-ingestion ${clientVersion()}\n`,
)
process.exit(status ?? 1)

function clientPython() {
  try {
    return venv(join(root, '.cache', 'python', 'openmetadata'), join(suite, 'requirements.txt'))
  } catch (error) {
    process.stdout.write(`CONFORMANCE SKIPPED: ${error.message}\n`)
    return process.exit(process.env.CONFORMANCE === 'required' ? 1 : 0)
  }
}

function clientVersion() {
  const code = 'import importlib.metadata as packages; print(packages.version("openmetadata-ingestion"))'
  return spawnSync(python, ['-c', code], { encoding: 'utf8' }).stdout.trim()
}

/** Out of the attributes of `<testsuite errors="0" failures="0" skipped="0" tests="300" …>`. */
function counts() {
  const head = /<testsuite [^>]*>/.exec(readIfThere(xml))?.[0] ?? ''
  const of = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(head)?.[1] ?? 0)
  return { tests: of('tests'), failed: of('failures') + of('errors'), skipped: of('skipped') }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
