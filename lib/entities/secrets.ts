/**
 * Members that are encrypted in the database (`connection` of a service) and masked for people: only bots, which need
 * them to connect, and administrators' own requests to replace them ever touch the values.
 */
import type { RequestContext } from '@/lib/entities/context'

export const mask = '*********'
const secretName = /password|passwd|secret|token|private[-_]?key|api[-_]?key|access[-_]?key$|passphrase|credential/i

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Applies `change` to every secret text inside a value. */
function mapSecrets(value: unknown, change: (secret: string) => string, inSecret = false): unknown {
  if (typeof value === 'string') return inSecret && value !== '' ? change(value) : value
  if (Array.isArray(value)) return value.map((item) => mapSecrets(item, change, inSecret))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      mapSecrets(member, change, inSecret || secretName.test(name)),
    ]),
  )
}

export const maskSecrets = (value: unknown): unknown => mapSecrets(value, () => mask)

/** As stored: one encrypted text. */
export const seal = (value: unknown, ctx: RequestContext): { sealed: string } => ({
  sealed: ctx.sealer.seal(JSON.stringify(value)),
})

/** The value behind what is stored, in the clear: for the engine's own comparisons, never for an answer. */
export function openSealed(stored: unknown, ctx: RequestContext): unknown {
  return isRecord(stored) && typeof stored.sealed === 'string' ? JSON.parse(ctx.sealer.open(stored.sealed)) : stored
}

/** As the caller may see it. */
export function presentSealed(stored: unknown, ctx: RequestContext): unknown {
  const plain = openSealed(stored, ctx)
  return ctx.actor.isBot ? plain : maskSecrets(plain)
}

/** Puts stored secrets back where a client sent the mask it had been shown. */
export function unmask(value: unknown, stored: unknown): unknown {
  if (value === mask) return stored ?? value
  if (Array.isArray(value))
    return value.map((item, index) => unmask(item, Array.isArray(stored) ? stored[index] : undefined))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, unmask(member, isRecord(stored) ? stored[name] : undefined)]),
  )
}
