// `npm run test:ingestion`: OpenMetadata's published connector reads a Superset of the run's own and fills the built server.
// Not part of `npm test`, because installing Superset takes minutes. Where it cannot be installed, that is said loudly, and is
// an error only with `INGESTION=required`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, installDependencies, root } from './prepare.mjs'
import { pythonEnv, venv } from './python-venv.mjs'
import { ownTemporary } from './temporary.mjs'

const folder = join(root, 'conformance', 'ingestion')
const pythons = join(root, '.cache', 'python')

const { superset, client } = installedPythons()
ownTemporary()
installDependencies()
build()
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
  env: { ...process.env, ...pythonEnv, SUPERSET_PYTHON: superset },
  stdio: 'inherit',
})
process.exit(status ?? 1)

function installedPythons() {
  try {
    return {
      superset: venv(join(pythons, 'superset'), join(folder, 'superset-requirements.txt')),
      client: venv(join(pythons, 'openmetadata'), join(root, 'conformance', 'requirements.txt')),
    }
  } catch (error) {
    process.stdout.write(`INGESTION SKIPPED: ${error.message}\n`)
    return process.exit(process.env.INGESTION === 'required' ? 1 : 0)
  }
}
