import { variableIn } from '@/lib/model/wire/example-request'

/**
 * A request that the documentation shows and the tests send. Texts such as `$DASHBOARD_ID` stand for what only the
 * reader's own catalogue knows; examples in code read them from the environment.
 */
export interface Example {
  /** When the tests send it, so that all of them succeed in a row on a new catalogue; `create` if left out. */
  readonly stage?: Stage
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Of a call that takes files: such files, each with what is asked for with it. */
  readonly files?: readonly FileExample[]
}

export interface FileExample {
  /** A word for it, unlike those of others. */
  readonly name: string
  /** A sentence about it. */
  readonly summary: string
  readonly type: string
  readonly query: Readonly<Record<string, string>>
  readonly text: string
}

/** In this order. */
export const stages = ['setUp', 'create', 'use', 'undo', 'delete', 'restore', 'deleteAgain', 'remove', 'end'] as const
export type Stage = (typeof stages)[number]

const sampleId = '2f1a4c1e-5b7d-4a0e-9c3f-8d6b5a4e3c21'
const samples: Readonly<Record<string, string>> = {
  EMAIL: 'ada@example.com',
  PASSWORD: 'Admin-123456',
  PASSWORD_BASE64: 'QWRtaW4tMTIzNDU2',
  NEW_PASSWORD: 'Admin-654321',
  SETUP_TOKEN: 'token-of-the-printed-link',
  REFRESH_TOKEN: 'refresh-token-of-a-sign-in',
}

/** The value with samples in place of variables, for a description that stands by itself. */
export function sampleOf(value: unknown): unknown {
  if (typeof value === 'string') {
    const variable = variableIn(value)
    return variable === undefined ? value : (samples[variable] ?? sampleId)
  }
  if (Array.isArray(value)) return value.map(sampleOf)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sampleOf(member)]))
  }
  return value
}
