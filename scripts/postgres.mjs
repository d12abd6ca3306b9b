// A PostgreSQL server of the tests' own: a cluster in a temporary directory, on a free port, gone afterwards.
import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Directory of `initdb` and `pg_ctl`; undefined where PostgreSQL is not installed. */
function findPrograms() {
  const versions = '/usr/lib/postgresql'
  const debian = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : []
  const directories = [...(process.env.PATH ?? '').split(':'), ...debian]
  return directories.find((directory) => existsSync(join(directory, 'initdb')) && existsSync(join(directory, 'pg_ctl')))
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/**
 * Starts one; undefined where it cannot. PostgreSQL refuses to run as root, so root lends it the user `postgres`. In `kept`,
 * where that is given, the cluster stays and is found again.
 */
export async function startPostgres(kept) {
  const programs = findPrograms()
  if (programs === undefined) return undefined
  if (kept !== undefined) mkdirSync(kept, { recursive: true })
  const directory = kept ?? mkdtempSync(join(tmpdir(), 'dashcat-postgres-'))
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
    chownSync(directory, id('-u'), id('-g'))
  }
  const run = (program, args) => {
    const command = [join(programs, program), ...args]
    const [name, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command
    return spawnSync(name, rest, { stdio: 'ignore', cwd: directory })
  }
  const data = join(directory, 'data')
  const port = await freePort()
  const isMade =
    existsSync(data) ||
    run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']).status === 0
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -k ${directory} -c fsync=off`
  const start = () => run('pg_ctl', ['-D', data, '-o', options, '-w', 'start']).status === 0
  /** Without a word to anybody who is connected, as a server that dies. */
  const kill = () => run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
  const stop = () => {
    if (kept !== undefined) return void run('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop'])
    kill()
    rmSync(directory, { recursive: true, force: true })
  }
  if (isMade && start()) return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, start, kill, stop }
  stop()
  return undefined
}
