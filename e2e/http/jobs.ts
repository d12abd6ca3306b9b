/** Imports of a server of the tests' own, as programs start and follow them. */
import { expect } from 'vitest'
import { call, type RunningServer } from '@/e2e/server'

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export type Signed = RunningServer & { readonly token: string }
export interface Job {
  readonly id: string
  readonly state: string
  readonly rows: number
  readonly counts: Readonly<Record<string, number>>
}

/** `path` is below `/api/x`; a text is sent as a CSV file. */
export async function ask(server: Pick<Signed, 'url' | 'token'>, method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}/api/x/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(body !== undefined && { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const { status, headers } = response
  const text = await response.text()
  const isJson = headers.get('content-type')?.startsWith('application/json') === true
  return { status, headers, text, body: isJson ? JSON.parse(text) : {} }
}

export const fileOf = (count: number, title = 'Title') =>
  `name,service,displayName,description\n${Array.from({ length: count }, (_, at) => `d${at},files,${title} ${at},What ${at} shows`).join('\n')}\n`

export async function aService(server: Signed): Promise<void> {
  const body = { name: 'files', serviceType: 'Superset' }
  await call(server, 'PUT', 'services/dashboardServices', { token: server.token, body })
}

export async function until(server: Signed, id: string, isThere: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const { body } = await ask(server, 'GET', `jobs/${id}`)
    if (isThere(body)) return body
    await pause(10)
  }
}
export const hasEnded = ({ state }: Job) => ['finished', 'cancelled', 'failed'].includes(state)

export async function plannedJob(server: Signed, file: string): Promise<string> {
  const { status, body } = await ask(server, 'POST', 'imports?wait=60', file)
  expect({ status, state: body.state }).toEqual({ status: 201, state: 'planned' })
  return body.id
}
