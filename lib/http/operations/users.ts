/** Calls about people: who calls, their password, and what teams bring to whom. */
import { z } from 'zod'
import type { Services } from '@/lib/app/services'
import { revokeIssuedTokens } from '@/lib/auth/issued-tokens'
import { findAccount, isPasswordOf, setPassword } from '@/lib/auth/people'
import { parseFields, read } from '@/lib/entities/read'
import { toReference } from '@/lib/entities/render'
import { teamRoles } from '@/lib/entities/team-roles'
import { json } from '@/lib/http/json'
import { noted } from '@/lib/http/noted'
import { operation } from '@/lib/http/operation'
import { found } from '@/lib/http/operations/entity-replies'
import { isNameOf, requireUser, requireUserByName, type TokenUser } from '@/lib/http/operations/token-owner'
import { respondEntity } from '@/lib/http/respond'
import { users } from '@/lib/model/entities/person'
import { requireAdmin } from '@/lib/model/rules/access'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { requireGoodPassword } from '@/lib/model/rules/password'
import { type TeamRoles, teamRolesSchema, userIds } from '@/lib/model/wire/account'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import { readQuery } from '@/lib/model/wire/query'

export const readSignedInUser = operation({
  id: 'getLoggedInUser',
  tag: 'Users',
  summary: 'Get the user who calls',
  query: readQuery.pick({ fields: true }),
  responses: { 200: found(users) },
  example: { stage: 'use', query: { fields: 'teams,roles' } },
  handle: async ({ ctx, query: { fields } }) =>
    respondEntity(await read(users, { id: ctx.actor.id }, { fields: parseFields(users, fields) }, ctx)),
})

export const listTeamRoles = operation({
  id: 'listTeamRoles',
  tag: 'Users',
  summary: 'Tell which roles the teams of some users bring them (ours)',
  notes:
    'Besides their own, each by the nearest team that gives it. Users to whom nothing comes but what everybody has are left out, and so is what the caller could not find out by reading users, teams and roles.',
  query: z.object({ ids: userIds }),
  responses: { 200: { description: 'One entry for each user who has such roles', schema: teamRolesSchema } },
  example: { stage: 'use', query: { ids: '$USER_ID' } },
  handle: async ({ ctx, query: { ids } }) => {
    const brought = await teamRoles(ids, ctx)
    const answer: TeamRoles = {
      data: [...brought].flatMap(([userId, roles]) => {
        if (roles.length === 0) return []
        const told = roles.map(({ role, team }) => ({
          role: toReference({ entity: role, inherited: false }, ctx),
          team: toReference({ entity: team, inherited: false }, ctx),
        }))
        return [{ userId, roles: told }]
      }),
    }
    return json(answer)
  },
})

export const changePassword = operation({
  id: 'changePassword',
  tag: 'Users',
  summary: 'Change a password',
  notes: "One's own with the old one, or another's as administrator; that person's sessions end.",
  body: z.object({
    requestType: z.enum(['SELF', 'USER']).default('SELF'),
    username: boundedText(textMax.name).optional(),
    oldPassword: boundedText(textMax.secret).optional(),
    newPassword: boundedText(textMax.secret),
    confirmPassword: boundedText(textMax.secret),
    revokeTokens: z.boolean().default(false).describe('Also end the personal tokens of that person'),
  }),
  responses: { 200: { description: 'Changed', mediaType: 'text/plain', schema: z.string() } },
  errors: ['notFound', 'tooManyRequests'],
  example: {
    stage: 'end',
    body: {
      requestType: 'SELF',
      oldPassword: '$PASSWORD',
      newPassword: '$NEW_PASSWORD',
      confirmPassword: '$NEW_PASSWORD',
    },
  },
  handle: async (call) => {
    const { body, ctx, services } = call
    const { requestType, username, oldPassword = '', newPassword, confirmPassword, revokeTokens } = body
    if (newPassword !== confirmPassword) {
      throw badRequest('Password and Confirm Password should match', {
        fields: [{ path: '/confirmPassword', message: 'is different from the password' }],
      })
    }
    requireGoodPassword(newPassword, 'newPassword')
    const isOwn = requestType === 'SELF' || username === undefined || isNameOf(username, ctx.actor)
    if (!isOwn) requireAdmin(ctx.actor)
    const user = isOwn ? await requireUser(ctx.actor.id, services) : await requireUserByName(username, services)
    if (user.isBot) throw badRequest('Bots have tokens instead of a password')
    if (isOwn) await requireOldPassword(user, oldPassword, services)
    await setPassword(services.people, user, newPassword)
    if (revokeTokens) await revokeIssuedTokens(services.people, user.id, 'PERSONAL_ACCESS')
    services.actors.forget()
    await noted(call, { kind: 'passwordChanged', user: user.name })
    return new Response('Password Updated Successfully', { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
  },
})

async function requireOldPassword(user: TokenUser, oldPassword: string, { people, attempts }: Services): Promise<void> {
  const account = await findAccount(people, user.id)
  if (account === undefined) throw new CatalogueError('forbidden', 'Only an administrator can give a first password')
  const isRight = await attempts.confirm(account.email, () => isPasswordOf(people, account.id, oldPassword))
  if (isRight) return
  throw badRequest('Old Password is not correct', { fields: [{ path: '/oldPassword', message: 'is not correct' }] })
}
