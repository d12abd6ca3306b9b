/** What entities have no owner, tag or domain, as rows and as totals (`lib/store/sql/lacking.ts`). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const lackingKept = ({ text, integer, flag, clustered }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const statements = [
      `create table entity_lacking (
        relation ${text} not null, entity_type ${text} not null, entity_id ${text} not null, deleted ${flag} not null,
        container_id ${text} not null, primary key (relation, entity_type, entity_id)) ${clustered}`,
      `create table lacking_count (
        entity_type ${text} not null, relation ${text} not null, deleted ${flag} not null, container_id ${text} not null,
        slot ${flag} not null, total ${integer} not null,
        primary key (entity_type, relation, deleted, container_id, slot))`,
      `insert into entity_lacking (relation, entity_type, entity_id, deleted, container_id)
        select l.relation, e.type, e.id, e.deleted, coalesce(e.container_id, '')
        from entity e cross join (select 'owner' as relation union all select 'tag' union all select 'domain') l
        where not exists (select 1 from entity_relation r where r.entity_id = e.id and r.relation = l.relation)`,
      `insert into lacking_count (entity_type, relation, deleted, container_id, slot, total)
        select entity_type, relation, deleted, container_id, 0, count(*) from entity_lacking
        group by entity_type, relation, deleted, container_id`,
      // It was there to count them.
      'drop index entity_relation_by_type',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})
