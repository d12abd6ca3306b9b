import { type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { SubjectTest } from '@/lib/model/rules/subject-test'
import type { Within } from '@/lib/store/queries'
import type { Dialect } from '@/lib/store/sql/dialect'
import type { Following } from '@/lib/store/sql/known-totals'
import { fqnKey } from '@/lib/store/sql/rows'

/**
 * Condition that `e`, the row, passes the test: what `fits` says of an entity that has been read. Never null. `ofMany`: asked
 * of so many rows that a database may do better to read beforehand all that there is of a relation.
 */
export function passes(
  dialect: Dialect,
  { test, inherited, isNested }: Within,
  { ofMany = false }: { readonly ofMany?: boolean } = {},
): RawBuilder<boolean> {
  const isThere: IsThere = ofMany ? (from) => sql`exists (select 1 from ${from})` : isThereForRow
  const condition = (part: SubjectTest): RawBuilder<boolean> => {
    switch (part.kind) {
      case 'all':
        return joined(part.of.map(condition), 'and', '1 = 1')
      case 'any':
        return joined(part.of.map(condition), 'or', '1 = 0')
      case 'not':
        return sql<boolean>`not (${condition(part.of)})`
      case 'relates':
        return relates(dialect, part, inherited.includes(part.relation), isNested, isThere)
      case 'tagged':
        return isThere(sql`entity_relation r join entity t on t.id = r.target_id
          where r.entity_id = e.id and r.relation = 'tag' and ${dialect.isOneOfAsked('t.fqn_key', part.fqns.map(fqnKey))}`)
      case 'certified':
        return sql<boolean>`coalesce(${dialect.documentText('e', ['certification', 'tagLabel', 'tagFQN'])}
          in (${sql.join(part.fqns)}), 1 = 0)`
    }
  }
  return condition(test)
}

/** Which rows say whether one passes, beside itself and its relations. */
export function decidedBy(within?: Within): Pick<Following, 'isByRow' | 'others'> {
  if (within === undefined) return { isByRow: true, others: [] }
  const { test, inherited, isNested, container } = within
  const parts = partsOf(test)
  const inherits = parts.some((part) => part.kind === 'relates' && inherited.includes(part.relation))
  const isTagged = parts.some(({ kind }) => kind === 'tagged')
  return {
    isByRow: !inherits || !isNested,
    others: [
      ...(inherits && container !== undefined ? [container] : []),
      // By their names, which may change.
      ...(isTagged ? (['tag', 'glossaryTerm'] as const) : []),
    ],
  }
}

function partsOf(test: SubjectTest): SubjectTest[] {
  if (test.kind === 'all' || test.kind === 'any') return test.of.flatMap(partsOf)
  return test.kind === 'not' ? partsOf(test.of) : [test]
}

/** Whether there is a row in what is behind `from`. */
type IsThere = (from: RawBuilder<unknown>) => RawBuilder<boolean>

/** With `exists`, PostgreSQL may read all that there is of a relation to answer for a page. */
const isThereForRow: IsThere = (from) => sql<boolean>`(select 1 from ${from} limit 1) is not null`

const joined = (conditions: readonly RawBuilder<boolean>[], by: 'and' | 'or', empty: string): RawBuilder<boolean> =>
  conditions.length === 0
    ? sql<boolean>`${sql.raw(empty)}`
    : sql<boolean>`(${sql.join(conditions, sql` ${sql.raw(by)} `)})`

/** Entities nest no deeper where relations are inherited from the one above. */
const levelsMax = 32

function relates(
  dialect: Dialect,
  { relation, ids }: Extract<SubjectTest, { kind: 'relates' }>,
  isInherited: boolean,
  isNested: boolean,
  isThere: IsThere,
): RawBuilder<boolean> {
  const target = ids === undefined ? sql`1 = 1` : dialect.isOneOfAsked('r.target_id', ids)
  const has = (id: string, what: RawBuilder<unknown>) =>
    isThere(sql`entity_relation r
    where r.entity_id = ${sql.raw(id)} and r.relation = ${relation} and ${what}`)
  if (!isInherited) return has('e.id', target)
  if (!isNested)
    return sql<boolean>`(${has('e.id', target)} or (${has('e.container_id', target)} and not ${has('e.id', sql`1 = 1`)}))`
  // Upwards, to the parent if there is one, as long as nothing has been found: then only the last has any.
  return sql<boolean>`exists (with recursive above (id, level) as (
      select e.id, 0
      union all
      select coalesce((select p.target_id from entity_relation p where p.entity_id = a.id and p.relation = 'parent'
        limit 1), x.container_id), a.level + 1
      from above a join entity x on x.id = a.id
      where a.level < ${sql.lit(levelsMax)}
        and not exists (select 1 from entity_relation o where o.entity_id = a.id and o.relation = ${relation}))
    select 1 from above a join entity_relation r on r.entity_id = a.id
    where r.relation = ${relation} and ${target})`
}

/** As `passes`, for rows of several types: those of a type that is not named pass. Begins with `and`. */
export function andWithin(dialect: Dialect, within: ReadonlyMap<EntityType, Within> | undefined): RawBuilder<unknown> {
  if (within === undefined || within.size === 0) return sql``
  const conditions = [...within].map(([type, each]) => sql`(e.type <> ${type} or ${passes(dialect, each)})`)
  return sql`and ${sql.join(conditions, sql` and `)}`
}
