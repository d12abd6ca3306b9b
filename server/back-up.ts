/** Copies the embedded database into a file. A process of its own: a large copy takes seconds that the server has not. */
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import nextEnv from '@next/env'
import { readEnvironment } from '../lib/app/environment.ts'
import { backUp } from '../lib/store/sqlite/back-up.ts'

try {
  const [file] = process.argv.slice(2)
  if (file === undefined) throw new Error('Say where to: npm run backup -- FILE')
  // npm runs scripts in the folder of the package, whoever types has another in mind.
  const target = resolve(process.env.INIT_CWD ?? process.cwd(), file)
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  process.chdir(root)
  process.umask(0o077)
  nextEnv.loadEnvConfig(root, false, { info: () => {}, error: console.error })
  const { DATABASE_URL } = readEnvironment(process.env)
  if (!DATABASE_URL.startsWith('file:'))
    throw new Error('DATABASE_URL names PostgreSQL. Use pg_dump, and keep the SECRET_KEY with its file.')
  const source = resolve(DATABASE_URL.slice('file:'.length))
  backUp(source, target)
  const key = process.env.SECRET_KEY === undefined ? join(dirname(source), 'secret.key') : 'the SECRET_KEY'
  process.stdout.write(`${target} is a whole copy. Keep ${key} with it: stored secrets cannot be read without.\n`)
} catch (error) {
  process.stderr.write(`No copy was made: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
