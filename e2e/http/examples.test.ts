/** Every example that the documentation shows, run as it stands: on a new catalogue, in order, once in each language. */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  administrator,
  call,
  encoded,
  pinnedNode,
  type RunningServer,
  startServer,
  startServerWithAdministrator,
} from '@/e2e/server'
import { exampleLanguages } from '@/lib/client/example-code'
import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { stages } from '@/lib/http/openapi/example'
import { exampleRequestOf, exampleVariables } from '@/lib/http/openapi/example-request'
import { endpoints } from '@/lib/http/openapi/paths'
import { description, violationsOf } from '@/lib/http/openapi/testing'
import { exampleOrder } from '@/lib/http/operations/entity-examples'
import { variablesOf } from '@/lib/model/wire/example-request'

/** What has to be there before something else goes first, and is deleted after it. */
function place({ operation, def }: Endpoint): number[] {
  const stage = stages.indexOf(operation.example?.stage ?? 'create')
  const order = def === undefined ? exampleOrder.length : exampleOrder.indexOf(def.type)
  const deletes = ['delete', 'deleteAgain', 'remove'].includes(stages[stage] ?? '')
  return [stage, deletes ? -order : order]
}
const inOrder = endpoints
  .filter(({ operation }) => operation.example !== undefined)
  .toSorted((a, b) => {
    const [left, right] = [place(a), place(b)]
    const at = left.findIndex((value, index) => value !== right[index])
    return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
  })

test('every call has an example', () => {
  expect(endpoints.filter(({ operation }) => operation.example === undefined)).toEqual([])
})

/** The answer is what the description promises for one of the statuses that mean success. */
async function expectDescribed({ method, path }: Endpoint, answer: Parameters<typeof violationsOf>[1]): Promise<void> {
  const { responses = {} } = description.paths[path]?.[method.toLowerCase()] ?? {}
  const schemas = Object.entries(responses).flatMap(([status, response]) =>
    Number(status) < 300 && 'content' in response ? Object.values(response.content ?? {}) : [],
  )
  const violations = await Promise.all(schemas.map(({ schema }) => violationsOf(schema, answer)))
  expect(violations).toContainEqual([])
}

const directory = mkdtempSync(join(tmpdir(), 'dashcat-examples-'))
const isThere = (program: string) => spawnSync(program, ['--version']).status === 0

type Variables = Readonly<Record<string, string>>
const surroundings = { NODE_ENV: 'test' as const, PATH: process.env.PATH ?? '', NO_PROXY: '127.0.0.1' }

/** Runs the file of an example; gives what it wrote, where that is kept. Rejects when it fails. */
interface Runner {
  run(path: string, variables: Variables): Promise<string>
  end(): void
}

/** As somebody who has copied an example runs it. */
function shell(): Runner {
  const run = promisify(execFile)
  return {
    run: async (path, variables) => {
      const options = { env: { ...surroundings, ...variables }, maxBuffer: 16 * 1024 * 1024 }
      return (await run('sh', [path], options)).stdout
    },
    end: () => {},
  }
}

/** One process for all: each starting its own is most of the time. It answers each file on descriptor 3. */
function interpreter(program: string, args: readonly string[]): Runner {
  const child = spawn(program, args, { env: surroundings, stdio: ['pipe', 'ignore', 'inherit', 'pipe'] })
  const answers = createInterface({ input: child.stdio[3] as Readable })[Symbol.asyncIterator]()
  return {
    run: async (path, variables) => {
      child.stdin?.write(`${JSON.stringify({ path, url: pathToFileURL(path), variables })}\n`)
      const { value, done } = await answers.next()
      if (done === true) throw new Error(`${program} has ended`)
      if (value !== 'done') throw new Error(JSON.parse(value))
      return ''
    },
    end: () => child.stdin?.end(),
  }
}

const inNode = `
  import { writeSync } from 'node:fs'
  import { createInterface } from 'node:readline'
  for await (const line of createInterface({ input: process.stdin })) {
    const { url, variables } = JSON.parse(line)
    Object.assign(process.env, variables)
    const answer = await import(url).then(() => 'done', (error) => JSON.stringify(String(error)))
    writeSync(3, answer + '\\n')
  }`
const inPython = `
import json, os, runpy, sys
for line in sys.stdin:
    asked = json.loads(line)
    os.environ.update(asked["variables"])
    try:
        runpy.run_path(asked["path"])
        answer = "done"
    except Exception as error:
        answer = json.dumps(repr(error))
    os.write(3, (answer + "\\n").encode())`

const runners = {
  curl: { needs: 'curl', ending: 'sh', start: shell },
  TypeScript: {
    needs: pinnedNode,
    ending: 'mts',
    start: () => interpreter(pinnedNode, ['--input-type=module', '--eval', inNode]),
  },
  Python: { needs: 'python3', ending: 'py', start: () => interpreter('python3', ['-c', inPython]) },
} as const

test('every file that is shown is taken as it is shown', async () => {
  const server = await startServerWithAdministrator()
  try {
    const body = { name: 'sample_superset', serviceType: 'Superset' }
    await call(server, 'PUT', 'services/dashboardServices', { token: server.token, body })
    const shown = endpoints.flatMap((endpoint) =>
      (endpoint.operation.example?.files ?? []).map((file) => ({ endpoint, file })),
    )
    expect(shown.map(({ file }) => file.name)).toEqual(['table', 'update', 'export'])
    for (const { endpoint, file } of shown) {
      const { method, path } = endpoint
      const answer = await fetch(`${server.url}/api${path}?${new URLSearchParams(file.query)}`, {
        method,
        headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': file.type },
        body: file.text,
      })
      const job = await answer.json()
      expect([answer.status, job.problem, job.counts.refused]).toEqual([201, undefined, undefined])
      await expectDescribed(endpoint, job)
      expect(description.paths[path]?.[method.toLowerCase()]?.requestBody).toMatchObject({
        content: { [file.type]: { examples: { [file.name]: { value: file.text } } } },
      })
    }
    const { body: board } = await call(server, 'GET', 'dashboards/name/example_lightdash.revenue?fields=charts', {
      token: server.token,
    })
    expect(board).toMatchObject({ displayName: 'Revenue', charts: [{ displayName: 'Revenue by month' }] })
  } finally {
    await server.stop()
  }
})

describe.each(exampleLanguages.map((language) => [language.name, language] as const))('in %s', (name, { write }) => {
  const { needs, ending, start } = runners[name]
  let server: RunningServer
  let runner: Runner
  const known: Record<string, string> = {
    EMAIL: administrator.email,
    PASSWORD: administrator.password,
    PASSWORD_BASE64: encoded(administrator.password),
    NEW_PASSWORD: 'Another-horse-8',
  }
  beforeAll(async () => {
    server = await startServer()
    known.SETUP_TOKEN = server.setupPath?.split('token=')[1] ?? ''
    runner = start()
  })
  afterAll(async () => {
    runner.end()
    await server.stop()
  })

  /** Some calls are for whoever has signed in: a personal token, which outlives the session, is refused there. */
  async function accessToken(): Promise<string> {
    // One of the examples changes the password.
    for (const password of [known.PASSWORD, known.NEW_PASSWORD]) {
      const body = { email: known.EMAIL, password: encoded(password ?? '') }
      const { status, body: session } = await call(server, 'POST', 'users/login', { body })
      if (status === 200) return String(session.accessToken)
    }
    throw new Error('neither password signs in')
  }

  /** As the documentation tells the reader to find it. */
  async function find(variable: string): Promise<string> {
    const api = async (method: string, path: string, body?: unknown) => {
      const { body: answer } = await call(server, method, path, { token: known.TOKEN ?? '', body })
      return answer
    }
    if (variable === 'TOKEN' || variable === 'REFRESH_TOKEN') {
      const { EMAIL: email, PASSWORD_BASE64: password } = known
      const session = (await call(server, 'POST', 'users/login', { body: { email, password } })).body
      known.REFRESH_TOKEN = String(session.refreshToken)
      const given = { token: String(session.accessToken), body: { tokenName: 'Examples', JWTTokenExpiry: 'OneHour' } }
      known.TOKEN = String((await call(server, 'PUT', 'users/security/token', given)).body.jwtToken)
      return known[variable] ?? ''
    }
    if (variable === 'TOKEN_ID') {
      const { data } = (await api('GET', 'users/security/token')) as { data: { token: string; tokenName: string }[] }
      return data.find(({ tokenName }) => tokenName === 'Notebook')?.token ?? ''
    }
    if (variable === 'JOB_ID') {
      const { data } = (await api('GET', '../x/jobs?kind=import')) as { data: { id: string }[] }
      return data[0]?.id ?? ''
    }
    if (variable === 'STRING_TYPE_ID') {
      const type = { name: 'string', description: 'Text', category: 'field', nameSpace: 'basic', schema: '{}' }
      return String((await api('PUT', 'metadata/types', type)).id)
    }
    const path = exampleVariables[variable]?.path?.replace('/v1/', '')
    if (path === undefined) throw new Error(`the documentation does not say what ${variable} is`)
    return String((await api('GET', path)).id)
  }

  test
    .skipIf(!isThere(needs))
    .each(inOrder.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s',
    async (_title, endpoint) => {
      const request = exampleRequestOf(endpoint)
      if (request === undefined) throw new Error('has no example')
      for (const variable of variablesOf(request)) known[variable] ??= await find(variable)
      const path = join(directory, `example-${inOrder.indexOf(endpoint)}.${ending}`)
      writeFileSync(path, write(request, server.url))
      const isForSession = endpoint.operation.rights?.includes('signed in') === true
      const variables = isForSession ? { ...known, TOKEN: await accessToken() } : known
      const written = await runner.run(path, variables)
      if (name === 'curl' && request.answersJson) await expectDescribed(endpoint, JSON.parse(written))
    },
  )
})
