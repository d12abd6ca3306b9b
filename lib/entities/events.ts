import type { RequestContext } from '@/lib/entities/context'
import { requireAny } from '@/lib/entities/gate'
import { atCreation } from '@/lib/entities/versions'
import { onlyVisible } from '@/lib/entities/visible'
import type { Entity } from '@/lib/model/entities/entity'
import type { StoredEvent } from '@/lib/store/queries'

export interface EventOptions {
  readonly entityCreated?: string | undefined
  readonly entityUpdated?: string | undefined
  readonly entityRestored?: string | undefined
  readonly entityDeleted?: string | undefined
  /** Unix epoch milliseconds. */
  readonly timestamp: number
  readonly limit: number
  readonly after?: number | undefined
}

/** Kinds that each parameter asks for: a soft delete is a deletion, a vote an update. */
const kinds = {
  entityCreated: ['entityCreated'],
  entityUpdated: ['entityUpdated', 'entityFieldsChanged'],
  entityRestored: ['entityRestored'],
  entityDeleted: ['entitySoftDeleted', 'entityDeleted'],
} as const

/**
 * Change events since a time, oldest first (`GET /events`). `paging.after` is the sequence number to go on from. A page
 * holds fewer than asked for where some are about what the caller may not see. An event of creation carries the entity,
 * read when it is asked for: so it shows what its versions show to the same caller, and no secret lies in the feed.
 */
export async function listEvents(options: EventOptions, ctx: RequestContext) {
  const test = requireAny('events', ['ViewAll'], ctx)
  const wanted = Object.entries(kinds).flatMap(([parameter, eventTypes]) => {
    const text = options[parameter as keyof typeof kinds] // a key of `kinds`
    if (text === undefined || text === '') return []
    return eventTypes.map((eventType) => ({ eventType, entityTypes: text.split(',').map((type) => type.trim()) }))
  })
  const events = await ctx.store.events({
    wanted,
    since: options.timestamp,
    limit: options.limit + 1,
    ...(options.after !== undefined && { after: options.after }),
  })
  const page = events.slice(0, options.limit)
  const more = events.length > page.length
  const shown = await onlyVisible(page, ({ entityId, entityType }) => ({ id: entityId, type: entityType }), ctx, test)
  const created = await atCreation(
    shown.filter(({ eventType }) => eventType === 'entityCreated').map(({ entityId }) => entityId),
    ctx,
  )
  return {
    data: shown.map((event) =>
      toWire(event, event.eventType === 'entityCreated' ? created.get(event.entityId) : undefined),
    ),
    paging: { total: shown.length, ...(more && { after: String(page.at(-1)?.sequence) }) },
  }
}

/** The id is the place in the order, in the form of a UUID: the same event has the same id whenever it is read. */
const toWire = ({ sequence, origin: _, ...event }: StoredEvent, entity: Entity | undefined) => ({
  id: `00000000-0000-8000-8000-${sequence.toString(16).padStart(12, '0')}`,
  ...event,
  ...(entity !== undefined && { entity: JSON.stringify(entity) }),
})
