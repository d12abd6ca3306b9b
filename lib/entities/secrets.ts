/**
 * Members that are encrypted in the database (`EntityDefinition.sealed`). Bots, which need them to connect, see them as
 * they are; people see what the member's schema allows, and what they send back as they saw it stays as it was.
 */
import type { RequestContext, Sealer } from '@/lib/entities/context'
import type { EntityDefinition, SealedMember } from '@/lib/model/entities/define-entity'
import { mask, type Restored, restore, shown } from '@/lib/model/rules/shown'
import { badRequest } from '@/lib/model/wire/errors'

type Document = Readonly<Record<string, unknown>>

/** As stored: one encrypted text. */
export interface Sealed {
  readonly sealed: string
}

export const isSealed = (stored: unknown): stored is Sealed =>
  typeof stored === 'object' && stored !== null && 'sealed' in stored && typeof stored.sealed === 'string'

const sealedMember = (def: EntityDefinition, member: string): SealedMember | undefined =>
  Object.hasOwn(def.sealed, member) ? def.sealed[member] : undefined

export const seal = (value: unknown, { sealer }: { readonly sealer: Sealer }): Sealed => ({
  sealed: sealer.seal(JSON.stringify(value)),
})

/** The value behind what is stored, in the clear: for the engine's own comparisons, never for an answer. */
export const openSealed = (stored: unknown, { sealer }: { readonly sealer: Sealer }): unknown =>
  isSealed(stored) ? JSON.parse(sealer.open(stored.sealed)) : stored

/** A member of a document or an archived version as the caller may see it; undefined when nobody can read it. */
export function present(def: EntityDefinition, member: string, document: Document, ctx: RequestContext): unknown {
  const sealed = sealedMember(def, member)
  if (sealed === undefined || document[member] === undefined) return document[member]
  const plain = openSealed(document[member], ctx)
  const schema = sealed.schema(document)
  if (sealed.onlyWhenFitting === true && !schema.safeParse(plain).success) return undefined
  return ctx.actor.isBot ? plain : shown(schema, plain)
}

/** What a record of changes says of a value: nobody's rights are known when it is read. */
export const inRecord = (def: EntityDefinition, member: string, plain: unknown, document: Document): string =>
  JSON.stringify(plain === undefined ? mask : shown(sealedMember(def, member)?.schema(document), plain))

/** Throws 400 where a new entity has masks in the place of its secrets. */
export function requireGiven(def: EntityDefinition, document: Document, ctx: RequestContext): void {
  for (const [member, { schema }] of Object.entries(def.sealed)) {
    if (document[member] !== undefined)
      accepted(def, member, restore(schema(document), openSealed(document[member], ctx), undefined))
  }
}

/**
 * What is to be stored of a value that was sent. A value that means what is stored keeps the stored text: sealing twice
 * gives two different ones. Throws 400 for masks that hide nothing, and for a change of address that would take secrets
 * along: whoever may edit a connection must not learn by it what they may not see.
 */
export function sealSent(
  def: EntityDefinition,
  member: string,
  sent: unknown,
  before: Document,
  ctx: RequestContext,
): unknown {
  const stored = before[member]
  const plain = openSealed(stored, ctx)
  const schema = sealedMember(def, member)?.schema(before)
  const value = schema === undefined ? sent : accepted(def, member, restore(schema, sent, plain))
  return stored !== undefined && JSON.stringify(value) === JSON.stringify(plain) ? stored : seal(value, ctx)
}

function accepted(def: EntityDefinition, member: string, restored: Restored): unknown {
  if ('value' in restored) return restored.value
  if ('redirected' in restored) {
    const path = `/${member}${restored.redirected}`
    throw badRequest(`${path} decides where the secrets of this ${def.label} are sent: change it together with them`, {
      hint: `Send every secret in ${member} in the clear. ${mask} keeps a stored one only while its address stays.`,
      fields: [{ path, message: 'cannot change while stored secrets are kept' }],
    })
  }
  const path = `/${member}${restored.masked}`
  throw badRequest(`${path} is masked, and nothing is stored that it could stand for`, {
    hint: 'Send the secret itself.',
    fields: [{ path, message: 'is masked: send the secret itself' }],
  })
}
