/** Where the person who calls is signed in (docs/contract/people.md#sessions). */
import { endSessions, sessionOf, sessionsOf } from '@/lib/auth/sessions'
import { json } from '@/lib/http/json'
import { noted } from '@/lib/http/noted'
import { operation, type SignedInCall } from '@/lib/http/operation'
import { type Sessions, sessionsSchema } from '@/lib/model/wire/account'

const tag = 'Sign-in'

async function present({ ctx, services }: SignedInCall, current: string | undefined): Promise<Response> {
  const sessions = await sessionsOf(services.people, ctx.actor.id, ctx.now)
  const answer: Sessions = {
    data: sessions.map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => ({
      id,
      createdAt: createdAt.getTime(),
      expiresAt: expiresAt.getTime(),
      current: id === current,
      ...(ipAddress && { address: ipAddress }),
      ...(userAgent && { userAgent }),
    })),
  }
  return json(answer)
}

export const listSessions = operation({
  id: 'listSessions',
  tag,
  summary: 'List where one is signed in',
  responses: { 200: { description: 'Sessions in force, the newest first', schema: sessionsSchema } },
  example: { stage: 'use' },
  handle: async (call) => present(call, await sessionOf(call.request.headers, call.services)),
})

export const endOtherSessions = operation({
  id: 'endOtherSessions',
  tag,
  summary: 'Sign out everywhere else',
  notes: 'All sessions end but the one that the call belongs to; all of them for a call with a personal token.',
  responses: { 200: { description: 'What is left', schema: sessionsSchema } },
  example: { stage: 'end' },
  handle: async (call) => {
    const { ctx, request, services } = call
    const current = await sessionOf(request.headers, services)
    await endSessions(services.people, ctx.actor.id, current)
    services.actors.forget()
    await noted(call, { kind: 'sessionsEnded' })
    return present(call, current)
  },
})
