import type { Outcome, RequestContext } from '@/lib/entities/context'
import type { UpsertOptions } from '@/lib/entities/plan-requests'
import { render } from '@/lib/entities/render'
import { upsertMany } from '@/lib/entities/upsert'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'

/** POST: throws 409 when the name is taken, by a deleted entity too (docs/contract/verbs.md#post). */
export const create = (
  def: EntityDefinition,
  request: Readonly<Record<string, unknown>>,
  ctx: RequestContext,
  given: Pick<UpsertOptions, 'id'> = {},
): Promise<Outcome> => upsertOne(def, request, { ...given, mode: 'create' }, ctx)

/** PUT: never 409; restores a deleted entity (docs/contract/verbs.md#put). */
export const createOrUpdate = (
  def: EntityDefinition,
  request: Readonly<Record<string, unknown>>,
  ctx: RequestContext,
  given: Pick<UpsertOptions, 'id'> = {},
): Promise<Outcome> => upsertOne(def, request, { ...given, mode: 'createOrUpdate' }, ctx)

async function upsertOne(
  def: EntityDefinition,
  request: Readonly<Record<string, unknown>>,
  options: UpsertOptions,
  ctx: RequestContext,
): Promise<Outcome> {
  const [result] = await upsertMany(def, [request], options, ctx)
  if (result === undefined) throw new Error('one request makes one result')
  if (!result.ok) throw result.error
  return {
    kind: result.plan.kind,
    entity: render(def, result.plan.after, 'all', ctx, { omitsEmpty: def.omitsEmpty === true }),
  }
}
