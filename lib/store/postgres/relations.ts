/** Relations and claims as a commit expects, writes and takes them away. */

import { sql, type Transaction } from 'kysely'
import type { ChangeOf } from '@/lib/store/change'
import { StoreConflict } from '@/lib/store/errors'
import { lock } from '@/lib/store/postgres/entities'
import type { Gathered } from '@/lib/store/sql/gathered'
import type { Tables } from '@/lib/store/sql/tables'

type Trx = Transaction<Tables>

/** The lock on the entity that carries the relation keeps two writers of the same relation apart. */
export async function expectAll(trx: Trx, expectations: readonly ChangeOf<'expect'>[]): Promise<void> {
  if (expectations.length === 0) return
  await lock(
    trx,
    expectations.map((expectation) => expectation.entityId),
  )
  const { rows } = await sql`select 1 from unnest(${expectations.map(({ entityId }) => entityId)}::text[],
      ${expectations.map(({ relation }) => relation)}::text[], ${expectations.map(({ targetId }) => targetId)}::text[],
      ${expectations.map(({ data }) => (data === undefined ? null : JSON.stringify(data)))}::text[])
      as u(entity_id, relation, target_id, data)
    left join entity_relation r on r.entity_id = u.entity_id and r.relation = u.relation and r.target_id = u.target_id
    where case when r.entity_id is null then null else coalesce(r.data, 'null') end is distinct from u.data::jsonb
    limit 1`.execute(trx)
  if (rows.length > 0) throw new StoreConflict('stale', 'a relation has been changed')
}

export async function unlinkAll(
  trx: Trx,
  links: readonly ChangeOf<'unlink'>[],
  { touched, moved }: Gathered,
): Promise<void> {
  if (links.length === 0) return
  for (const { entityId, relation } of links) {
    touched.unlink(entityId, relation)
    moved.related(entityId)
  }
  await sql`delete from entity_relation r using unnest(${links.map((link) => link.entityId)}::text[],
    ${links.map((link) => link.relation)}::text[], ${links.map((link) => link.targetId)}::text[]) as u(entity_id, relation, target_id)
    where r.entity_id = u.entity_id and r.relation = u.relation and r.target_id = u.target_id`.execute(trx)
}

export async function linkAll(
  trx: Trx,
  changes: readonly ChangeOf<'link'>[],
  { touched, moved }: Gathered,
): Promise<void> {
  // One statement cannot write a row twice; the last one counts.
  const links = [
    ...new Map(changes.map(({ link }) => [`${link.entityId} ${link.relation} ${link.targetId}`, link])).values(),
  ]
  if (links.length === 0) return
  for (const { entityId, relation } of links) {
    touched.link(entityId, relation)
    moved.related(entityId)
  }
  await sql`insert into entity_relation (entity_id, relation, target_id, entity_type, target_type, data)
    select u.entity_id, u.relation, u.target_id, u.entity_type, u.target_type, u.data::jsonb
    from unnest(${links.map((link) => link.entityId)}::text[], ${links.map((link) => link.relation)}::text[],
      ${links.map((link) => link.targetId)}::text[], ${links.map((link) => link.entityType)}::text[],
      ${links.map((link) => link.targetType)}::text[], ${links.map((link) => (link.data === null ? null : JSON.stringify(link.data)))}::text[])
      as u(entity_id, relation, target_id, entity_type, target_type, data)
    order by 1, 2, 3
    on conflict (entity_id, relation, target_id) do update set data = excluded.data`.execute(trx)
}

/** A key that another transaction is about to take is waited for. */
export async function claimAll(trx: Trx, claims: readonly ChangeOf<'claim'>[]): Promise<void> {
  if (claims.length === 0) return
  const [scopes, ids] = [claims.map(({ scope }) => scope), claims.map(({ entityId }) => entityId)]
  await sql`delete from entity_claim c using unnest(${scopes}::text[], ${ids}::text[]) as u(scope, entity_id)
    where c.scope = u.scope and c.entity_id = u.entity_id`.execute(trx)
  const { rows } = await sql`insert into entity_claim (scope, key, entity_id)
    select u.scope, u.key, u.entity_id
    from unnest(${scopes}::text[], ${claims.map(({ key }) => key)}::text[], ${ids}::text[]) as u(scope, key, entity_id)
    order by 1, 2 on conflict (scope, key) do nothing returning 1`.execute(trx)
  if (rows.length < claims.length) throw new StoreConflict('stale', 'another entity has a key that was to be taken')
}
