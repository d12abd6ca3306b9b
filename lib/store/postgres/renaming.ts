/** What follows a new name: the names below, the documents that hold them, and the search text. */
import { sql, type Transaction } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Renaming } from '@/lib/store/change'
import { indexRows } from '@/lib/store/postgres/search-index'
import type { EntityDocument } from '@/lib/store/rows'
import type { Moved } from '@/lib/store/sql/commit-log'
import type { Gathered } from '@/lib/store/sql/gathered'
import {
  dataWithNewNames,
  type Former,
  isBelow,
  keysBelow,
  renamedFqn,
  rewordedAtOnce,
  spelledAs,
  withNewNames,
} from '@/lib/store/sql/renaming'
import { fqnKey, parseJson } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'

type Trx = Transaction<Tables>

interface Located {
  seq: string
  id: string
  type: EntityType
}

interface Below extends Located {
  fqn: string
  container_id: string | null
  deleted: number
}

/** Rows that are written by one statement; others have their turn while the database does it. */
const rowsAtOnce = 500

function* slicesOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += rowsAtOnce) yield all.slice(from, from + rowsAtOnce)
}

export async function renameAll(trx: Trx, renamings: readonly Renaming[], gathered: Gathered): Promise<void> {
  const { moved } = gathered
  for (const renaming of renamings) {
    const below = await renameBelow(trx, renaming, gathered)
    await renameHeld(trx, renaming, moved)
    await renameLinked(trx, renaming, below, moved)
    const { type, from, to, entityId } = renaming
    await nameFormer(trx, { type, fullyQualifiedName: to, entityId: null })
    await nameFormer(trx, { type, fullyQualifiedName: from, entityId })
  }
}

export async function nameFormer(trx: Trx, { type, fullyQualifiedName: fqn, entityId }: Former): Promise<void> {
  if (entityId === null)
    await sql`delete from former_name where fqn_key = ${fqnKey(fqn)} and type = ${type}`.execute(trx)
  else
    await sql`insert into former_name (type, fqn, fqn_key, entity_id) values (${type}, ${fqn}, ${fqnKey(fqn)}, ${entityId})
      on conflict (fqn_key, type) do update set entity_id = excluded.entity_id`.execute(trx)
}

/** Locks in the order in which every commit does. Gives what has another name now. */
async function renameBelow(trx: Trx, renaming: Renaming, gathered: Gathered): Promise<readonly string[]> {
  const { moved } = gathered
  const [first, last] = keysBelow(renaming.from)
  const { rows } = await sql<Below>`select seq, id, type, fqn, container_id, deleted from entity
    where fqn_key > ${first} and fqn_key < ${last} and type = any(${renaming.below}::text[])
    order by id for update`.execute(trx)
  const found = rows.filter(({ fqn }) => isBelow(fqn, renaming))
  for (const slice of slicesOf(found)) {
    const names = slice.map(({ fqn }) => renamedFqn(fqn, renaming))
    const seqs = slice.map(({ seq }) => seq)
    await sql`update entity e set fqn = u.fqn, fqn_key = u.fqn_key
      from unnest(${seqs}::int8[], ${names}::text[], ${names.map(fqnKey)}::text[]) as u(seq, fqn, fqn_key)
      where e.seq = u.seq`.execute(trx)
    await sql`insert into search_due (seq) select unnest(${seqs}::int8[]) on conflict do nothing`.execute(trx)
    for (const { type, id, seq } of slice) moved.row(type, id, seq)
  }
  await moveInside(trx, renaming, found, gathered)
  if (found.length > 0 && found.length <= rewordedAtOnce)
    await rewordAt(
      trx,
      found.map(({ seq }) => seq),
      moved,
    )
  return found.map(({ id }) => id)
}

async function moveInside(
  trx: Trx,
  { inside }: Renaming,
  found: readonly Below[],
  { counts, touched }: Gathered,
): Promise<void> {
  if (inside === undefined) return
  const { containerId } = inside
  const rows = found.filter(({ type, container_id }) => type === inside.type && container_id !== containerId)
  for (const { id, type, container_id, deleted } of rows) {
    counts.add({ type, containerId: container_id, deleted: deleted === 1 }, -1)
    counts.add({ type, containerId, deleted: deleted === 1 }, 1)
    touched.change([id])
  }
  for (const slice of slicesOf(rows))
    await sql`update entity set container_id = ${containerId}
      where seq = any(${slice.map(({ seq }) => seq)}::int8[])`.execute(trx)
}

async function renameLinked(trx: Trx, renaming: Renaming, ids: readonly string[], moved: Moved): Promise<void> {
  if (renaming.linked === undefined) return
  const { relation } = renaming.linked
  const { rows } = await sql<{ entity_id: string; target_id: string; data: unknown }>`select entity_id, target_id, data
    from entity_relation where relation = ${relation} and data is not null
      and (entity_id = any(${ids}::text[]) or target_id = any(${ids}::text[]))
    order by entity_id, target_id for update`.execute(trx)
  for (const slice of slicesOf(rows)) {
    const changed = slice.flatMap((row) => {
      const data = dataWithNewNames(parseJson<EntityDocument>(row.data), renaming)
      return data === undefined ? [] : [{ row, text: JSON.stringify(data) }]
    })
    if (changed.length === 0) continue
    await sql`update entity_relation r set data = u.data::jsonb
      from unnest(${changed.map(({ row }) => row.entity_id)}::text[], ${changed.map(({ row }) => row.target_id)}::text[],
        ${changed.map(({ text }) => text)}::text[]) as u(entity_id, target_id, data)
      where r.entity_id = u.entity_id and r.target_id = u.target_id and r.relation = ${relation}`.execute(trx)
    for (const { row } of changed) moved.related(row.entity_id)
  }
}

async function renameHeld(trx: Trx, renaming: Renaming, moved: Moved): Promise<void> {
  const { rows } = await sql<Located & { document: unknown }>`select seq, id, type, document from entity
    where type = any(${renaming.held.types}::text[]) and position(${spelledAs(renaming, ' ')} in document::text) > 0
    order by id for update`.execute(trx)
  for (const slice of slicesOf(rows)) {
    const changed = slice.flatMap((row) => {
      const document = withNewNames(parseJson<EntityDocument>(row.document), renaming)
      return document === undefined ? [] : [{ row, text: JSON.stringify(document) }]
    })
    if (changed.length === 0) continue
    await sql`update entity e set document = u.document::jsonb, updated_at = e.updated_at + 1
      from unnest(${changed.map(({ row }) => row.seq)}::int8[], ${changed.map(({ text }) => text)}::text[]) as u(seq, document)
      where e.seq = u.seq`.execute(trx)
    for (const { row } of changed) moved.row(row.type, row.id, row.seq)
  }
}

/** What another is at work on is left to them. */
export async function rewordAll(trx: Trx, changes: readonly { readonly rows: number }[], moved: Moved): Promise<void> {
  for (const { rows: most } of changes) {
    const { rows } = await sql<{ seq: string }>`select seq from search_due order by seq limit ${most}
      for update skip locked`.execute(trx)
    if (rows.length > 0)
      await rewordAt(
        trx,
        rows.map(({ seq }) => seq),
        moved,
      )
  }
}

async function rewordAt(trx: Trx, seqs: readonly string[], moved: Moved): Promise<void> {
  const { rows } = await sql<
    Located & { display_name: string | null; fqn: string; description: unknown; email: unknown }
  >`select seq, id, type, display_name, fqn, document -> 'description' as description, document -> 'email' as email
    from entity where seq = any(${seqs}::int8[]) order by id for update`.execute(trx)
  if (rows.length > 0)
    await indexRows(
      rows.map(({ seq, type, display_name: displayName, fqn: fullyQualifiedName, description, email }) => ({
        seq,
        type,
        displayName,
        fullyQualifiedName,
        document: { description, email },
      })),
    ).execute(trx)
  await sql`delete from search_due where seq = any(${seqs}::int8[])`.execute(trx)
  for (const { type, id, seq } of rows) moved.row(type, id, seq)
}
