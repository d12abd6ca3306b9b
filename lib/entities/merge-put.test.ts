import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { read } from '@/lib/entities/read'
import { aContext, anActor, aService } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dataModels } from '@/lib/model/entities/data-model'
import type { Entity } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'
import { classifications, tags } from '@/lib/model/entities/tag'

const rule = (effect: 'allow' | 'deny', operations: string[]) => ({
  name: effect,
  effect,
  operations,
  resources: ['all'],
})
const may = rule('allow', ['Create', 'EditAll', 'ViewAll'])

/** A bot of these rules, as the ingestion bot is one. */
const asBot = (...rules: (typeof may)[]): RequestContext => ({
  ...ctx,
  actor: anActor({ name: 'ingestion-bot', isAdmin: false, isBot: true, policies: [{ name: 'Bot', rules }] }),
})

let ctx: RequestContext
let ann: Entity
let ben: Entity
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
  ann = (await create(users, { name: 'ann', email: 'ann@example.com' }, ctx)).entity
  ben = (await create(users, { name: 'ben', email: 'ben@example.com' }, ctx)).entity
  await create(classifications, { name: 'Source', description: 'Where it is from' }, ctx)
  for (const name of ['Old', 'New']) await create(tags, { classification: 'Source', name, description: name }, ctx)
  const written = {
    displayName: 'Sales',
    description: 'By people',
    owners: [{ id: ann.id, type: 'user' }],
    tags: [{ tagFQN: 'Source.Old' }],
  }
  await create(dashboards, dashboards.createSchema.parse({ ...board, ...written }), ctx)
})

const board = { name: '10', service: 'sample_superset' }
const seen = () => ({
  ...board,
  displayName: 'Sales 2026',
  description: 'By the tool',
  owners: [{ id: ben.id, type: 'user' }],
  tags: [{ tagFQN: 'Source.New' }],
})
const shown = async () => {
  const entity = await read(dashboards, { fqn: 'sample_superset.10' }, { fields: 'all' }, ctx)
  const { displayName, description, owners, tags: labels } = dashboards.schema.parse(entity)
  return [displayName, description, owners?.map(({ name }) => name), labels?.map(({ tagFQN }) => tagFQN)]
}
const ingest = (bot: RequestContext, options = {}) => bulkUpsert(dashboards, [seen()], options, bot)

describe('a PUT by a bot over what people wrote', () => {
  test('keeps description and owners, adds tags, and keeps a name that its policies keep from it', async () => {
    await ingest(asBot(may, rule('deny', ['EditDisplayName'])))
    expect(await shown()).toEqual(['Sales', 'By people', ['ann'], ['Source.New', 'Source.Old']])
  })

  test('changes the name where nothing forbids it', async () => {
    await ingest(asBot(may))
    expect((await shown())[0]).toBe('Sales 2026')
  })

  test('replaces all of it when it overrides metadata', async () => {
    await ingest(asBot(may, rule('deny', ['EditDisplayName'])), { overrideMetadata: true })
    expect(await shown()).toEqual(['Sales 2026', 'By the tool', ['ben'], ['Source.New']])
  })

  test('takes nothing away that it does not name, even when it overrides', async () => {
    await bulkUpsert(dashboards, [{ ...board, displayName: 'Sales' }], { overrideMetadata: true }, asBot(may))
    expect(await shown()).toEqual(['Sales', 'By people', ['ann'], ['Source.Old']])
  })

  test('fills what people left empty', async () => {
    const bare = { name: '11', service: 'sample_superset' }
    await create(dashboards, bare, ctx)
    const bot = asBot(may, rule('deny', ['EditDisplayName']))
    const { entity } = await createOrUpdate(dashboards, dashboards.createSchema.parse({ ...seen(), ...bare }), bot)
    expect(entity).toMatchObject({ displayName: 'Sales 2026', description: 'By the tool', owners: [{ name: 'ben' }] })
  })

  test('keeps what people wrote on columns, and takes new columns, types and tags', async () => {
    const model = { name: '1', service: 'sample_superset', dataModelType: 'SupersetDataModel' }
    const tag = (tagFQN: string) => ({ tagFQN })
    const put = (columns: unknown[], by: RequestContext, options = {}) =>
      bulkUpsert(dataModels, [{ ...model, columns }], options, by)
    const told = { description: 'One sale', displayName: 'Order', tags: [tag('Source.Old')] }
    const nested = {
      name: 'item',
      dataType: 'STRUCT',
      children: [{ name: 'sku', dataType: 'INT', description: 'Code' }],
    }
    await put([{ name: 'order', dataType: 'INT', ...told }, { name: 'gone', dataType: 'INT' }, nested], ctx)

    const sent = { name: 'order', dataType: 'BIGINT', displayName: 'order', tags: [tag('Source.New')] }
    const deep = { name: 'item', dataType: 'STRUCT', children: [{ name: 'sku', dataType: 'TEXT' }] }
    const columns = async () =>
      dataModels.schema.parse(await read(dataModels, { fqn: 'sample_superset.model.1' }, { fields: 'all' }, ctx))
        .columns
    await put([sent, { name: 'new', dataType: 'INT' }, deep], asBot(may))
    expect(await columns()).toMatchObject([
      {
        name: 'order',
        dataType: 'BIGINT',
        description: 'One sale',
        displayName: 'Order',
        tags: [tag('Source.Old'), tag('Source.New')],
      },
      { name: 'new' },
      { name: 'item', children: [{ name: 'sku', dataType: 'TEXT', description: 'Code' }] },
    ])

    await put([sent], asBot(may), { overrideMetadata: true })
    const [overridden] = await columns()
    expect(overridden).toMatchObject({ displayName: 'order', description: 'One sale', tags: [tag('Source.New')] })
    expect(overridden?.tags).toHaveLength(1)
  })

  test('a person replaces what they name', async () => {
    await createOrUpdate(dashboards, dashboards.createSchema.parse(seen()), ctx)
    expect(await shown()).toEqual(['Sales 2026', 'By the tool', ['ben'], ['Source.New', 'Source.Old']])
  })
})
