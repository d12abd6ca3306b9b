/** Totals that are brought up to date by what each commit touched, against a model of what is there. */
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { postgresDialect } from '@/lib/store/postgres/dialect'
import type { ListQuery, Within } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import { CommitLog, commitsKept, Moved } from '@/lib/store/sql/commit-log'
import { type Counting, type KnownTotal, KnownTotals } from '@/lib/store/sql/known-totals'
import { readList } from '@/lib/store/sql/list'
import { hasText } from '@/lib/store/sql/search-text'
import type { Tables } from '@/lib/store/sql/tables'
import { sqliteDialect } from '@/lib/store/sqlite/dialect'
import type { Store } from '@/lib/store/store'
import { aRow, engines, type Opened, onFreshStore } from '@/lib/store/testing'

/** The same numbers in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const texts = ['Orders by region', 'Returns', 'Revenue of orders', 'Order of return'] as const
const relations = ['owner', 'tag', 'domain', 'follower'] as const

/** Rights that are asked for. */
interface Seen extends Within {
  readonly test: Extract<Within['test'], { kind: 'relates' }>
}

/** Remembers everything that it is asked, however short it is to count, and tells how often it counted. */
class Following extends KnownTotals {
  counts = 0

  constructor(db: Kysely<Tables>) {
    super(new CommitLog(db), { longMs: 0 })
  }

  override get(of: unknown, counting: Counting): Promise<KnownTotal> {
    const { count } = counting
    if (count === undefined) return super.get(of, counting)
    const told = () => {
      this.counts += 1
      return count()
    }
    return super.get(of, { ...counting, count: told })
  }
}

describe.each(engines)('totals that follow commits on $name', (engine) => {
  // As if there were more of everything than is asked at a time.
  const dialect = { ...(engine.name === 'SQLite' ? sqliteDialect : postgresDialect), sliceRows: 4 }
  let opened: Opened
  onFreshStore(engine, (given) => {
    opened = given
  })
  const database = (store: Store) => store.authDatabase.db as unknown as Kysely<Tables> // the whole database

  test('are true after any commits of any process, lead to the rows, and are seldom counted', async () => {
    const pick = sequence(11)
    const oneOf = <T>(some: readonly T[]): T => some[pick(some.length)] as T
    const [boxes, targets, entities] = [
      [aRow({ type: 'dashboardService' }), aRow({ type: 'dashboardService' })],
      Array.from({ length: 4 }, () => aRow({ type: 'user' })),
      new Map<string, EntityRow>(),
    ]
    const links = new Map<string, { readonly entity: EntityRow; readonly relation: string; readonly target: string }>()
    const linkKey = (entity: EntityRow, relation: string, target: string) => `${entity.id} ${relation} ${target}`

    const insert = (): Change => {
      const type = oneOf(['dashboard', 'dashboard', 'chart'] as const)
      const row = aRow({ type, containerId: oneOf(boxes).id, document: { description: oneOf(texts) } })
      entities.set(row.id, row)
      return { kind: 'insert', row }
    }
    const changed = (expected: EntityRow): Change => {
      const given = oneOf<() => Partial<EntityRow>>([
        () => ({ deleted: !expected.deleted }),
        () => ({ document: { ...expected.document, description: oneOf(texts) } }),
        () => ({ document: { ...expected.document, email: oneOf(['returns@example.com', 'x@example.com']) } }),
        () => ({ displayName: oneOf(['Orders', null]) }),
        () => ({ containerId: oneOf(boxes).id }),
      ])()
      const row = { ...expected, ...given, updatedAt: expected.updatedAt + 1 }
      entities.set(row.id, row)
      return { kind: 'update', row, expected }
    }
    const related = (entity: EntityRow): Change => {
      const [relation, target] = [oneOf(relations), oneOf(targets)]
      const ends = { entityId: entity.id, entityType: entity.type, relation, targetId: target.id }
      const key = linkKey(entity, relation, target.id)
      if (links.delete(key)) return { kind: 'unlink', ...ends }
      links.set(key, { entity, relation, target: target.id })
      return { kind: 'link', link: { ...ends, targetType: 'user', data: null } }
    }
    const removed = (row: EntityRow): Change => {
      entities.delete(row.id)
      for (const [key, { entity, target }] of links) if (entity.id === row.id || target === row.id) links.delete(key)
      return { kind: 'remove', id: row.id }
    }
    const someChange = (): Change => {
      const entity = oneOf([...entities.values()])
      const verb = pick(13)
      if (verb === 12) return related(oneOf(boxes))
      if (verb < 2) return insert()
      if (verb < 3) return removed(entity)
      return verb < 7 ? changed(entity) : related(entity)
    }

    const has = (row: EntityRow, relation: string, target?: string): boolean =>
      [...links.values()].some(
        (link) =>
          link.entity.id === row.id && link.relation === relation && (target === undefined || link.target === target),
      )
    const isSeen = (row: EntityRow, { test: { relation, ids = [] }, inherited }: Seen): boolean => {
      const above = boxes.find(({ id }) => id === row.containerId)
      const inherits = inherited.length > 0 && !has(row, relation) && above !== undefined
      return ids.some((id) => has(inherits ? above : row, relation, id))
    }
    const isMeant = (row: EntityRow, query: Partial<ListQuery>): boolean =>
      row.type === (query.type ?? 'dashboard') &&
      (query.include === 'all' || row.deleted === (query.include === 'deleted')) &&
      (query.containerId === undefined || row.containerId === query.containerId) &&
      (query.within === undefined || isSeen(row, query.within as Seen)) && // as they are below
      Object.entries(query.documentEquals ?? {}).every(([member, value]) => row.document[member] === value) &&
      (query.text === undefined || hasText(query.text, query.phrases)(row)) &&
      (query.unrelated ?? []).every((relation) => !has(row, relation)) &&
      (query.related ?? []).every(({ relation, targetIds }) => targetIds.some((target) => has(row, relation, target)))

    await opened.store.commit([...boxes, ...targets].map((row) => ({ kind: 'insert', row })))
    await opened.store.commit(Array.from({ length: 30 }, insert))
    const [owner, tag] = [
      { relation: 'owner', targetIds: [targets[0]?.id ?? ''] },
      { relation: 'tag', targetIds: [targets[1]?.id ?? '', targets[0]?.id ?? ''] },
    ]
    const seen = (inherited: Seen['inherited']): Seen => ({
      test: { kind: 'relates', relation: 'owner', ids: owner.targetIds },
      inherited,
      isNested: false,
      container: 'dashboardService',
    })
    const questions: readonly Partial<ListQuery>[] = [
      { text: 'o' },
      { text: 'return' },
      { text: 'orders', type: 'chart' },
      { text: 'o', include: 'all' },
      { text: 'o', include: 'deleted' },
      { text: 'order of', containerId: boxes[0]?.id ?? '' },
      { text: 'o', related: [owner] },
      { text: 'orders by', phrases: ['orders by'] },
      { text: 'o', unrelated: ['owner', 'follower'] },
      { related: [owner, tag] },
      { related: [tag], unrelated: ['domain'] },
      { unrelated: ['follower'], include: 'all' },
      { unrelated: ['owner', 'tag'], containerId: boxes[1]?.id ?? '' },
      { documentEquals: { email: 'returns@example.com' } },
      { within: seen([]) },
      { within: seen(['owner']), text: 'o' },
    ]
    const stores = [opened.store, ...(opened.reopen === undefined ? [] : [await opened.reopen()])]
    const processes = stores.map((store) => ({ db: database(store), known: new Following(database(store)) }))
    const commits = 40
    for (let commit = 0; commit < commits; commit += 1) {
      const change = commit === 30 ? [removed(targets[0] as EntityRow)] : undefined
      await oneOf(stores).commit(change ?? Array.from({ length: 1 + pick(3) }, someChange))
      for (const { db, known } of processes)
        for (const question of questions) {
          const limit = commit % 4 === 0 ? 3 : 0
          const query = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit, ...question } as const
          const expected = [...entities.values()].filter((row) => isMeant(row, question)).map(({ name }) => name)
          const { total, rows } = await readList(db, dialect, known, query, [])
          expect([commit, question, total]).toEqual([commit, question, expected.length])
          expect(rows.map(({ name }) => name)).toEqual(expected.toSorted().slice(0, limit))
        }
    }
    // Each once or twice, by state and for the text alone, of a thousand questions.
    for (const { known } of processes) expect(known.counts).toBeLessThan(questions.length * 3)
    await Promise.all(stores.slice(1).map((store) => store.close()))
  })

  test('are counted where a commit does not tell what it touched, or too much lies between', async () => {
    const db = database(opened.store)
    const log = new CommitLog(db)
    const [first, row] = [await log.latest(), aRow()]
    await opened.store.commit([{ kind: 'insert', row }])
    expect(await log.latest()).toBeGreaterThan(first)
    expect(log.since(first)?.get('dashboard')).toHaveLength(1)
    const told = await log.latest()
    await sql`insert into commit_log (touched) values (null)`.execute(db)
    expect([await log.latest(), log.since(told), log.since(first)]).toEqual([told + 1, undefined, undefined])
    expect(log.since(told + 1)).toEqual(new Map())
    for (let at = 0; at < 250; at += 1) await sql`insert into commit_log (touched) values ('[]')`.execute(db)
    expect([await log.latest(), log.since(told + 1)]).toEqual([told + 251, undefined])
    expect(log.since(told + 251)).toEqual(new Map())
    // Whoever has seen nothing yet knows of nothing before.
    const other = new CommitLog(db)
    expect([await other.latest(), other.since(told)]).toEqual([told + 251, undefined])
  })

  test('are told by no more commits than are of use', async () => {
    const db = database(opened.store)
    for (let at = 0; at < commitsKept + 300; at += 1)
      await sql`insert into commit_log (touched) values ('[]')`.execute(db)
    await Promise.all(Array.from({ length: 110 }, () => opened.store.commit([{ kind: 'insert', row: aRow() }])))
    const { rows } = await sql<{ total: number }>`select count(*) as total from commit_log`.execute(db)
    expect(Number(rows[0]?.total)).toBeGreaterThanOrEqual(commitsKept)
    expect(Number(rows[0]?.total)).toBeLessThanOrEqual(commitsKept + 100)
  })
})

test('a commit that touches more than is of use says only that it was there', () => {
  const moved = new Moved()
  for (let seq = 1; seq <= 5_000; seq += 1) moved.row('chart', String(seq), seq)
  moved.row('chart', '1', 1)
  expect(JSON.parse(moved.text ?? '')).toEqual([['chart', expect.any(Array)]])
  moved.row('dashboard', 'a', 5_001)
  expect(moved.text).toBeNull()
})
