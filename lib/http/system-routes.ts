/** What the server says about itself, without sign-in (supporting APIs 8.1). */

import { env } from '@/lib/env'
import type { Call } from '@/lib/http/route'
import { completeSetup, setupSchema } from '@/lib/http/setup'
import { CatalogueError } from '@/lib/model/errors'
import packageJson from '@/package.json' with { type: 'json' }

const startedAt = Date.now()

/** 503 while the database does not answer, so that a load balancer looks elsewhere. */
export const health = async ({ services }: Call): Promise<Response> => {
  try {
    await services.store.ping()
  } catch (cause) {
    throw new CatalogueError('unavailable', 'The database does not answer', { cause })
  }
  return Response.json({ status: 'healthy' })
}

/** Clients of OpenMetadata insist on their own major and minor version here; ours is the revision. */
export const version = async (): Promise<Response> =>
  Response.json({ version: env.OPENMETADATA_VERSION, revision: `dashcat-${packageJson.version}`, timestamp: startedAt })

export const authConfig = async (): Promise<Response> =>
  Response.json({
    provider: 'basic',
    providerName: 'basic',
    clientType: 'public',
    enableSelfSignup: false,
    jwtPrincipalClaims: ['email', 'preferred_username', 'sub'],
    jwtPrincipalClaimsMapping: [],
    clientId: '',
    authority: '',
    callbackUrl: '',
  })

export const authorizerConfig = async (): Promise<Response> => Response.json({ principalDomain: '' })

export const keySet = async ({ services }: Call): Promise<Response> => Response.json(services.tokens.keySet())

/** The form behind the one-time link. */
export const setup = async ({ body, services, requestId }: Call): Promise<Response> => {
  await completeSetup(services, await body(setupSchema), requestId)
  return Response.json({ status: 'done' }, { status: 201 })
}

/** Clients read errors as JSON; the framework's own answer would be a page. */
export const unknownPath = async ({ request }: Call): Promise<Response> => {
  throw new CatalogueError('notFound', `There is nothing at ${new URL(request.url).pathname}`)
}
