/** What the server says about itself, without sign-in (docs/contract/clients.md#system). */
import { z } from 'zod'
import { env } from '@/lib/app/env'
import { completeSetup, setupSchema } from '@/lib/app/setup'
import { toCatalogueError } from '@/lib/http/errors'
import { json } from '@/lib/http/json'
import { publicOperation } from '@/lib/http/operation'
import { doneSchema } from '@/lib/http/operations/sessions'
import { timestamp } from '@/lib/model/entities/entity'
import packageJson from '@/package.json' with { type: 'json' }

const tag = 'System'
const startedAt = Date.now()

const healthSchema = z
  .strictObject({
    status: z.enum(['healthy', 'degraded']).describe('`degraded`: it answers, and cannot write at the moment'),
    reason: z.string().optional().describe('Why it cannot write'),
  })
  .meta({ id: 'Health' })

/** 503 while the database does not answer, so that a load balancer looks elsewhere. */
export const health = publicOperation({
  id: 'getHealth',
  tag,
  summary: 'Ask whether the server can work',
  responses: { 200: { description: 'The database answers', schema: healthSchema } },
  example: { stage: 'use' },
  handle: async ({ services: { store } }) => {
    await store.ping()
    try {
      await store.checkWrites()
    } catch (error) {
      const reason = toCatalogueError(error).message
      return json({ status: 'degraded', reason } satisfies z.input<typeof healthSchema>)
    }
    return json({ status: 'healthy' } satisfies z.input<typeof healthSchema>)
  },
})

const versionSchema = z
  .strictObject({
    version: z.string().describe('The version of OpenMetadata that this server speaks; clients insist on theirs'),
    revision: z.string().describe('The version of this server'),
    timestamp,
  })
  .meta({ id: 'Version' })

export const version = publicOperation({
  id: 'getVersion',
  tag,
  summary: 'Get the version',
  responses: { 200: { description: 'Versions', schema: versionSchema } },
  example: { stage: 'use' },
  handle: async () => {
    const revision = `dashcat-${packageJson.version}`
    const answer: z.input<typeof versionSchema> = { version: env.OPENMETADATA_VERSION, revision, timestamp: startedAt }
    return json(answer)
  },
})

const authConfigSchema = z
  .strictObject({
    provider: z.string(),
    providerName: z.string(),
    clientType: z.string(),
    enableSelfSignup: z.boolean(),
    jwtPrincipalClaims: z.array(z.string()),
    jwtPrincipalClaimsMapping: z.array(z.string()),
    clientId: z.string(),
    authority: z.string(),
    callbackUrl: z.string(),
  })
  .meta({ id: 'AuthenticationConfiguration' })

export const authConfig = publicOperation({
  id: 'getAuthenticationConfiguration',
  tag,
  summary: 'Get how people sign in',
  responses: { 200: { description: 'With e-mail and password', schema: authConfigSchema } },
  example: { stage: 'use' },
  handle: async () => {
    const answer: z.input<typeof authConfigSchema> = {
      provider: 'basic',
      providerName: 'basic',
      clientType: 'public',
      enableSelfSignup: false,
      jwtPrincipalClaims: ['email', 'preferred_username', 'sub'],
      jwtPrincipalClaimsMapping: [],
      clientId: '',
      authority: '',
      callbackUrl: '',
    }
    return json(answer)
  },
})

const authorizerSchema = z.strictObject({ principalDomain: z.string() })

export const authorizerConfig = publicOperation({
  id: 'getAuthorizerConfiguration',
  tag,
  summary: 'Get how names of people are completed',
  responses: { 200: { description: 'The domain of addresses', schema: authorizerSchema } },
  example: { stage: 'use' },
  handle: async () => json({ principalDomain: '' } satisfies z.input<typeof authorizerSchema>),
})

export const keySet = publicOperation({
  id: 'getKeySet',
  tag,
  summary: 'Get the public keys of the tokens this server issues',
  responses: {
    200: { description: 'A JSON Web Key Set', schema: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }) },
  },
  example: { stage: 'use' },
  handle: async ({ services }) => json(services.tokens.keySet()),
})

export const setup = publicOperation({
  id: 'setUp',
  tag,
  summary: 'Make the first administrator',
  notes: 'With the token of the link that the server prints when it starts and nobody can sign in.',
  body: setupSchema,
  responses: { 201: { description: 'The administrator can sign in', schema: doneSchema } },
  errors: ['forbidden', 'alreadyExists'],
  example: {
    stage: 'setUp',
    body: { token: '$SETUP_TOKEN', displayName: 'Ada', email: '$EMAIL', password: '$PASSWORD' },
  },
  handle: async ({ body, services }) => {
    await completeSetup(services, body)
    return json({ status: 'done' } satisfies z.input<typeof doneSchema>, { status: 201 })
  },
})
