/** The first few of many types at once: what somebody who types a word is offered. */
import type { RequestContext } from '@/lib/entities/context'
import { listByQuery } from '@/lib/entities/list-by-query'
import { requireClient } from '@/lib/entities/search-places'
import { takeTurns } from '@/lib/entities/turns'
import { seesNoneOf } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { listQueryOf } from '@/lib/model/wire/query'

export interface Few {
  readonly def: EntityDefinition
  /** In the order of their shown names. */
  readonly entities: readonly Entity[]
  /** All that there are. */
  readonly total: number
}

/**
 * Of each type the first `limit` with these words, as its list has them, and how many there are; bots are none of the
 * users. Types of which the caller may see nothing, or which have nothing, are left out. Throws 400 once the client has
 * gone: whoever types on asks again.
 */
export async function findFew(
  defs: readonly EntityDefinition[],
  words: string,
  limit: number,
  ctx: RequestContext,
): Promise<Few[]> {
  const turn = takeTurns()
  const found: Few[] = []
  for (const def of defs) {
    await turn()
    requireClient(ctx.signal)
    if (seesNoneOf(def.type, ctx)) continue
    const query = listQueryOf(def).parse({ q: words, limit, sort: 'displayName', isBot: 'false' })
    const { data, paging } = await listByQuery(def, query, ctx)
    if (paging.total > 0) found.push({ def, entities: data, total: paging.total })
  }
  return found
}
