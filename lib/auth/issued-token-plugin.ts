import type { BetterAuthPlugin } from 'better-auth'

/** The table of tokens that outlive a session, kept by the same library as accounts so that one migration makes both. */
export const issuedTokenPlugin = {
  id: 'issued-tokens',
  schema: {
    issuedToken: {
      modelName: 'auth_token',
      fields: {
        userId: { type: 'string', required: true, index: true },
        kind: { type: 'string', required: true },
        name: { type: 'string', required: true },
        issuedAt: { type: 'number', bigint: true, required: true },
        expiresAt: { type: 'number', bigint: true, required: false },
        lastUsedAt: { type: 'number', bigint: true, required: false },
        lastUsedFrom: { type: 'string', required: false },
      },
    },
  },
} satisfies BetterAuthPlugin
