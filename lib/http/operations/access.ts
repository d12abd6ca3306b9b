/** Who may do what with something, and by which rules: the decision of the gate, told (docs/contract/people.md#check-access). */
import { z } from 'zod'
import { grantsOf } from '@/lib/auth/grants'
import { explain, requireOnRow } from '@/lib/entities/gate'
import { findIncluded } from '@/lib/entities/read'
import { json } from '@/lib/http/json'
import { operation } from '@/lib/http/operation'
import { entityTypes } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'
import { definitionOf } from '@/lib/model/entities/registry'
import { operations, requireAdmin, singleOperations } from '@/lib/model/rules/access'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { type AccessAnswer, accessAnswerSchema } from '@/lib/model/wire/access'
import { notFound } from '@/lib/model/wire/errors'

export const checkAccess = operation({
  id: 'checkAccess',
  tag: 'Policies',
  summary: 'Tell what a user may do with something, and by which rules',
  rights: 'administrators, and the user',
  query: z.object({
    user: boundedText(textMax.fqn).min(1).describe('Name of the user'),
    type: z.enum(entityTypes).describe('Type of the thing'),
    fqn: boundedText(textMax.fqn).min(1).describe('Its fully qualified name'),
    operation: z.enum(operations).optional().describe('One operation; all of them if left out'),
  }),
  responses: { 200: { description: 'One entry for each operation', schema: accessAnswerSchema } },
  errors: ['notFound'],
  example: { stage: 'use', query: { user: 'maya', type: 'dashboard', fqn: 'sample_superset.10' } },
  handle: async ({ ctx, query }) => {
    const def = definitionOf(query.type)
    if (def === undefined) throw notFound('type', query.type)
    const user = await findIncluded(users, { fqn: query.user }, 'non-deleted', ctx)
    if (user.id !== ctx.actor.id) requireAdmin(ctx.actor)
    const row = await findIncluded(def, { fqn: query.fqn }, 'all', ctx)
    // Whoever asks is told of nothing that they may not see.
    await requireOnRow(def, row, ['ViewBasic'], ctx)
    const actor = await grantsOf(user, 'session', ctx.store)
    const asked = query.operation === undefined ? singleOperations : [query.operation]
    const answer: AccessAnswer = {
      data: (await explain(def, row, actor, asked, ctx)).map(({ rules, ...rest }) => ({ ...rest, rules: [...rules] })),
    }
    return json(answer)
  },
})
