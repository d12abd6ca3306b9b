/** How many entities lack the same: the total of several relations that are lacked at once is a sum (`lib/store/sql/lacking.ts`). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

const has = (relation: string) => `max(case when relation = '${relation}' then 1 else 0 end) = 1`
/** In the order of the alphabet, with a comma between. */
const lacks = `case when ${has('domain')} then 'domain' else '' end
  || case when ${has('domain')} and (${has('owner')} or ${has('tag')}) then ',' else '' end
  || case when ${has('owner')} then 'owner' else '' end
  || case when ${has('owner')} and ${has('tag')} then ',' else '' end
  || case when ${has('tag')} then 'tag' else '' end`

export const lackingTogether = ({ text, integer, flag }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const statements = [
      'drop table lacking_count',
      `create table lacking_count (
        entity_type ${text} not null, lacks ${text} not null, deleted ${flag} not null, container_id ${text} not null,
        slot ${flag} not null, total ${integer} not null, primary key (entity_type, lacks, deleted, container_id, slot))`,
      `insert into lacking_count (entity_type, lacks, deleted, container_id, slot, total)
        select entity_type, lacks, deleted, container_id, 0, count(*) from (
          select entity_type, entity_id, deleted, container_id, ${lacks} as lacks from entity_lacking
          group by entity_type, entity_id, deleted, container_id) l
        group by entity_type, lacks, deleted, container_id`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})
