/** The first administrator: from the settings, or by a link that works once. */
import { hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Services } from '@/lib/app/services'
import { systemContext } from '@/lib/app/system-context'
import { hasAccounts, setPassword } from '@/lib/auth/people'
import { findClaimant } from '@/lib/entities/claims'
import { create } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { lookupFqn } from '@/lib/entities/resolve'
import { restore } from '@/lib/entities/restore'
import { email, users } from '@/lib/model/entities/person'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { requireGoodPassword } from '@/lib/model/rules/password'
import { CatalogueError } from '@/lib/model/wire/errors'

const tokenSetting = 'setup.tokenHash'

export const setupSchema = z.strictObject({
  token: boundedText(textMax.secret).min(1),
  displayName: boundedText(textMax.name).trim().min(1),
  email,
  password: boundedText(textMax.secret),
})
type Administrator = Omit<z.infer<typeof setupSchema>, 'token'>

/** A path with a new token, which ends any earlier one; undefined once there is somebody who can sign in. */
export async function newSetupPath(services: Services): Promise<string | undefined> {
  if (await hasAccounts(services.people)) return undefined
  const token = randomBytes(32).toString('base64url')
  await services.store.putSetting(tokenSetting, hash('sha256', token))
  return `/setup?token=${token}`
}

/** True while the link would still work. */
export async function isSetupToken(services: Services, token: string): Promise<boolean> {
  const expected = await services.store.setting(tokenSetting)
  if (expected === undefined || (await hasAccounts(services.people))) return false
  return timingSafeEqual(Buffer.from(hash('sha256', token)), Buffer.from(expected))
}

/** Makes the first administrator. Throws 400 for a weak password and 403 when the link is not, or no longer, good. */
export async function completeSetup(
  services: Services,
  { token, ...administrator }: z.infer<typeof setupSchema>,
): Promise<void> {
  requireGoodPassword(administrator.password)
  const dead = new CatalogueError('forbidden', 'The set-up link has been used or replaced', {
    hint: 'Start the server again: it prints a new link as long as nobody can sign in.',
  })
  if (!(await isSetupToken(services, token))) throw dead
  // Of requests that arrive together, the first to settle the token has it.
  const mine = randomUUID()
  const claim = await services.store.settleSetting(`setup.claim.${hash('sha256', token)}`, mine)
  if (claim !== mine) throw dead
  await addAdministrator(services, administrator)
}

/** A user with administrator's rights and a password: one that has the address already, brought back if deleted, or a new one. */
export async function addAdministrator(services: Services, given: Administrator): Promise<void> {
  const ctx = systemContext(services)
  const known = await findClaimant(users, 'email', given.email, services.store)
  if (known !== undefined) await restore(users, known, ctx)
  const { entity } =
    known === undefined
      ? await create(users, await administratorRequest(services, given), ctx)
      : await patch(users, { id: known }, [{ op: 'add', path: '/isAdmin', value: true }], undefined, ctx)
  await setPassword(services.people, entity, given.password)
  services.actors.forget()
}

async function administratorRequest(services: Services, { displayName, email: address }: Administrator) {
  const name = await freeName(services, address.split('@')[0] ?? 'admin')
  return users.createSchema.parse({ name, displayName, email: address, isAdmin: true })
}

async function freeName(services: Services, wanted: string): Promise<string> {
  const name = wanted.replaceAll('::', ':')
  for (let suffix = 1; ; suffix += 1) {
    const candidate = suffix === 1 ? name : `${name}${suffix}`
    const taken = await services.store.findByFqns('user', [lookupFqn('user', candidate)])
    if (taken.length === 0) return candidate
  }
}
