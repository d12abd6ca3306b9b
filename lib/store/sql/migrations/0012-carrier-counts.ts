/** How many entities have each owner, tag and domain (`lib/store/sql/carrier-counts.ts`). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const carrierCounts = ({ text, integer, flag, clustered }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const statements = [
      `create table carrier_count (
        target_id ${text} not null, relation ${text} not null, entity_type ${text} not null, deleted ${flag} not null,
        slot ${flag} not null, total ${integer} not null,
        primary key (target_id, relation, entity_type, deleted, slot)) ${clustered}`,
      `insert into carrier_count (target_id, relation, entity_type, deleted, slot, total)
        select r.target_id, r.relation, e.type, e.deleted, 0, count(*)
        from entity_relation r join entity e on e.id = r.entity_id where r.relation in ('owner', 'tag', 'domain')
        group by r.target_id, r.relation, e.type, e.deleted`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})
