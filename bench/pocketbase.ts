/**
 * PocketBase with an equal collection, where Go is on the machine: the smallest server that does as much, compiled. It is
 * built once, into `.cache`, which takes some minutes.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../e2e/server.ts'
import { password } from './client.ts'
import { type Load, writing } from './rate.ts'
import { launch, type Running, root } from './server.ts'

/** The newest that Go 1.25 builds. */
const version = 'v0.39.0'
const directory = join(root, '.cache/pocketbase', version)
const program = join(directory, 'base')
const email = 'admin@example.com'

/** A server with as many records, asked for the same. */
export interface Peer extends Running {
  /** What a call of ours is called, and the one that does as much. */
  readonly loads: Readonly<Record<string, Load>>
  /** Writes new rows with its own call for many at once. */
  bulk(rows: readonly PeerRow[], perCall: number): Promise<void>
}

/** The members of a dashboard that the benchmark writes; the service is a relation. */
export interface PeerRow {
  readonly name: string
  readonly displayName: string
  readonly description: string
  readonly sourceUrl: string
  readonly project: string
}

/** Holding these rows. Undefined, with the reason written, where it cannot be built. */
export async function startPocketBase(rows: readonly PeerRow[]): Promise<Peer | undefined> {
  if (!existsSync(program)) {
    process.stdout.write(`Building PocketBase ${version} (once; takes some minutes)…\n`)
    const { status, error } = spawnSync(
      'go',
      ['install', `github.com/pocketbase/pocketbase/examples/base@${version}`],
      {
        env: { ...process.env, GOBIN: directory },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    if (status !== 0) {
      process.stdout.write(`No comparison with PocketBase: ${error?.message ?? 'go could not build it'}\n`)
      return undefined
    }
  }
  const port = await freePort()
  const data = mkdtempSync(join(tmpdir(), 'dashcat-bench-pocketbase-'))
  // Below a temporary directory it takes itself for a program under development, which prints every statement, and keeps
  // what is made for the next start.
  const settings = ['--dir', data, '--migrationsDir', join(data, 'migrations'), '--automigrate=0', '--dev=0']
  execFileSync(program, ['superuser', 'upsert', email, password, ...settings], { stdio: 'ignore' })
  const args = ['serve', `--http=127.0.0.1:${port}`, ...settings]
  const server = await launch(program, args, data, port, {}, '/api/health')
  return fill(server, rows)
}

async function fill(server: Running, rows: readonly PeerRow[]): Promise<Peer> {
  const call = async <T>(method: string, path: string, body: unknown, token = ''): Promise<T> => {
    const headers = { 'content-type': 'application/json', authorization: token }
    const response = await fetch(server.url + path, { method, headers, body: JSON.stringify(body) })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer as T // the shapes are PocketBase's own
  }
  const signIn = { identity: email, password }
  const { token } = await call<{ token: string }>('POST', '/api/collections/_superusers/auth-with-password', signIn)
  await call('PATCH', '/api/settings', { batch: { enabled: true, maxRequests: 1000, timeout: 60 } }, token)
  const { id: services } = await call<{ id: string }>(
    'POST',
    '/api/collections',
    { name: 'services', type: 'base', fields: [{ name: 'name', type: 'text', required: true }] },
    token,
  )
  await call(
    'POST',
    '/api/collections',
    {
      name: 'dashboards',
      type: 'base',
      fields: [
        { name: 'name', type: 'text', required: true },
        ...['displayName', 'description', 'sourceUrl', 'project'].map((name) => ({ name, type: 'text' })),
        { name: 'service', type: 'relation', collectionId: services, maxSelect: 1, required: true },
        { name: 'created', type: 'autodate', onCreate: true },
        { name: 'updated', type: 'autodate', onCreate: true, onUpdate: true },
      ],
      indexes: ['create unique index dashboards_name on dashboards (service, name)'],
    },
    token,
  )
  const records = '/api/collections/dashboards/records'
  const { id: service } = await call<{ id: string }>('POST', '/api/collections/services/records', { name: 'b' }, token)
  /** Fifteen letters and digits, as its ids are: no name of the benchmark's rows is longer. */
  const idOf = ({ name }: PeerRow) => name.padEnd(15, 'x').replaceAll('_', 'u')
  const ids = rows.map(idOf)
  const bulk: Peer['bulk'] = async (all, perCall) => {
    const bodies: unknown[] = []
    for (let at = 0; at < all.length; at += perCall)
      bodies.push({
        requests: all
          .slice(at, at + perCall)
          .map((row) => ({ method: 'POST', url: records, body: { id: idOf(row), ...row, service } })),
      })
    for (const body of bodies) await call('POST', '/api/batch', body, token)
  }
  await bulk(rows, 1000)
  const { id } = await call<{ id: string }>('POST', records, { ...rows[0], name: 'one', service }, token)
  const headers = { authorization: token, 'content-type': 'application/json' }
  const row = (n: number) => ({ ...rows[n % rows.length], name: `single_${n}`, service })
  return {
    ...server,
    bulk,
    loads: {
      'GET one dashboard': { headers, path: `${records}/${id}` },
      'GET list of 50': { headers, path: `${records}?perPage=50&sort=name` },
      'POST a dashboard': writing('POST', records, headers, row),
      // Each another one, as ours.
      'PATCH a dashboard': writing(
        'PATCH',
        `${records}/`,
        headers,
        (n) => ({ description: `Changed ${n} times.` }),
        (n) => ids[n % ids.length] ?? '',
      ),
    },
  }
}
