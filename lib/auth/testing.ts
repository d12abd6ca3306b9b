/** The world for tests of sign-in: a catalogue as it is after its first start, and what sign-in keeps beside it. */
import { expect } from 'vitest'
import { type Actors, createActors } from '@/lib/auth/actor'
import { openPeople, type People } from '@/lib/auth/people'
import { openTokens, type TokenSettings, type Tokens } from '@/lib/auth/tokens'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { seed } from '@/lib/entities/seed'
import { aContext } from '@/lib/entities/testing'
import { publishing } from '@/lib/events/publish'
import { subscribersOf } from '@/lib/events/subscribers'
import type { Entity } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'
import type { Store } from '@/lib/store/store'

export interface SignInWorld {
  /** Its commits are followed. */
  readonly ctx: RequestContext
  /** The same without what follows its commits. */
  readonly bareStore: Store
  readonly people: People
  readonly tokens: Tokens
  readonly actors: Actors
}

/** Making a key takes as long as all the rest: worlds of one file share one. */
const keySetting = 'auth.tokenKey'
let tokenKey: string | undefined

export async function aSignInWorld(settings: Partial<TokenSettings> = {}): Promise<SignInWorld> {
  const opened = await aContext()
  const { store, sealer } = opened
  const people = await openPeople(store, { secret: 'a secret of thirty-two characters or more', isHttps: false })
  await hashQuickly(people)
  if (tokenKey !== undefined) await store.settleSetting(keySetting, tokenKey)
  const tokens = await openTokens(store, sealer, { issuer: 'dashcat', ...settings })
  tokenKey = await store.setting(keySetting)
  const actors = createActors({ store, people, tokens })
  const ctx = { ...opened, store: publishing(store, subscribersOf({ people, actors }), expect.fail) }
  await seed(ctx)
  return { ctx, bareStore: store, people, tokens, actors }
}

/** A real hash takes a quarter of a second; one test (`sign-in.test.ts`) looks at those. */
async function hashQuickly(people: People): Promise<void> {
  const { password } = await people.$context
  password.hash = async (plain) => `plain ${plain}`
  password.verify = async ({ hash, password: plain }) => hash === `plain ${plain}`
}

export const aUser = async (ctx: RequestContext, name: string, more: Record<string, unknown> = {}): Promise<Entity> =>
  (await create(users, { name, email: `${name}@example.com`, ...more }, ctx)).entity
