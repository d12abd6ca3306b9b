/**
 * Following and voting: relations between a person and an entity that leave its version alone
 * (docs/contract/verbs.md#followers-and-votes).
 */

import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { type ChangeEvent, commitFieldsChanged } from '@/lib/entities/fields-changed'
import { requireOnRow } from '@/lib/entities/gate'
import { findIncluded } from '@/lib/entities/read'
import { toReference } from '@/lib/entities/render'
import { retryStale } from '@/lib/entities/retry-stale'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityReference } from '@/lib/model/entities/entity'
import { CatalogueError, notFound } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'
import type { StoredEntity } from '@/lib/store/rows'

export const voteSchema = z
  .strictObject({ updatedVoteType: z.enum(['votedUp', 'votedDown', 'unVoted']) })
  .meta({ id: 'VoteRequest' })
export type VoteType = z.infer<typeof voteSchema>['updatedVoteType']

function requireCapability(def: EntityDefinition, field: 'followers' | 'votes'): void {
  if (!def.fields.has(field)) throw new CatalogueError('notFound', `${def.collection} have no ${field}`)
}

async function findUser(userId: string, ctx: RequestContext): Promise<StoredEntity> {
  const [user] = z.uuid().safeParse(userId).success ? await ctx.store.findByIds([userId]) : []
  if (user === undefined || user.type !== 'user' || user.deleted) throw notFound('user', userId)
  return user
}

/** People follow for themselves; for others does who may edit all of it. */
async function requireMayFollow(
  def: EntityDefinition,
  row: StoredEntity,
  user: StoredEntity,
  ctx: RequestContext,
): Promise<void> {
  if (user.id === ctx.actor.id) return
  await requireOnRow(def, row, ['EditAll'], ctx)
}

/** Adds a follower; adding one twice is fine. Throws 404 for an unknown entity or user. */
export function follow(def: EntityDefinition, id: string, userId: string, ctx: RequestContext): Promise<ChangeEvent> {
  return react(def, id, 'followers', ctx, async (row) => {
    const user = await findUser(userId, ctx)
    await requireMayFollow(def, row, user, ctx)
    const link: Change = {
      kind: 'link',
      link: {
        entityId: row.id,
        entityType: row.type,
        relation: 'follower',
        targetId: user.id,
        targetType: 'user',
        data: null,
      },
    }
    return { changes: [{ kind: 'require', ids: [row.id, user.id] }, link], added: [toReference({ entity: user }, ctx)] }
  })
}

/** Removes a follower; removing somebody who does not follow is fine. */
export function unfollow(def: EntityDefinition, id: string, userId: string, ctx: RequestContext): Promise<ChangeEvent> {
  return react(def, id, 'followers', ctx, async (row) => {
    const user = await findUser(userId, ctx)
    await requireMayFollow(def, row, user, ctx)
    return {
      changes: [{ kind: 'unlink', entityId: row.id, relation: 'follower', targetId: user.id }],
      deleted: [toReference({ entity: user }, ctx)],
    }
  })
}

/** The caller's one vote; a new one replaces the old. */
export function vote(def: EntityDefinition, id: string, type: VoteType, ctx: RequestContext): Promise<ChangeEvent> {
  return react(def, id, 'votes', ctx, async (row) => {
    const target = { entityId: row.id, relation: 'vote', targetId: ctx.actor.id }
    const votes = await ctx.store.relations([row.id], ['vote'])
    const others = votes.filter((link) => link.targetId !== ctx.actor.id).map(({ data }) => data?.up === true)
    const updated = {
      oldValue: tally(votes.map(({ data }) => data?.up === true)),
      newValue: tally(type === 'unVoted' ? others : [...others, type === 'votedUp']),
    }
    if (type === 'unVoted') return { changes: [{ kind: 'unlink', ...target }], updated }
    const link = { ...target, entityType: row.type, targetType: 'user' as const, data: { up: type === 'votedUp' } }
    return {
      changes: [
        { kind: 'require', ids: [row.id] },
        { kind: 'link', link },
      ],
      updated,
    }
  })
}

const tally = (votes: readonly boolean[]) => {
  const upVotes = votes.filter((up) => up).length
  return { upVotes, downVotes: votes.length - upVotes }
}

interface Reaction {
  readonly changes: Change[]
  readonly added?: EntityReference[]
  readonly deleted?: EntityReference[]
  readonly updated?: { readonly oldValue: unknown; readonly newValue: unknown }
}

async function react(
  def: EntityDefinition,
  id: string,
  field: 'followers' | 'votes',
  ctx: RequestContext,
  plan: (row: StoredEntity) => Promise<Reaction>,
): Promise<ChangeEvent> {
  requireCapability(def, field)
  return retryStale(async () => {
    const row = await findIncluded(def, { id }, 'non-deleted', ctx)
    await requireOnRow(def, row, ['ViewBasic'], ctx)
    const { changes, added, deleted, updated } = await plan(row)
    const told = {
      ...(added !== undefined && { fieldsAdded: [{ name: field, newValue: added }] }),
      ...(updated !== undefined && { fieldsUpdated: [{ name: field, ...updated }] }),
      ...(deleted !== undefined && { fieldsDeleted: [{ name: field, oldValue: deleted }] }),
    }
    return commitFieldsChanged(def, row, field, changes, told, ctx)
  })
}
