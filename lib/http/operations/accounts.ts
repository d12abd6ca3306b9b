/** How people come to sign in: by links that administrators hand out (docs/contract/people.md#links-for-a-password). */
import { z } from 'zod'
import { accountStates, newPasswordLink, usePasswordLink } from '@/lib/auth/password-links'
import { json } from '@/lib/http/json'
import { noted, notedOf } from '@/lib/http/noted'
import { operation, publicOperation } from '@/lib/http/operation'
import { doneSchema } from '@/lib/http/operations/sessions'
import { requireSession, requireUser } from '@/lib/http/operations/token-owner'
import { requireAdmin } from '@/lib/model/rules/access'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'
import { type Accounts, accountsSchema, type PasswordLink, passwordLinkSchema } from '@/lib/model/wire/account'
import { badRequest } from '@/lib/model/wire/errors'

const tag = 'Sign-in'
const idsMax = 100

export const listAccounts = operation({
  id: 'listAccounts',
  tag,
  summary: 'Tell how some users can sign in',
  rights: 'administrators',
  query: z.object({
    ids: boundedText(idsMax * 37)
      .transform((text) => [...new Set(text.split(',').filter((id) => id !== ''))])
      .pipe(boundedList(z.uuid(), idsMax))
      .describe(`Ids of users, comma-separated, at most ${idsMax}`),
  }),
  responses: { 200: { description: 'One entry for each id', schema: accountsSchema } },
  example: { stage: 'use', query: { ids: '$USER_ID' } },
  handle: async ({ ctx, query: { ids }, services }) => {
    requireAdmin(ctx.actor)
    const answer: Accounts = { data: [...(await accountStates(services.people, ids, ctx.now))] }
    return json(answer)
  },
})

export const createPasswordLink = operation({
  id: 'createPasswordLink',
  tag,
  summary: 'Make a link by which somebody gives themselves a password',
  notes: 'It works once and for a week; one that was made before for the same person ends.',
  rights: 'administrators who have signed in; not with a personal token',
  body: z.object({ userId: z.uuid() }),
  responses: { 201: { description: 'The link', schema: passwordLinkSchema } },
  errors: ['notFound'],
  example: { stage: 'use', body: { userId: '$USER_ID' } },
  handle: async (call) => {
    const { body, ctx, services } = call
    requireAdmin(ctx.actor)
    await requireSession(call)
    const user = await requireUser(body.userId, services)
    if (user.isBot) throw badRequest('Bots have tokens instead of a password')
    const { token, expiresAt } = await newPasswordLink(services.people, user.id, ctx.now)
    await noted(call, { kind: 'passwordLinkMade', user: user.name })
    const answer: PasswordLink = { path: `/join?token=${token}`, expiresAt }
    return json(answer, { status: 201 })
  },
})

/** For the page that the link leads to. */
export const redeemPasswordLink = publicOperation({
  id: 'redeemPasswordLink',
  tag,
  summary: 'Give oneself a password by a link',
  body: z.object({ token: boundedText(textMax.secret).min(1), password: boundedText(textMax.secret) }),
  responses: { 200: { description: 'The password opens the account from now on', schema: doneSchema } },
  errors: ['forbidden'],
  handle: async (call) => {
    const { body, services } = call
    const user = await usePasswordLink(services, body, Date.now())
    services.actors.forget()
    await notedOf(call, user.name, { kind: 'passwordLinkUsed', user: user.name })
    return json({ status: 'done' } satisfies z.input<typeof doneSchema>)
  },
})
