/** Starts a server, gives the fuzzer an administrator's token, and runs every check that can be expected to hold. */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { call, startServerWithAdministrator } from '../server.ts'

const [, , python = 'python3'] = process.argv
const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))
/** Each has a time of its own: the first alone has more to send than fits into it on a slow machine. */
const runs = [
  { phases: 'examples,coverage', seconds: 130 },
  { phases: 'fuzzing', seconds: 45 },
  { phases: 'stateful', seconds: 45 },
]

const server = await startServerWithAdministrator()
const api = async (method: string, path: string, body: unknown) => {
  const answer = await call(server, method, path, { token: server.token, body })
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
// Not the administrator's own token: signing out is one of the calls, and would end its session.
const bot = await api('PUT', 'users', { name: 'fuzzer', email: 'fuzzer@example.com', isBot: true, isAdmin: true })
const { JWTToken } = await api('PUT', `users/generateToken/${bot.id}`, { JWTTokenExpiry: 'Unlimited' })

/** Not `spawnSync`: the server's output has to be read on, or it would wait for us. */
const run = (program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: server.directory, stdio: 'inherit', env: { ...process.env, ...env } })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })

// Lists, searches and histories should have something in them.
await run(process.execPath, [join(root, 'scripts/seed.mjs')], { DASHCAT_URL: server.url, DASHCAT_TOKEN: server.token })

let status = 0
for (const { phases, seconds } of runs) {
  const args = [
    ...['-m', 'schemathesis.cli', '--config-file', join(here, 'schemathesis.toml')],
    ...['run', `${server.url}/api/v1/openapi.json`],
    ...['--header', `Authorization: Bearer ${JWTToken}`],
    ...['--phases', phases, '--max-examples', '10', '--max-time', String(seconds)],
    // With more than one worker Python 3.11 now and then loses count of its own recursion (SystemError in ast.parse).
    ...['--workers', '1', '--continue-on-failure', '--generation-database', 'none', '--warnings', 'off'],
    // They are about how fast the fuzzer finds something to send, and say nothing of the server.
    ...['--suppress-health-check', 'all'],
    // A body that fits its schema is refused all the same when the service, owner or tag that it names does not exist.
    ...['--exclude-checks', 'positive_data_acceptance'],
    ...process.argv.slice(3),
  ]
  const code = await run(python, args, {
    SCHEMATHESIS_HOOKS: 'hooks',
    PYTHONPATH: here,
    NO_PROXY: '127.0.0.1',
    FUZZER_KEYS: `fuzzer ${bot.id}`,
  })
  status = Math.max(status, code)
}
const failures = server.output().match(/"level":"error".*/g) ?? []
for (const line of failures.slice(0, 5)) process.stderr.write(`the server's log: ${line}\n`)
await server.stop()
process.exit(status)
