import { z } from 'zod'
import { ownersRelation } from '@/lib/model/asset'
import { defineEntity } from '@/lib/model/define-entity'
import {
  entityName,
  entityReference,
  entityReferences,
  fullyQualifiedName,
  managedFields,
  markdown,
} from '@/lib/model/entity'

/** As OpenMetadata accepts e-mail addresses: 6 to 127 characters. */
export const email = z
  .string()
  .min(6)
  .max(127)
  .regex(/^[\S.!#$%&’*+/=?^_`{|}~-]+@\S+\.\S+$/)
const ids = z.array(z.uuid())

const image = z.url().optional()
const profile = z.strictObject({
  images: z
    .strictObject({
      image,
      image24: image,
      image32: image,
      image48: image,
      image72: image,
      image192: image,
      image512: image,
    })
    .optional(),
  subscription: z.looseObject({}).optional(),
})

/** A person or a bot (supporting APIs 8.3). Passwords and tokens are not part of it: `lib/auth` keeps them. */
export const userSchema = z
  .strictObject({
    ...managedFields,
    name: entityName,
    displayName: z.string().optional(),
    description: markdown.optional(),
    email,
    isAdmin: z.boolean().optional(),
    isBot: z.boolean().optional(),
    isEmailVerified: z.boolean().optional(),
    allowImpersonation: z.boolean().optional(),
    timezone: z.string().optional(),
    externalId: z.string().optional(),
    scimUserName: z.string().optional(),
    profile: profile.optional(),
    lastLoginTime: z.number().int().optional(),
    lastActivityTime: z.number().int().optional(),
    personaPreferences: z.array(z.looseObject({})).optional(),
    authenticationMechanism: z.looseObject({}).optional(),
    teams: entityReferences.optional(),
    roles: entityReferences.optional(),
    inheritedRoles: entityReferences.optional(),
    personas: entityReferences.optional(),
    defaultPersona: entityReference.optional(),
    inheritedPersonas: entityReferences.optional(),
    domains: entityReferences.optional(),
    owns: entityReferences.optional(),
    follows: entityReferences.optional(),
  })
  .meta({ id: 'User' })
export const createUserSchema = z
  .strictObject({
    name: entityName,
    email,
    displayName: z.string().optional(),
    description: markdown.optional(),
    isBot: z.boolean().optional(),
    isAdmin: z.boolean().optional(),
    timezone: z.string().optional(),
    externalId: z.string().optional(),
    scimUserName: z.string().optional(),
    allowImpersonation: z.boolean().optional(),
    profile: profile.optional(),
    teams: ids.optional().describe('Ids of teams'),
    roles: ids.optional().describe('Ids of roles'),
    domains: z.array(fullyQualifiedName).optional(),
    botName: z.string().optional(),
    personas: entityReferences.optional(),
    defaultPersona: entityReference.optional(),
    authenticationMechanism: z.looseObject({}).optional(),
    createPasswordType: z.enum(['ADMIN_CREATE', 'USER_CREATE']).optional(),
    password: z
      .string()
      .optional()
      .describe(
        'First password, given by an administrator; kept as a hash by the sign-in, and left alone once there is one',
      ),
    confirmPassword: z.string().optional(),
  })
  .meta({ id: 'CreateUser' })
export type CreateUser = z.infer<typeof createUserSchema>
export type User = z.infer<typeof userSchema>

export const users = defineEntity<User, z.infer<typeof createUserSchema>>({
  type: 'user',
  collection: 'users',
  label: 'user',
  schema: userSchema,
  createSchema: createUserSchema,
  relations: {
    teams: { relation: 'team', types: ['team'], many: true, by: 'id', omitted: 'keep' },
    roles: { relation: 'role', types: ['role'], many: true, by: 'id', omitted: 'keep' },
    domains: { relation: 'domain', types: ['domain'], many: true, by: 'fqn', omitted: 'keep' },
    owns: { relation: 'owner', types: [], many: true, by: 'none', omitted: 'keep', reverse: true },
    follows: { relation: 'follower', types: [], many: true, by: 'none', omitted: 'keep', reverse: true },
  },
  onRequest: ['profile', 'lastLoginTime', 'lastActivityTime', 'personaPreferences', 'authenticationMechanism'],
  keptByPut: [
    'profile',
    'timezone',
    'lastLoginTime',
    'lastActivityTime',
    'personaPreferences',
    'isEmailVerified',
    'isAdmin',
    'isBot',
  ],
  silent: ['lastLoginTime', 'lastActivityTime'],
  oneByOne: ['password'],
  transient: ['authenticationMechanism', 'personas', 'defaultPersona', 'inheritedPersonas'],
  defaults: { isAdmin: false, isBot: false },
  rights: {
    members: ['isAdmin', 'isBot', 'allowImpersonation', 'roles', 'teams'],
    identity: ['email', 'externalId', 'scimUserName'],
  },
})

/** Everybody is in it, whatever other teams they are in. */
export const rootTeam = 'Organization'

const teamType = z.enum(['Organization', 'BusinessUnit', 'Division', 'Department', 'Group'])

/** People who work together. Only a Group owns assets (dashboards API reference 4.9). */
export const teamSchema = z
  .strictObject({
    ...managedFields,
    name: entityName,
    displayName: z.string().optional(),
    description: markdown.optional(),
    teamType: teamType.optional(),
    email: email.optional(),
    externalId: z.string().optional(),
    isJoinable: z.boolean().optional(),
    profile: profile.optional(),
    parents: entityReferences.optional(),
    children: entityReferences.optional(),
    childrenCount: z.number().int().optional(),
    users: entityReferences.optional(),
    userCount: z.number().int().optional(),
    defaultRoles: entityReferences.optional(),
    inheritedRoles: entityReferences.optional(),
    policies: entityReferences.optional(),
    owners: entityReferences.optional(),
    owns: entityReferences.optional(),
    domains: entityReferences.optional(),
  })
  .meta({ id: 'Team' })
export const createTeamSchema = z
  .strictObject({
    name: entityName,
    teamType: teamType.optional().describe('`Group` if left out'),
    email: email.optional(),
    displayName: z.string().optional(),
    description: markdown.optional(),
    externalId: z.string().optional(),
    isJoinable: z.boolean().optional(),
    profile: profile.optional(),
    parents: ids.optional(),
    children: ids.optional(),
    users: ids.optional(),
    defaultRoles: ids.optional(),
    policies: ids.optional(),
    owners: entityReferences.optional(),
    defaultPersona: z.string().optional(),
    domains: z.array(fullyQualifiedName).optional(),
  })
  .meta({ id: 'CreateTeam' })
export type Team = z.infer<typeof teamSchema>

export const teams = defineEntity<Team, z.infer<typeof createTeamSchema>>({
  type: 'team',
  collection: 'teams',
  label: 'team',
  schema: teamSchema,
  createSchema: createTeamSchema,
  relations: {
    owners: ownersRelation,
    parents: { relation: 'parent', types: ['team'], many: true, by: 'id', omitted: 'keep' },
    children: { relation: 'parent', types: ['team'], many: true, by: 'id', omitted: 'keep', reverse: true },
    users: { relation: 'team', types: ['user'], many: true, by: 'id', omitted: 'keep', reverse: true },
    defaultRoles: { relation: 'defaultRole', types: ['role'], many: true, by: 'id', omitted: 'keep' },
    policies: { relation: 'policy', types: ['policy'], many: true, by: 'id', omitted: 'keep' },
    domains: { relation: 'domain', types: ['domain'], many: true, by: 'fqn', omitted: 'keep' },
    owns: { relation: 'owner', types: [], many: true, by: 'none', omitted: 'keep', reverse: true },
  },
  onRequest: ['profile', 'childrenCount', 'userCount'],
  keptByPut: ['profile', 'teamType'],
  transient: ['defaultPersona'],
  defaults: { isJoinable: true, teamType: 'Group' },
  // Rights come from teams above, and whoever owns a team may take people in: `users` is theirs to write.
  rights: { members: ['owners', 'parents', 'children', 'defaultRoles', 'policies'] },
  childRelation: 'parent',
})
