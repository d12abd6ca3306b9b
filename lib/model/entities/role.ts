import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { domainsRelation, ownersRelation } from '@/lib/model/entities/asset'
import { defineEntity } from '@/lib/model/entities/define-entity'
import {
  entityName,
  entityReferences,
  fullyQualifiedName,
  managedFields,
  markdown,
  providerType,
  shownReferences,
} from '@/lib/model/entities/entity'
import { operations } from '@/lib/model/rules/access'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'
import { conditionProblem } from '@/lib/model/rules/condition'

const domains = boundedList(fullyQualifiedName).optional()

/** Operations that nothing here asks for, but that policies for OpenMetadata name. */
const otherOperations = [
  'BulkCreate',
  'BulkUpdate',
  'CreateIngestionPipelineAutomator',
  'CreateTests',
  'ViewTests',
  'ViewQueries',
  'ViewDataProfile',
  'ViewProfilerGlobalConfiguration',
  'ViewSampleData',
  'ViewTestCaseFailedRowsSample',
  'EditDataProfile',
  'EditDomains',
  'EditEntityRelationship',
  'EditQueries',
  'EditSampleData',
  'CreateTask',
  'EditTask',
  'EditTests',
  'EditKnowledgePanel',
  'EditPage',
  'EditIngestionPipelineStatus',
  'EditUserNotificationTemplate',
  'DeleteTestCaseFailedRowsSample',
  'Deploy',
  'Trigger',
  'Kill',
  'EditScim',
  'CreateScim',
  'DeleteScim',
  'ViewScim',
  'Impersonate',
  'AuditLogs',
  'ViewTestDefinitionLibrary',
  'EditTestDefinitionLibrary',
  'ResolveTask',
  'CloseTask',
  'ReassignTask',
]

/** Read when it is written: a mistake found when it is asked for would have to deny. */
const condition = boundedText(textMax.query)
  .superRefine((text, { addIssue }) => {
    const problem = conditionProblem(text)
    if (problem !== undefined) addIssue({ code: 'custom', message: `can't be read: ${problem}` })
  })
  .describe(
    "Functions such as `isOwner()`, `noOwner()`, `hasDomain()`, `matchAnyTag('PII.Sensitive')`, `inAnyTeam('sales')`, joined by `!`, `&&`, `||` and parentheses",
  )

const rule = z.strictObject({
  name: boundedText(textMax.name).min(1),
  description: markdown.optional(),
  fullyQualifiedName: boundedText(textMax.fqn).optional(),
  effect: z.enum(['allow', 'deny']),
  operations: boundedList(z.enum([...operations, ...otherOperations])).min(1),
  resources: boundedList(boundedText(textMax.name)).min(1),
  condition: condition.optional(),
})

/**
 * Rules that a role or a team brings (docs/contract/people.md#policies); `lib/model/rules/access.ts` evaluates them.
 */
const policySchema = z
  .strictObject({
    ...managedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    enabled: z.boolean().optional(),
    allowDelete: z.boolean().optional(),
    allowEdit: z.boolean().optional(),
    provider: providerType.optional(),
    rules: boundedList(rule).min(1),
    owners: entityReferences.optional(),
    domains: entityReferences.optional(),
    teams: shownReferences.optional(),
    roles: shownReferences.optional(),
  })
  .meta({ id: 'Policy' })
export const createPolicySchema = z
  .strictObject({
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    enabled: z.boolean().optional(),
    owners: entityReferences.optional(),
    domains,
    rules: boundedList(rule).min(1, 'At least one rule is required in a policy'),
  })
  .meta({ id: 'CreatePolicy' })

export const policies = defineEntity<z.infer<typeof policySchema>, z.infer<typeof createPolicySchema>>({
  ...addresses.policy,
  schema: policySchema,
  createSchema: createPolicySchema,
  members: { rules: { kind: 'object' } },
  relations: {
    owners: ownersRelation,
    domains: domainsRelation,
    roles: { relation: 'policy', types: ['role'], many: true, by: 'none', omitted: 'keep', reverse: true },
    teams: { relation: 'policy', types: ['team'], many: true, by: 'none', omitted: 'keep', reverse: true },
  },
  keptByPut: ['provider', 'enabled', 'allowDelete', 'allowEdit'],
  readOnly: ['provider'],
  defaults: { enabled: true, provider: 'user' },
  rights: { members: 'all' },
})

/** A named set of policies that users and teams are given. */
const roleSchema = z
  .strictObject({
    ...managedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    allowDelete: z.boolean().optional(),
    allowEdit: z.boolean().optional(),
    disabled: z.boolean().optional(),
    provider: providerType.optional(),
    policies: entityReferences.optional(),
    domains: entityReferences.optional(),
    users: shownReferences.optional(),
    teams: shownReferences.optional(),
  })
  .meta({ id: 'Role' })
const createRoleSchema = z
  .strictObject({
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    policies: boundedList(fullyQualifiedName)
      .min(1, 'At least one policy is required in a role')
      .describe('Fully qualified names of policies'),
    domains,
  })
  .meta({ id: 'CreateRole' })

export const roles = defineEntity<z.infer<typeof roleSchema>, z.infer<typeof createRoleSchema>>({
  ...addresses.role,
  schema: roleSchema,
  createSchema: createRoleSchema,
  relations: {
    policies: { relation: 'policy', types: ['policy'], many: true, by: 'fqn', omitted: 'keep' },
    domains: domainsRelation,
    users: { relation: 'role', types: ['user'], many: true, by: 'none', omitted: 'keep', reverse: true },
    teams: { relation: 'defaultRole', types: ['team'], many: true, by: 'none', omitted: 'keep', reverse: true },
  },
  keptByPut: ['provider', 'disabled', 'allowDelete', 'allowEdit'],
  readOnly: ['provider'],
  defaults: { provider: 'user' },
  rights: { members: 'all' },
})
