/** Another name for something, and what goes on from it, on every engine. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Change, Renaming } from '@/lib/store/change'
import type { EntityRow } from '@/lib/store/rows'
import { rewordedAtOnce } from '@/lib/store/sql/renaming'
import type { Store } from '@/lib/store/store'
import { aRow, engines } from '@/lib/store/testing'

const inserted = (rows: readonly EntityRow[]): Change[] => rows.map((row) => ({ kind: 'insert', row }))

const renaming = (row: EntityRow, to: string, given: Partial<Renaming> = {}): Change => ({
  kind: 'rename',
  renaming: {
    entityId: row.id,
    type: row.type,
    from: row.fullyQualifiedName,
    to,
    below: ['dashboard', 'chart', 'dashboardDataModel'],
    held: { types: ['dashboardDataModel'], member: 'fullyQualifiedName' },
    ...given,
  },
})

/** The service as it is once it is called so. */
const named = (row: EntityRow, name: string): EntityRow => ({
  ...row,
  name,
  fullyQualifiedName: name,
  version: row.version + 0.1,
})

describe.each(engines)('renaming on $name', (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>
  let store: Store
  beforeAll(async () => {
    opened = await engine.open()
    store = opened.store
  }, 60_000)
  afterAll(() => opened.drop())

  const aService = async (given: Partial<EntityRow> = {}): Promise<EntityRow> => {
    const name = given.name ?? randomUUID()
    const row = aRow({ type: 'dashboardService', name, fullyQualifiedName: name, ...given })
    await store.commit(inserted([row]))
    return row
  }
  const inside = (service: EntityRow, name: string, given: Partial<EntityRow> = {}): EntityRow =>
    aRow({ name, fullyQualifiedName: `${service.fullyQualifiedName}.${name}`, containerId: service.id, ...given })
  const rename = (row: EntityRow, to: string, given: Partial<Renaming> = {}) =>
    store.commit([{ kind: 'update', row: named(row, to), expected: row }, renaming(row, to, given)])
  const search = async (text: string) =>
    (await store.search({ text, types: [], include: 'all', from: 0, size: 10_000 })).hits.map(({ row }) => row.id)

  test('everything below goes on from the new name, and nothing else does', async () => {
    const name = randomUUID()
    const service = await aService({ name })
    const long = 'y'.repeat(2_000)
    const rows = [
      inside(service, 'one'),
      inside(service, 'two', { type: 'chart', deleted: true }),
      inside(service, long),
    ]
    const neighbours = [`${name}x.one`, `${name}.of.a.user`, name]
    const others = [
      aRow({ fullyQualifiedName: neighbours[0] ?? '' }),
      aRow({ type: 'user', fullyQualifiedName: neighbours[1] ?? '' }),
      aRow({ type: 'user', fullyQualifiedName: neighbours[2] ?? '' }),
    ]
    await store.commit(inserted([...rows, ...others]))
    expect((await store.below(['dashboard', 'chart'], name)).toSorted((a, b) => a.count - b.count)).toEqual([
      { type: 'chart', count: 1, longest: name.length + 4 },
      { type: 'dashboard', count: 2, longest: name.length + 1 + long.length },
    ])
    const to = randomUUID()
    await rename(service, to)
    const found = await store.findByIds(rows.map(({ id }) => id))
    expect(new Map(found.map((row) => [row.id, row.fullyQualifiedName]))).toEqual(
      new Map(rows.map((row) => [row.id, `${to}.${row.name}`])),
    )
    // Found by the new name, and not by the old one; the version is what it was.
    expect((await store.findByFqns('dashboard', [`${to}.one`, `${to}.${long}`])).length).toBe(2)
    expect(await store.findByFqns('dashboard', [`${name}.one`, `${name}.${long}`])).toEqual([])
    expect(found.map(({ version, updatedAt }) => [version, updatedAt])).toEqual(rows.map(() => [0.1, 1_000]))
    expect((await store.findByIds(others.map(({ id }) => id))).map((row) => row.fullyQualifiedName).toSorted()).toEqual(
      neighbours.toSorted(),
    )
    expect(await store.below(['dashboard', 'chart'], name)).toEqual([])
  })

  test('few are found by the words of the new name at once, many after their turn', async () => {
    for (const count of [3, rewordedAtOnce + 5]) {
      const [from, to] = [`old${randomUUID().slice(0, 8)}`, `new${randomUUID().slice(0, 8)}`]
      const service = await aService({ name: from })
      const rows = Array.from({ length: count }, (_, index) => inside(service, `d${index}`))
      await store.commit(inserted(rows))
      expect(await search(from)).toHaveLength(count + 1)
      await rename(service, to)
      expect(await store.hasUnworded()).toBe(count > rewordedAtOnce)
      let slices = 0
      for (; await store.hasUnworded(); slices += 1) await store.commit([{ kind: 'reword', rows: 50 }])
      expect(slices).toBe(count > rewordedAtOnce ? 3 : 0)
      expect(new Set(await search(to))).toEqual(new Set([service, ...rows].map(({ id }) => id)))
      expect(await search(from)).toEqual([])
    }
  })

  test('documents that hold the name have the new one, whatever they hold besides', async () => {
    const [from, to] = [`A."${randomUUID()}.x"`, `A.${randomUUID()}`]
    const label = (tagFQN: string, source: string) => ({ tagFQN, source })
    const document = (one: string) => ({
      columns: [{ name: 'c', tags: [label(one, 'Classification'), label(from, 'Glossary')] }],
      deep: { tags: [label(`${one}.below`, 'Classification')] },
      description: from,
    })
    const model = aRow({ type: 'dashboardDataModel', document: document(from) })
    const other = aRow({ type: 'dashboardDataModel', document: { tags: [label(`${from}x`, 'Classification')] } })
    const tag = aRow({ type: 'tag', fullyQualifiedName: from })
    await store.commit(inserted([model, other, tag]))
    await store.commit([
      renaming(tag, to, {
        below: ['tag'],
        held: { types: ['dashboardDataModel'], member: 'tagFQN', source: 'Classification' },
      }),
    ])
    const found = new Map((await store.findByIds([model.id, other.id])).map((row) => [row.id, row]))
    expect(found.get(model.id)?.document).toEqual(document(to))
    expect(found.get(other.id)).toMatchObject({ document: other.document, updatedAt: other.updatedAt })
    // Whoever has planned on what it was would put the old name back.
    await expect(store.commit([{ kind: 'update', row: model, expected: model }])).rejects.toMatchObject({
      reason: 'stale',
    })
  })

  test('relations from and to what is below have the new name in their data, and no others', async () => {
    const service = await aService()
    const [one, two] = [inside(service, 'one'), inside(service, 'two')]
    const [elsewhere, other] = [aRow({ type: 'chart' }), aRow({ type: 'chart' })]
    await store.commit(inserted([one, two, elsewhere, other]))
    const from = service.fullyQualifiedName
    const data = (name: string) => ({
      columnsLineage: [{ fromColumns: [`${name}.m.a`, `${from}x.m.a`], toColumn: `${name}.m.b`, function: from }],
      sqlQuery: from,
    })
    const link = (carrier: EntityRow, target: EntityRow, relation = 'upstream'): Change => ({
      kind: 'link',
      link: {
        entityId: carrier.id,
        entityType: carrier.type,
        relation,
        targetId: target.id,
        targetType: target.type,
        data: data(from),
      },
    })
    const far = [link(elsewhere, other), link(one, two, 'other')]
    await store.commit([link(one, elsewhere), link(other, two), link(two, one), ...far])
    const to = randomUUID()
    await rename(service, to, {
      linked: { relation: 'upstream', members: ['fromColumns', 'toColumn'] },
    })
    const found = await store.relations([one.id, two.id, elsewhere.id, other.id], ['upstream', 'other'])
    const dataOf = (carrier: EntityRow, target: EntityRow, relation = 'upstream') =>
      found.find((each) => each.entityId === carrier.id && each.targetId === target.id && each.relation === relation)
        ?.data
    for (const [carrier, target] of [
      [one, elsewhere],
      [other, two],
      [two, one],
    ] as const)
      expect(dataOf(carrier, target)).toEqual(data(to))
    expect(dataOf(elsewhere, other)).toEqual(data(from))
    expect(dataOf(one, two, 'other')).toEqual(data(from))
  })

  test('what is below is in another container, where that is said, and counts there', async () => {
    const [from, to] = [aRow({ type: 'glossary' }), aRow({ type: 'glossary' })]
    const term = (name: string, given: Partial<EntityRow> = {}) =>
      aRow({ type: 'glossaryTerm', name, fullyQualifiedName: `${from.name}.${name}`, containerId: from.id, ...given })
    await store.commit(inserted([from, to]))
    const top = term('top')
    const [below, deleted] = [
      term('below', { fullyQualifiedName: `${top.fullyQualifiedName}.below` }),
      term('deleted', { fullyQualifiedName: `${top.fullyQualifiedName}.deleted`, deleted: true }),
    ]
    const stays = term('stays')
    await store.commit(inserted([top, below, deleted, stays]))
    const moved = { ...top, fullyQualifiedName: `${to.name}.top`, containerId: to.id, version: 0.2 }
    await store.commit([
      { kind: 'update', row: moved, expected: top },
      renaming(top, moved.fullyQualifiedName, {
        type: 'glossaryTerm',
        below: ['glossaryTerm'],
        inside: { type: 'glossaryTerm', containerId: to.id },
      }),
    ])
    const total = async (containerId: string, include: 'deleted' | 'non-deleted') =>
      (await store.list({ type: 'glossaryTerm', containerId, include, sort: 'name', limit: 0 })).total
    expect(await Promise.all([total(from.id, 'non-deleted'), total(to.id, 'non-deleted')])).toEqual([1, 2])
    expect(await Promise.all([total(from.id, 'deleted'), total(to.id, 'deleted')])).toEqual([0, 1])
    const found = await store.findByIds([below.id, stays.id])
    expect(new Map(found.map((row) => [row.name, row.containerId]))).toEqual(
      new Map([
        ['below', to.id],
        ['stays', from.id],
      ]),
    )
    const lacking = await store.list({
      type: 'glossaryTerm',
      containerId: to.id,
      unrelated: ['owner'],
      include: 'all',
      sort: 'name',
      limit: 10,
    })
    expect(lacking.total).toBe(3)
  })

  test('what was planned on the old name is stale: updates of what is below, and what is made there', async () => {
    const service = await aService()
    const below = inside(service, 'below')
    await store.commit(inserted([below]))
    const to = randomUUID()
    await rename(service, to)
    await expect(
      store.commit([{ kind: 'update', row: { ...below, displayName: 'late' }, expected: below }]),
    ).rejects.toMatchObject({ reason: 'stale' })
    const [container] = [{ kind: 'require', ids: [service.id] } as const]
    const late = inside(service, 'late')
    await expect(
      store.commit([{ ...container, fqns: { [service.id]: service.fullyQualifiedName } }, ...inserted([late])]),
    ).rejects.toMatchObject({ reason: 'stale' })
    expect(await store.findByIds([late.id])).toEqual([])
    await store.commit([{ ...container, fqns: { [service.id]: to } }, ...inserted([late])])
    expect(await store.findByIds([late.id])).toHaveLength(1)
  })

  test('a name that is taken stays with whoever has it, and nothing is renamed', async () => {
    const [one, two] = [await aService(), await aService()]
    const below = inside(one, 'below')
    await store.commit(inserted([below]))
    await expect(rename(one, two.name)).rejects.toMatchObject({ reason: 'taken' })
    expect((await store.findByIds([below.id]))[0]?.fullyQualifiedName).toBe(below.fullyQualifiedName)
    expect(await store.formerNames([one.name])).toEqual([])
  })

  test('former names are known until the entity is gone, and the way back ends them', async () => {
    const service = await aService()
    const [first, second] = [service.name, randomUUID()]
    await rename(service, second)
    const former = (fqn: string) => ({ type: 'dashboardService', fullyQualifiedName: fqn, entityId: service.id })
    expect(await store.formerNames([first, second, 'nobody'])).toEqual([former(first)])
    await rename(named(service, second), first)
    expect(await store.formerNames([first, second])).toEqual([former(second)])
    await store.commit([{ kind: 'remove', id: service.id }])
    expect(await store.formerNames([first, second])).toEqual([])
  })

  test('who holds a name is told of all that hold just that, of the kind, deleted ones too', async () => {
    const name = `A."${randomUUID()}.x"`
    const held = { types: ['dashboardDataModel', 'dashboard'], member: 'tagFQN', source: 'Classification' } as const
    const label = (tagFQN: string, source = 'Classification') => ({ tagFQN, source })
    const holding = (type: EntityRow['type'], one: unknown, given: Partial<EntityRow> = {}) =>
      aRow({ type, document: { columns: [{ tags: [one] }] }, ...given })
    const those = [
      holding('dashboardDataModel', label(name)),
      aRow({ document: { certification: { tagLabel: label(name) } }, deleted: true }),
    ]
    const others = [
      holding('dashboardDataModel', label(`${name}.below`)),
      holding('dashboardDataModel', label(`${name}x`)),
      holding('dashboardDataModel', label(name, 'Glossary')),
      holding('chart', label(name)),
      aRow({ document: { description: name } }),
    ]
    await store.commit(inserted([...those, ...others]))
    const found = await store.holders(held, name)
    expect(new Map(found.map(({ id, type }) => [id, type]))).toEqual(new Map(those.map(({ id, type }) => [id, type])))
  })

  test('a name leads to another one until that is gone, or the name is its own again', async () => {
    const [one, two, three] = [aRow({ type: 'tag' }), aRow({ type: 'tag' }), aRow({ type: 'tag' })]
    await store.commit(inserted([one, two, three]))
    const { fullyQualifiedName } = one
    const leads = (entityId: string | null): Change => ({ kind: 'former', type: 'tag', fullyQualifiedName, entityId })
    const named = (entityId: string) => [{ type: 'tag', fullyQualifiedName, entityId }]
    await store.commit([leads(two.id)])
    expect(await store.formerNames([fullyQualifiedName])).toEqual(named(two.id))
    await store.commit([leads(three.id)])
    expect(await store.formerNames([fullyQualifiedName])).toEqual(named(three.id))
    await store.commit([leads(null)])
    expect(await store.formerNames([fullyQualifiedName])).toEqual([])
    await store.commit([leads(null), leads(two.id)])
    await store.commit([{ kind: 'remove', id: two.id }])
    expect(await store.formerNames([fullyQualifiedName])).toEqual([])
  })
})
