/** How people come to sign in: by links that administrators hand out (docs/contract/people.md#links-for-a-password). */
import { z } from 'zod'
import { type Mail, type Mailer, passwordMail } from '@/lib/auth/mail/mailer'
import { accountStates, newPasswordLink, usePasswordLink } from '@/lib/auth/password-links'
import { json } from '@/lib/http/json'
import { noted, notedOf } from '@/lib/http/noted'
import { operation, publicOperation } from '@/lib/http/operation'
import { doneSchema } from '@/lib/http/operations/sessions'
import { requireSession, requireUser } from '@/lib/http/operations/token-owner'
import { requireAdmin } from '@/lib/model/rules/access'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { type Accounts, accountsSchema, type PasswordLink, passwordLinkSchema, userIds } from '@/lib/model/wire/account'
import { letInKinds } from '@/lib/model/wire/audit'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'

const tag = 'Sign-in'

export const listAccounts = operation({
  id: 'listAccounts',
  tag,
  summary: 'Tell how some users can sign in',
  rights: 'administrators',
  query: z.object({ ids: userIds }),
  responses: { 200: { description: 'One entry for each id', schema: accountsSchema } },
  example: { stage: 'use', query: { ids: '$USER_ID' } },
  handle: async ({ ctx, query: { ids }, services }) => {
    requireAdmin(ctx.actor)
    const [states, people] = await Promise.all([accountStates(services.people, ids, ctx.now), ctx.store.findByIds(ids)])
    const names = new Map(people.map(({ id, name }) => [id, name]))
    const linked = states.flatMap(({ userId, linkEndsAt }) =>
      linkEndsAt === undefined ? [] : (names.get(userId) ?? []),
    )
    const [last, makers] = await Promise.all([
      ctx.store.audit.lastOf(letInKinds, [...names.values()]),
      ctx.store.audit.lastWith(['passwordLinkMade'], linked),
    ])
    const data = states.map((state) => {
      const name = names.get(state.userId) ?? ''
      const [signedInAt, linkMadeBy] = [last.get(name), makers.get(name)]
      return {
        ...state,
        ...(linkMadeBy !== undefined && { linkMadeBy }),
        ...(signedInAt !== undefined && { signedInAt }),
      }
    })
    const answer: Accounts = { data, mail: services.mail !== undefined }
    return json(answer)
  },
})

export const createPasswordLink = operation({
  id: 'createPasswordLink',
  tag,
  summary: 'Make a link by which somebody gives themselves a password',
  notes: 'It works once and for a week; one that was made before for the same person ends.',
  rights: 'administrators who have signed in; not with a personal token',
  body: z.object({
    userId: z.uuid(),
    send: z
      .boolean()
      .default(false)
      .describe('By mail too, to the address of the user; 400 where no server for mail is set'),
  }),
  responses: { 201: { description: 'The link', schema: passwordLinkSchema } },
  errors: ['notFound'],
  example: { stage: 'use', body: { userId: '$USER_ID' } },
  handle: async (call) => {
    const { body, ctx, services } = call
    requireAdmin(ctx.actor)
    await requireSession(call)
    const user = await requireUser(body.userId, services)
    if (user.isBot) throw badRequest('Bots have tokens instead of a password')
    if (body.send && services.mail === undefined)
      throw badRequest('This server sends no mail', {
        hint: 'Set SMTP_URL and MAIL_FROM, or hand the link out yourself.',
      })
    const [state] = await accountStates(services.people, [user.id], ctx.now)
    const { token, expiresAt } = await newPasswordLink(services.people, user.id, ctx.now)
    await noted(call, { kind: 'passwordLinkMade', user: user.name, ...(body.send && { detail: 'By mail' }) })
    const path = `/join?token=${token}`
    if (body.send && services.mail !== undefined) {
      const { mailer, publicUrl } = services.mail
      const link = publicUrl + path
      const isInvitation = state?.hasPassword === false
      await sent(mailer, passwordMail({ name: user.name, email: user.email, link, expiresAt, isInvitation }))
    }
    const answer: PasswordLink = { path, expiresAt, ...(body.send && { sentTo: user.email }) }
    return json(answer, { status: 201 })
  },
})

/** Throws 503 with what the server said: the link is made and nobody has it, and another takes its place. */
async function sent(mailer: Mailer, mail: Mail): Promise<void> {
  try {
    await mailer.send(mail)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CatalogueError('unavailable', `The mail to ${mail.to.address} was not sent: ${why}`, {
      hint: 'Look at SMTP_URL, try again, or make a link and hand it out yourself.',
      cause,
    })
  }
}

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
