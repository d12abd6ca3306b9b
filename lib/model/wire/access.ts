/** What the API tells of who may do what. */
import { z } from 'zod'
import { accesses, operations } from '@/lib/model/rules/access'

const ruleSchema = z.strictObject({
  policy: z.string(),
  role: z.string().optional().describe('By which the policy came; absent when it came by a team'),
  name: z.string(),
  effect: z.enum(['allow', 'deny']),
  condition: z.string().optional(),
  holds: z.boolean().describe('Whether the condition holds for this thing'),
})

const decisionSchema = z.strictObject({
  operation: z.enum(operations),
  allowed: z.boolean(),
  because: z.enum(['administrator', 'oneself']).optional().describe('Allowed whatever the rules say'),
  rules: z.array(ruleSchema).describe('All that have something to say of the operation'),
})
export type AccessDecision = z.infer<typeof decisionSchema>

export const accessAnswerSchema = z.strictObject({ data: z.array(decisionSchema) }).meta({ id: 'AccessAnswer' })
export type AccessAnswer = z.infer<typeof accessAnswerSchema>

/** OpenMetadata's shape. */
export const resourcePermissionSchema = z
  .strictObject({
    resource: z.string().describe('Type of entity, `lineage` or `events`'),
    permissions: z.array(z.strictObject({ operation: z.enum(operations), access: z.enum(accesses) })),
  })
  .meta({ id: 'ResourcePermission' })
export type ResourcePermission = z.infer<typeof resourcePermissionSchema>
