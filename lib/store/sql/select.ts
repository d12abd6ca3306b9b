import { type RawBuilder, sql } from 'kysely'
import type { Include } from '@/lib/model/entities/entity'

/** A row and its container, with further columns if wanted; `e` and `c` in conditions. */
export const selectEntity = (
  more: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> => sql`select e.id, e.type, e.name, e.display_name, e.fqn, e.deleted, e.container_id, e.version,
  e.updated_at, e.updated_by, e.document, e.origin, c.id as c_id, c.type as c_type, c.name as c_name,
  c.display_name as c_display_name, c.fqn as c_fqn, c.deleted as c_deleted${more}
  from entity e left join entity c on c.id = e.container_id`

/** One of the two states that an entity can be in. */
export type State = Exclude<Include, 'all'>

/** As the column `deleted` has it. */
export const flagOf = (state: State): RawBuilder<unknown> => sql.lit(state === 'deleted' ? 1 : 0)

export const includeCondition = (include: Include): RawBuilder<unknown> =>
  include === 'all' ? sql`e.deleted in (0, 1)` : sql`e.deleted = ${flagOf(include)}`
