// `npm run test:ingestion`: OpenMetadata's published connector reads a Superset of the run's own and fills the built server.
// Not part of `npm test`, because installing Superset takes minutes. Any Node from 18 on may run this.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, installDependencies, root } from './prepare.mjs'
import { venv } from './python-venv.mjs'

const folder = join(root, 'conformance', 'ingestion')
const pythons = join(root, '.cache', 'python')

installDependencies()
build()

const { superset, client } = pythonsOrSkip()
const story = [
  '-m',
  'pytest',
  '-c',
  join(folder, 'pytest.ini'),
  '--confcutdir',
  folder,
  join(folder, 'superset_runs.py'),
]
const { status } = spawnSync(client, [...story, ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, SUPERSET_PYTHON: superset, PYTHONDONTWRITEBYTECODE: '1' },
  stdio: 'inherit',
})
process.exit(status ?? 1)

/** What cannot be installed here is no failure of the server, but nobody must take it for a pass. */
function pythonsOrSkip() {
  try {
    return {
      superset: venv(join(pythons, 'superset'), join(folder, 'superset-requirements.txt')),
      client: venv(join(pythons, 'openmetadata'), join(root, 'conformance', 'requirements.txt')),
    }
  } catch (error) {
    process.stdout.write(
      `\n!! SKIPPED: the ingestion run was not made. ${error.message}\n\n0 passed, 0 failed, 1 skipped\n`,
    )
    process.exit(0)
  }
}
