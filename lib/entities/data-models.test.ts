/** Columns of data models: what is refused, how their changes are told, and what their tags say. */
import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { aContext, aService } from '@/lib/entities/testing'
import { version, versions } from '@/lib/entities/versions'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import { dataModels } from '@/lib/model/entities/data-model'
import { classifications, tags } from '@/lib/model/entities/tag'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
})

const named = { name: '1', service: 'sample_superset', dataModelType: 'SupersetDataModel' }
const request = (columns: unknown[]) => dataModels.createSchema.parse({ ...named, columns })
const put = (...columns: unknown[]) => createOrUpdate(dataModels, request(columns), ctx).then(({ entity }) => entity)
const change = (...steps: JsonPatch) =>
  patch(dataModels, { fqn: 'sample_superset.model.1' }, steps, undefined, ctx).then(({ entity }) => entity)
const shown = () => read(dataModels, { fqn: 'sample_superset.model.1' }, { fields: 'all' }, ctx)
const int = (name: string, given = {}) => ({ name, dataType: 'INT', ...given })

describe('what is refused', () => {
  test.each([
    ['a column twice', [int('a'), int('b'), int('a')], 'columns/2/name is repeated: a'],
    [
      'a column twice inside another',
      [{ name: 's', dataType: 'STRUCT', children: [int('a'), int('a')] }],
      'columns/0/children/1/name is repeated: a',
    ],
    [
      'a list of nothing',
      [{ name: 'a', dataType: 'ARRAY' }],
      'columns/0/arrayDataType must not be null where dataType is ARRAY',
    ],
  ])('%s, with its place', async (_what, columns, message) => {
    const { rows } = await bulkUpsert(dataModels, [{ ...named, columns }], {}, ctx)
    expect(rows).toMatchObject([{ outcome: 'refused', message: `[${message}]` }])
  })

  test('and not the same name in another column, or a list of something', async () => {
    const inside = { name: 's', dataType: 'STRUCT', children: [int('a')] }
    const list = { name: 'l', dataType: 'ARRAY', arrayDataType: 'INT' }
    expect(await put(int('a'), inside, list)).toMatchObject({ version: 0.1 })
  })

  test('by PATCH as well', async () => {
    await put(int('a'))
    await expect(change({ op: 'add', path: '/columns/-', value: int('a') })).rejects.toThrow('is repeated: a')
    expect(await shown()).toMatchObject({ version: 0.1, columns: [{ name: 'a' }] })
  })
})

describe('changes', () => {
  test('are told column by column, however deep', async () => {
    const deep = (given = {}) => ({ name: 'x.y', dataType: 'STRUCT', children: [int('b', given)] })
    await put(int('a'), deep())
    const { version: next, changeDescription } = await put(int('a', { description: 'One' }), deep({ displayName: 'B' }))
    expect(next).toBe(0.2)
    expect(changeDescription).toMatchObject({
      fieldsAdded: [
        { name: 'columns.a.description', newValue: 'One' },
        { name: 'columns."x.y".b.displayName', newValue: 'B' },
      ],
      fieldsUpdated: [],
      fieldsDeleted: [],
    })
  })

  test('a column that comes is a small step, one that goes a whole one', async () => {
    await put(int('a'))
    const added = await put(int('a'), int('b'))
    expect(added).toMatchObject({ version: 0.2, changeDescription: { fieldsAdded: [{ name: 'columns' }] } })
    const removed = await put(int('b'))
    expect(removed).toMatchObject({ version: 1.2, changeDescription: { fieldsDeleted: [{ name: 'columns' }] } })
    expect(String(removed.changeDescription?.fieldsDeleted[0]?.oldValue)).toContain('"name":"a"')
    expect(await version(dataModels, removed.id, '0.2', ctx)).toMatchObject({ columns: [{ name: 'a' }, { name: 'b' }] })
    expect((await versions(dataModels, removed.id, ctx)).versions).toHaveLength(3)
  })

  test('a type for people is made up where none is given, and making it up is no change', async () => {
    expect(await put(int('a'), int('b', { dataTypeDisplay: 'integer' }))).toMatchObject({
      columns: [{ dataTypeDisplay: 'int' }, { dataTypeDisplay: 'integer' }],
    })
    expect((await put(int('a', { dataTypeDisplay: 'int' }), int('b', { dataTypeDisplay: 'integer' }))).version).toBe(
      0.1,
    )
    expect((await put({ name: 'a', dataType: 'BIGINT' }, int('b'))).changeDescription?.fieldsUpdated).toMatchObject([
      { name: 'columns.a.dataType', oldValue: 'INT', newValue: 'BIGINT' },
      { name: 'columns.a.dataTypeDisplay', newValue: 'bigint' },
      { name: 'columns.b.dataTypeDisplay', newValue: 'int' },
    ])
  })

  test('of a deep column leave the data model one that can be changed', async () => {
    const name = 'n'.repeat(200)
    const deep = (given = {}) => ({ name, dataType: 'STRUCT', children: [{ name, dataType: 'INT', ...given }] })
    await put(deep())
    await put(deep({ description: 'Told' }))
    expect(await change({ op: 'add', path: '/description', value: 'Changed' })).toMatchObject({ version: 0.3 })
  })
})

describe('tags on columns', () => {
  beforeEach(async () => {
    await create(classifications, { name: 'Kind', description: 'Kinds' }, ctx)
    const style = { color: '#ff0000' }
    await create(
      tags,
      { name: 'Key', classification: 'Kind', description: 'A key', displayName: 'The key', style },
      ctx,
    )
    await create(tags, { name: 'Sum', classification: 'Kind', description: 'A sum' }, ctx)
  })
  const label = (tagFQN: string) => ({ tagFQN })
  const whole = {
    tagFQN: 'Kind.Key',
    name: 'Key',
    displayName: 'The key',
    description: 'A key',
    style: { color: '#ff0000' },
    source: 'Classification',
    labelType: 'Manual',
    state: 'Confirmed',
    href: expect.stringContaining('/v1/tags/'),
  }

  test('are whole, as those of the entity are', async () => {
    const inside = { name: 's', dataType: 'STRUCT', children: [int('b', { tags: [label('Kind.Key')] })] }
    const made = await put(int('a', { tags: [label('Kind.Key'), label('Kind.Key')] }), inside)
    for (const { columns } of [made, await shown()])
      expect(columns).toMatchObject([{ tags: [whole] }, { children: [{ tags: [whole] }] }])
  })

  test('say what the tag says now', async () => {
    await put(int('a', { tags: [{ ...label('Kind.Key'), description: 'Made up', name: 'Other' }] }))
    await patch(tags, { fqn: 'Kind.Key' }, [{ op: 'replace', path: '/description', value: 'Newer' }], undefined, ctx)
    expect((await shown()).columns).toMatchObject([{ tags: [{ name: 'Key', description: 'Newer' }] }])
  })

  test('come and go by PATCH of what was read, and what stays is no change', async () => {
    await put(int('a', { tags: [label('Kind.Key')] }))
    const { columns } = await shown()
    expect(await change({ op: 'replace', path: '/columns', value: columns })).toMatchObject({ version: 0.1 })
    const changed = await change({ op: 'add', path: '/columns/0/tags/1', value: label('Kind.Sum') })
    expect(changed).toMatchObject({
      version: 0.2,
      columns: [{ tags: [whole, { tagFQN: 'Kind.Sum', description: 'A sum' }] }],
      changeDescription: { fieldsAdded: [{ name: 'columns.a.tags' }] },
    })
    expect(await change({ op: 'remove', path: '/columns/0/tags/0' })).toMatchObject({
      version: 0.3,
      columns: [{ tags: [{ tagFQN: 'Kind.Sum' }] }],
    })
  })

  test('that nobody made are refused, by their name', async () => {
    const columns = [int('a', { tags: [label('Kind.None')] })]
    const { rows } = await bulkUpsert(dataModels, [{ ...named, columns }], {}, ctx)
    expect(rows).toMatchObject([{ outcome: 'refused', message: 'tag instance for Kind.None not found' }])
  })
})
