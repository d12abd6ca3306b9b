import { type Kysely, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { Rewriting } from '@/lib/store/change'
import type { EntityDocument } from '@/lib/store/rows'
import { parseJson } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'

/** Rows that are read, changed and written back at a time; a row of events may be long. */
const rowsPerSlice = 200

interface Place {
  readonly table: keyof Tables
  /** Columns of the primary key with the type that a parameter has to be cast to. */
  readonly key: readonly (readonly [column: string, type: string])[]
  readonly value: string
  /** Column of the entity's type. */
  readonly type?: string
}

const documents: readonly Place[] = [
  { table: 'entity', key: [['id', 'text']], value: 'document', type: 'type' },
  {
    table: 'entity_version',
    key: [
      ['entity_id', 'text'],
      ['version', 'double precision'],
    ],
    value: 'snapshot',
    type: 'entity_type',
  },
]
const events: Place = { table: 'change_event', key: [['seq', 'bigint']], value: 'events' }

type Row = Record<string, unknown> & { value: string }

/** Whether anything was changed. `json` is the type by which a text becomes JSON. */
export async function rewriteStored(db: Kysely<Tables>, json: string, rewriting: Rewriting): Promise<boolean> {
  const { types, members } = rewriting
  const ofTypes = (place: Place) => sql`${sql.ref(place.type ?? '')} in (${sql.join(types)})`
  let changes = 0
  for (const place of documents) {
    changes += await rewriteTable(
      db,
      json,
      place,
      ofTypes(place),
      (row) => rewriting.document(String(row.type) as EntityType, parseJson<EntityDocument>(row.value)), // only known types are ever written
    )
  }
  const mentions = members.map((member) => sql`cast(events as text) like ${`%"${member}"%`}`)
  changes += await rewriteTable(db, json, events, sql`(${sql.join(mentions, sql` or `)})`, (row) => {
    const list = parseJson<ChangeEventRecord[]>(row.value)
    const changed = list.map((event) => rewriting.event(event))
    return changed.some((event) => event !== undefined)
      ? changed.map((event, index) => event ?? list[index])
      : undefined
  })
  return changes > 0
}

/** From the first row to the last, and how many were changed; a slice that somebody wrote to in between is read again. */
async function rewriteTable(
  db: Kysely<Tables>,
  json: string,
  place: Place,
  condition: ReturnType<typeof sql>,
  change: (row: Row) => unknown,
): Promise<number> {
  const keys = place.key.map(([column]) => sql.ref(column))
  const parameters = (row: Row) => place.key.map(([column, type]) => sql`cast(${row[column]} as ${sql.raw(type)})`)
  const value = sql.ref(place.value)
  let last: Row | undefined
  let count = 0
  for (;;) {
    const beyond = last === undefined ? sql`true` : sql`(${sql.join(keys)}) > (${sql.join(parameters(last))})`
    const { rows } = await sql<Row>`select ${sql.join(keys)}, cast(${value} as text) as value,
        ${place.type === undefined ? sql`''` : sql.ref(place.type)} as type
      from ${sql.table(place.table)} where ${condition} and ${beyond}
      order by ${sql.join(keys)} limit ${rowsPerSlice}`.execute(db)
    const changed = rows.flatMap((row) => {
      const after = change(row)
      return after === undefined ? [] : [sql`(${sql.join([...parameters(row), row.value, JSON.stringify(after)])})`]
    })
    if (changed.length > 0) {
      const column = (index: number) => sql.ref(`changed.column${index + 1}`)
      const same = place.key.map(([name], index) => sql`${sql.ref(`${place.table}.${name}`)} = ${column(index)}`)
      const { numAffectedRows } = await sql`update ${sql.table(place.table)}
        set ${value} = cast(${column(keys.length + 1)} as ${sql.raw(json)})
        from (values ${sql.join(changed)}) as changed
        where ${sql.join(same, sql` and `)}
          and cast(${sql.ref(`${place.table}.${place.value}`)} as text) = ${column(keys.length)}`.execute(db)
      if (Number(numAffectedRows) < changed.length) continue
    }
    count += changed.length
    if (rows.length < rowsPerSlice) return count
    last = rows.at(-1)
  }
}
