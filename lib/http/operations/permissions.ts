/** What somebody may do, in OpenMetadata's words: the decision of the gate (docs/contract/people.md#permissions). */
import { z } from 'zod'
import { grantsOf } from '@/lib/auth/grants'
import { explain, requireOnRow } from '@/lib/entities/gate'
import { type EntityKey, findIncluded } from '@/lib/entities/read'
import { json } from '@/lib/http/json'
import { operation, type SignedInCall } from '@/lib/http/operation'
import { idOf } from '@/lib/http/operations/entities'
import { pageOf } from '@/lib/http/operations/entity-replies'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { users } from '@/lib/model/entities/person'
import { definitions } from '@/lib/model/entities/registry'
import { type Actor, accessTo, requireAdmin, singleOperations } from '@/lib/model/rules/access'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { type ResourcePermission, resourcePermissionSchema } from '@/lib/model/wire/access'
import { notFound } from '@/lib/model/wire/errors'

const tag = 'Permissions'
const rights = 'everybody of themselves; administrators of others'
const query = z.object({
  user: boundedText(textMax.fqn).min(1).optional().describe('Name of the user; the caller if left out'),
})
type Asked = SignedInCall & { readonly query: z.output<typeof query> }

/** What rules may name besides types of entities. */
const resources: readonly string[] = [...definitions.map(({ type }) => type), 'lineage', 'events']
const resource = boundedText(textMax.name).describe('Type of entity, `lineage` or `events`')
const entityType = boundedText(textMax.name).describe('Type of entity')

/** As they would be after signing in. */
async function asked({ ctx, query: { user: name } }: Asked): Promise<Actor> {
  if (name === undefined) return ctx.actor
  const user = await findIncluded(users, { fqn: name }, 'non-deleted', ctx)
  if (user.id === ctx.actor.id) return ctx.actor
  requireAdmin(ctx.actor)
  return grantsOf(user, 'session', ctx.store)
}

const ofType = (actor: Actor, type: string): ResourcePermission => ({
  resource: type,
  permissions: accessTo(actor, type),
})

const described = { description: 'One entry for each operation', schema: resourcePermissionSchema }

export const listPermissions = operation({
  id: 'getResourcePermissions',
  tag,
  summary: 'List what one may do with every type of entity',
  notes:
    '`conditionalAllow` and `conditionalDeny` depend on the entity: ask about it by id or name. `notAllow` is what no rule allows, `deny` what one denies.',
  rights,
  query,
  responses: { 200: { description: 'One entry for each type', schema: pageOf(resourcePermissionSchema) } },
  errors: ['notFound'],
  example: { stage: 'use' },
  handle: async (call) => {
    const actor = await asked(call)
    return json({ data: resources.map((type) => ofType(actor, type)), paging: { total: resources.length } })
  },
})

export const readTypePermission = operation({
  id: 'getResourceTypePermission',
  tag,
  summary: 'Get what one may do with a type of entity',
  rights,
  query,
  path: { resource },
  responses: { 200: described },
  errors: ['notFound'],
  example: { stage: 'use', path: { resource: 'dashboard' } },
  handle: async (call) => {
    const type = call.param('resource')
    if (!resources.includes(type)) throw notFound('resource', type)
    return json(ofType(await asked(call), type))
  },
})

/** Whoever asks is told of nothing that they may not see. */
async function ofEntity(call: Asked, keyOf: (def: EntityDefinition) => EntityKey): Promise<Response> {
  const type = call.param('resource')
  const def = definitions.find((each) => each.type === type)
  if (def === undefined) throw notFound('resource', type)
  const actor = await asked(call)
  const row = await findIncluded(def, keyOf(def), 'all', call.ctx)
  await requireOnRow(def, row, ['ViewBasic'], call.ctx)
  const answer: ResourcePermission = {
    resource: type,
    permissions: (await explain(def, row, actor, singleOperations, call.ctx)).map(({ operation, allowed, rules }) => {
      const isDenied = rules.some(({ effect, holds }) => effect === 'deny' && holds)
      return { operation, access: allowed ? 'allow' : isDenied ? 'deny' : 'notAllow' }
    }),
  }
  return json(answer)
}

export const readPermissionById = operation({
  id: 'getResourcePermission',
  tag,
  summary: 'Get what one may do with an entity',
  rights,
  query,
  path: { resource: entityType },
  responses: { 200: described },
  errors: ['notFound'],
  example: { stage: 'use', path: { resource: 'dashboard', id: '$DASHBOARD_ID' } },
  handle: async (call) => ofEntity(call, (def) => ({ id: idOf(def, call) })),
})

export const readPermissionByName = operation({
  id: 'getResourcePermissionByName',
  tag,
  summary: 'Get what one may do with an entity of that name',
  rights,
  query,
  path: { resource: entityType },
  responses: { 200: described },
  errors: ['notFound'],
  example: { stage: 'use', path: { resource: 'dashboard', fqn: 'sample_superset.10' } },
  handle: async (call) => ofEntity(call, () => ({ fqn: call.param('fqn') })),
})
