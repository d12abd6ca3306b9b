// `npm start`: installs and builds when needed, then serves. Any Node from 20 on may run this; the server itself runs
// on the Node that the lock file pins. `--dev` serves without a build and reloads what changes.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, installDependencies, pinnedNode, root } from './prepare.mjs'

const dev = process.argv.includes('--dev')

installDependencies()
if (!dev) build()

const args = [join(root, 'scripts', 'serve.mjs'), ...(dev ? ['--dev'] : [])]
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: dev ? 'development' : 'production' }
// Over the channel the server learns that this process is gone, however it went.
const server = spawn(pinnedNode, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env })

process.on('SIGTERM', () => server.kill('SIGTERM'))
// At a terminal Ctrl-C reaches the server by itself; a second one would make it leave without waiting.
process.on('SIGINT', () => process.stdin.isTTY || server.kill('SIGINT'))
// npm hands a signal to the shell between it and us, and the shell ends without telling anybody.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || server.kill('SIGTERM'), 500).unref()
}
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)))
server.on('error', (error) => {
  process.stderr.write(`The server could not be started: ${error.message}\n`)
  process.exit(1)
})
