/** The example of an endpoint as a request, and where its variables come from. */

import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { exampleFqn, idVariable } from '@/lib/http/operations/entity-examples'
import { definitions } from '@/lib/model/entities/registry'
import { type ExampleRequest, variableIn } from '@/lib/model/wire/example-request'

/** Undefined where nothing is shown. */
export function exampleRequestOf({ method, path, operation }: Endpoint): ExampleRequest | undefined {
  const { example, body, bodyType, access, responses } = operation
  if (example === undefined) return undefined
  const filled = path.replaceAll(/\{(\w+)\}/g, (_parameter, name: string) => encoded(example.path?.[name] ?? ''))
  const query = Object.entries(example.query ?? {}).map(([name, value]) => `${name}=${encoded(value)}`)
  const [success] = Object.values(responses)
  return {
    method,
    address: `/api${filled}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    headers: { ...(body !== undefined && { 'Content-Type': bodyType }), ...example.headers },
    ...(example.body !== undefined && { body: example.body }),
    signedIn: access === 'signedIn',
    answersJson: success?.schema !== undefined && success.mediaType === undefined,
  }
}

const encoded = (value: string): string => (variableIn(value) === undefined ? encodeURIComponent(value) : value)

export interface Variable {
  readonly meaning: string
  /** A `GET` whose answer has it as `id`. */
  readonly path?: string
}

const ofEntities = definitions.map((def): [string, Variable] => [
  idVariable(def).slice(1),
  {
    meaning: `Id of the ${def.label} ${exampleFqn(def)}`,
    path: `/v1/${def.path}/name/${encodeURIComponent(exampleFqn(def))}?include=all`,
  },
])

/** Every variable that examples use. */
export const exampleVariables: Readonly<Record<string, Variable>> = {
  TOKEN: { meaning: 'Your token: an access token from signing in, or a personal access token' },
  EMAIL: { meaning: 'Your e-mail address' },
  PASSWORD: { meaning: 'Your password' },
  PASSWORD_BASE64: { meaning: 'Your password in base 64' },
  NEW_PASSWORD: { meaning: 'The password you want' },
  SETUP_TOKEN: { meaning: 'Token of the link that a new server prints' },
  REFRESH_TOKEN: { meaning: '`refreshToken` of the answer to signing in' },
  TOKEN_ID: { meaning: 'Id of a personal access token, `token` in the list of them' },
  JOB_ID: { meaning: 'Id of a job, in the answer that made it and in the list of jobs' },
  DASHBOARD_TYPE_ID: { meaning: 'Id of the type `dashboard`', path: '/v1/metadata/types/name/dashboard' },
  STRING_TYPE_ID: { meaning: 'Id of the type `string`', path: '/v1/metadata/types/name/string' },
  BOT_USER_ID: { meaning: 'Id of a user that is a bot, such as ingestion-bot', path: '/v1/users/name/ingestion-bot' },
  ...Object.fromEntries(ofEntities),
}
