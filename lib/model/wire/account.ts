/** What the API tells of how somebody signs in: sessions and personal tokens. */
import { z } from 'zod'
import { entityReference, timestamp } from '@/lib/model/entities/entity'
import { boundedList, boundedText } from '@/lib/model/rules/bounds'
import { betweenCommas } from '@/lib/model/wire/query'

const sessionSchema = z
  .strictObject({
    id: z.string(),
    createdAt: timestamp,
    expiresAt: timestamp,
    current: z.boolean().describe('The one that this call belongs to'),
    address: z.string().optional().describe('From where the person signed in'),
    userAgent: z.string().optional().describe('What the browser or program called itself'),
  })
  .meta({ id: 'Session' })
export type Session = z.input<typeof sessionSchema>

export const sessionsSchema = z.strictObject({ data: z.array(sessionSchema) }).meta({ id: 'Sessions' })
export type Sessions = z.input<typeof sessionsSchema>

export const personalTokenSchema = z
  .strictObject({
    token: z.string().describe('Id of the token'),
    tokenName: z.string(),
    userId: z.uuid(),
    tokenType: z.literal('PERSONAL_ACCESS_TOKEN'),
    expiryDate: timestamp.optional().describe('Absent when it does not end'),
    lastUsedAt: timestamp.optional().describe('To a few minutes; absent before the first use'),
    lastUsedFrom: z.string().optional().describe('From which address'),
    jwtToken: z.string().optional().describe('The token itself, once: in the answer that made it'),
  })
  .meta({ id: 'PersonalAccessToken' })
export type PersonalToken = z.input<typeof personalTokenSchema>

const idsMax = 100
export const userIds = boundedText(idsMax * 37)
  .transform(betweenCommas)
  .pipe(boundedList(z.uuid(), idsMax))
  .describe(`Ids of users, comma-separated, at most ${idsMax}`)

export const accountsSchema = z
  .strictObject({
    data: z.array(
      z.strictObject({
        userId: z.uuid(),
        hasPassword: z.boolean(),
        linkEndsAt: timestamp.optional().describe('When the link for a password ends, while there is one'),
        linkMadeBy: z.string().optional().describe('Name of who made that link, as far back as the audit is kept'),
        signedInAt: timestamp.optional().describe('When they last signed in, as far back as the audit is kept'),
        botToken: z
          .strictObject({
            issuedAt: timestamp,
            expiresAt: timestamp.optional().describe('Absent when it does not end'),
            lastUsedAt: timestamp.optional().describe('To a few minutes; absent before the first use'),
            lastUsedFrom: z.string().optional().describe('From which address'),
          })
          .optional()
          .describe('How long the token of a bot is good and when it was used, of one that has one'),
      }),
    ),
    mail: z.boolean().describe('Whether the server sends links for a password by mail'),
  })
  .meta({ id: 'Accounts' })
export type Accounts = z.input<typeof accountsSchema>

export const teamRolesSchema = z
  .strictObject({
    data: z.array(
      z.strictObject({
        userId: z.uuid(),
        roles: z.array(z.strictObject({ role: entityReference, team: entityReference })),
      }),
    ),
  })
  .meta({ id: 'TeamRoles' })
export type TeamRoles = z.input<typeof teamRolesSchema>

export const passwordLinkSchema = z
  .strictObject({
    path: z.string().describe('To be put behind the address of the server'),
    expiresAt: timestamp,
    sentTo: z.string().optional().describe('Where it was sent by mail, if that was asked for'),
  })
  .meta({ id: 'PasswordLink' })
export type PasswordLink = z.input<typeof passwordLinkSchema>
