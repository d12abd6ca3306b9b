// `npm run seed`: loads the sample dashboards into a running server, by the API that everybody has.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const samples = join(dirname(dirname(fileURLToPath(import.meta.url))), 'data', 'sample')
const base = `${(process.env.DASHCAT_URL ?? `http://localhost:${process.env.PORT ?? 3000}`).replace(/\/+$/, '')}/api/v1`
const perCall = 1000

const read = (name) => JSON.parse(readFileSync(join(samples, name), 'utf8'))

async function call(method, path, body, token) {
  const response = await fetch(`${base}/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  }).catch((error) => {
    throw new Error(`${base} cannot be reached (${error.cause?.code ?? error.message}). Is the server running?`)
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${answer.message}`)
  return answer
}

async function signIn() {
  const { DASHCAT_TOKEN, ADMIN_EMAIL, ADMIN_PASSWORD } = process.env
  if (DASHCAT_TOKEN) return DASHCAT_TOKEN
  if (!ADMIN_EMAIL || !ADMIN_PASSWORD) {
    throw new Error('Set ADMIN_EMAIL and ADMIN_PASSWORD to your own sign-in, or DASHCAT_TOKEN to a token.')
  }
  const password = Buffer.from(ADMIN_PASSWORD).toString('base64')
  return (await call('POST', 'users/login', { email: ADMIN_EMAIL, password })).accessToken
}

async function load(collection, name, token) {
  const rows = read(name)
  const failed = []
  for (let at = 0; at < rows.length; at += perCall) {
    const result = await call('PUT', `${collection}/bulk`, rows.slice(at, at + perCall), token)
    failed.push(...result.failedRequest)
  }
  process.stdout.write(`${name}: ${rows.length - failed.length} of ${rows.length} stored\n`)
  for (const { request, message } of failed.slice(0, 5)) process.stdout.write(`  ${request.name}: ${message}\n`)
}

try {
  const token = await signIn()
  for (const tool of ['superset', 'grafana']) {
    await call('PUT', 'services/dashboardServices', read(`${tool}-service.json`), token)
    await load('charts', `${tool}-charts.json`, token)
    await load('dashboards', `${tool}-dashboards.json`, token)
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
