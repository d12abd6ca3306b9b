import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { ownersRelation } from '@/lib/model/entities/asset'
import { defineEntity } from '@/lib/model/entities/define-entity'
import {
  entityName,
  entityReference,
  entityReferences,
  fullyQualifiedName,
  managedFields,
  markdown,
  shownReferences,
} from '@/lib/model/entities/entity'
import { boundedList, boundedObject, boundedText, boundedUrl, textMax } from '@/lib/model/rules/bounds'

/** As OpenMetadata accepts e-mail addresses: 6 to 127 characters. */
export const email = boundedText(textMax.email)
  .min(6)
  .regex(/^[\S.!#$%&’*+/=?^_`{|}~-]+@\S+\.\S+$/)
const ids = boundedList(z.uuid())

/** Somebody as a file names them: `user:ana`, `team:bi`, or a bare name or address that can be either. */
export const personName = z
  .strictObject({ type: z.enum(['user', 'team', 'any']), name: boundedText(textMax.fqn) })
  .meta({ id: 'PersonName' })
export type PersonName = Readonly<z.output<typeof personName>>

/** What clients and sign-in write, and no form asks for. */
const forPrograms = { forPrograms: true }

const image = boundedUrl().optional()
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
  subscription: boundedObject({}).optional(),
})

/**
 * A person or a bot (docs/contract/people.md#users). Passwords and tokens are not part of it: `lib/auth` keeps them.
 */
const userSchema = z
  .strictObject({
    ...managedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    email,
    isAdmin: z.boolean().optional(),
    isBot: z.boolean().optional(),
    isEmailVerified: z.boolean().optional(),
    allowImpersonation: z.boolean().optional(),
    timezone: boundedText(textMax.name).optional(),
    externalId: boundedText(textMax.line).optional(),
    scimUserName: boundedText(textMax.name).optional(),
    profile: profile.optional(),
    lastLoginTime: z.number().int().optional(),
    lastActivityTime: z.number().int().optional(),
    personaPreferences: boundedList(boundedObject({})).optional(),
    authenticationMechanism: boundedObject({}).optional(),
    teams: entityReferences.optional(),
    roles: entityReferences.optional(),
    inheritedRoles: shownReferences.optional(),
    personas: entityReferences.optional(),
    defaultPersona: entityReference.optional(),
    inheritedPersonas: shownReferences.optional(),
    domains: entityReferences.optional(),
    owns: shownReferences.optional(),
    follows: shownReferences.optional(),
  })
  .meta({ id: 'User' })
const createUserSchema = z
  .strictObject({
    name: entityName,
    email,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    isBot: z.boolean().optional(),
    isAdmin: z.boolean().optional(),
    timezone: boundedText(textMax.name).optional(),
    externalId: boundedText(textMax.line).optional(),
    scimUserName: boundedText(textMax.name).optional(),
    allowImpersonation: z.boolean().optional(),
    profile: profile.optional(),
    teams: ids.optional().describe('Ids of teams'),
    roles: ids.optional().describe('Ids of roles'),
    domains: boundedList(fullyQualifiedName).optional(),
    botName: boundedText(textMax.name).optional(),
    personas: entityReferences.optional(),
    defaultPersona: entityReference.optional(),
    authenticationMechanism: boundedObject({}).optional(),
    createPasswordType: z.enum(['ADMIN_CREATE', 'USER_CREATE']).optional(),
    password: boundedText(textMax.secret)
      .optional()
      .describe(
        'First password, given by an administrator; kept as a hash by the sign-in, and left alone once there is one',
      ),
    confirmPassword: boundedText(textMax.secret).optional(),
  })
  .meta({ id: 'CreateUser' })
export type CreateUser = z.infer<typeof createUserSchema>
export type User = z.infer<typeof userSchema>

export const users = defineEntity<User, z.infer<typeof createUserSchema>>({
  ...addresses.user,
  schema: userSchema,
  createSchema: createUserSchema,
  members: {
    name: { help: 'What programs and addresses call them. It stays as it is.' },
    email: { label: 'Email', help: 'They sign in with it.' },
    isAdmin: { label: 'Administrator', help: 'May do everything, and alone gives rights.' },
    roles: { help: 'What they may do, besides what everybody and their teams may.' },
    teams: { help: '' },
    isBot: forPrograms,
    isEmailVerified: forPrograms,
    allowImpersonation: forPrograms,
    timezone: forPrograms,
    externalId: forPrograms,
    scimUserName: forPrograms,
    profile: { kind: 'object' },
    lastLoginTime: forPrograms,
    lastActivityTime: forPrograms,
    personaPreferences: { kind: 'object' },
    inheritedRoles: forPrograms,
    botName: forPrograms,
    createPasswordType: forPrograms,
    password: forPrograms,
    confirmPassword: forPrograms,
  },
  relations: {
    teams: { relation: 'team', types: ['team'], many: true, by: 'id', omitted: 'keep' },
    roles: { relation: 'role', types: ['role'], many: true, by: 'id', omitted: 'keep' },
    domains: { relation: 'domain', types: ['domain'], many: true, by: 'fqn', omitted: 'keep' },
    owns: { relation: 'owner', types: [], many: true, by: 'none', omitted: 'keep', reverse: true, named: true },
    follows: { relation: 'follower', types: [], many: true, by: 'none', omitted: 'keep', reverse: true, named: true },
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
  oneByOne: ['password', 'authenticationMechanism'],
  unique: ['email'],
  caseless: true,
  sealed: { authenticationMechanism: { schema: () => z.looseObject({}) } },
  transient: ['authenticationMechanism', 'personas', 'defaultPersona', 'inheritedPersonas'],
  defaults: { isAdmin: false, isBot: false },
  rights: {
    members: ['isAdmin', 'isBot', 'allowImpersonation'],
    identity: ['email', 'externalId', 'scimUserName'],
  },
})

/** Everybody is in it, whatever other teams they are in. */
export const rootTeam = 'Organization'

/** A team may be everybody who works here. */
const membersMax = 100_000

const teamType = z.enum(['Organization', 'BusinessUnit', 'Division', 'Department', 'Group'])

/** People who work together. Only a Group owns assets (docs/contract/people.md#teams). */
const teamSchema = z
  .strictObject({
    ...managedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    teamType: teamType.optional(),
    email: email.optional(),
    externalId: boundedText(textMax.line).optional(),
    isJoinable: z.boolean().optional(),
    profile: profile.optional(),
    parents: entityReferences.optional(),
    children: entityReferences.optional(),
    childrenCount: z.number().int().optional(),
    users: boundedList(entityReference, membersMax).optional(),
    userCount: z.number().int().optional(),
    defaultRoles: entityReferences.optional(),
    inheritedRoles: shownReferences.optional(),
    policies: entityReferences.optional(),
    owners: entityReferences.optional(),
    owns: shownReferences.optional(),
    domains: entityReferences.optional(),
  })
  .meta({ id: 'Team' })
const createTeamSchema = z
  .strictObject({
    name: entityName,
    teamType: teamType.optional().describe('`Group` if left out'),
    email: email.optional(),
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    externalId: boundedText(textMax.line).optional(),
    isJoinable: z.boolean().optional(),
    profile: profile.optional(),
    parents: ids.optional(),
    children: ids.optional(),
    users: boundedList(z.uuid(), membersMax).optional(),
    defaultRoles: ids.optional(),
    policies: ids.optional(),
    owners: entityReferences.optional(),
    defaultPersona: boundedText(textMax.name).optional(),
    domains: boundedList(fullyQualifiedName).optional(),
  })
  .meta({ id: 'CreateTeam' })
export type Team = z.infer<typeof teamSchema>

export const teams = defineEntity<Team, z.infer<typeof createTeamSchema>>({
  ...addresses.team,
  schema: teamSchema,
  createSchema: createTeamSchema,
  members: {
    teamType: { label: 'Type', help: 'Only a group owns things.' },
    email: { label: 'Email' },
    externalId: forPrograms,
    isJoinable: forPrograms,
    profile: { kind: 'object' },
    parents: { help: 'Teams it is part of; their roles and policies count here too.' },
    children: forPrograms,
    // As long as everybody: people are put into teams one by one.
    users: { label: 'Members', ...forPrograms },
    defaultRoles: { label: 'Roles', help: 'What everybody in it may do.' },
    policies: { help: 'What everybody in it may do besides.' },
    inheritedRoles: forPrograms,
  },
  relations: {
    owners: ownersRelation,
    parents: { relation: 'parent', types: ['team'], many: true, by: 'id', omitted: 'keep' },
    children: { relation: 'parent', types: ['team'], many: true, by: 'id', omitted: 'keep', reverse: true },
    users: { relation: 'team', types: ['user'], many: true, by: 'id', omitted: 'keep', reverse: true },
    defaultRoles: { relation: 'defaultRole', types: ['role'], many: true, by: 'id', omitted: 'keep' },
    policies: { relation: 'policy', types: ['policy'], many: true, by: 'id', omitted: 'keep' },
    domains: { relation: 'domain', types: ['domain'], many: true, by: 'fqn', omitted: 'keep' },
    owns: { relation: 'owner', types: [], many: true, by: 'none', omitted: 'keep', reverse: true, named: true },
  },
  onRequest: ['profile', 'childrenCount', 'userCount'],
  keptByPut: ['profile', 'teamType'],
  transient: ['defaultPersona'],
  defaults: { isJoinable: true, teamType: 'Group' },
  rights: { members: ['owners'] },
  childRelation: 'parent',
  renaming: 'job',
})
