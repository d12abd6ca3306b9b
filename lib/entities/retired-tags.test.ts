/** A tag that is switched off is given to nothing more, and what carries it lives on. */
import { beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { aContext, aDashboard, aService } from '@/lib/entities/testing'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dataModels } from '@/lib/model/entities/data-model'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { classifications, tags } from '@/lib/model/entities/tag'

const gold = { tagFQN: 'Trust.Gold', source: 'Classification', labelType: 'Manual', state: 'Confirmed' } as const
const refusal = "Tag label Trust.Gold is disabled and can't be assigned to a data asset."
const column = (given = {}) => ({ name: 'a', dataType: 'INT', tags: [gold], ...given })
const model = (given = {}) =>
  dataModels.createSchema.parse({
    name: 'm',
    service: 'sample_superset',
    dataModelType: 'SupersetDataModel',
    columns: [column()],
    ...given,
  })

let ctx: RequestContext
const named = (name: string) => ({ fqn: `sample_superset.${name}` })
const change = (name: string, ...steps: JsonPatch) => patch(dashboards, named(name), steps, undefined, ctx)
const put = (given: Record<string, unknown>) =>
  createOrUpdate(dashboards, dashboards.createSchema.parse({ service: 'sample_superset', ...given }), ctx)
const tagsOf = async (name: string) => (await read(dashboards, named(name), { fields: new Set(['tags']) }, ctx)).tags

beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
  await create(classifications, classifications.createSchema.parse({ name: 'Trust', description: 'd' }), ctx)
  await create(tags, tags.createSchema.parse({ name: 'Gold', classification: 'Trust', description: 'd' }), ctx)
  await aDashboard(ctx, { name: 'old', tags: [gold] })
  await aDashboard(ctx, { name: 'bare' })
  await createOrUpdate(dataModels, model(), ctx)
  await patch(tags, { fqn: 'Trust.Gold' }, [{ op: 'add', path: '/disabled', value: true }], undefined, ctx)
})

test('what carries it can be changed, by PATCH and PUT, and keeps it', async () => {
  await change('old', { op: 'add', path: '/displayName', value: 'Renamed' })
  await change('old', { op: 'add', path: '/tags/0/reason', value: 'Checked' })
  await put({ name: 'old', description: 'Told again', tags: [gold] })
  await put({ name: 'old', displayName: 'Told once more' })
  expect(await tagsOf('old')).toMatchObject([{ tagFQN: 'Trust.Gold' }])
  const described = await createOrUpdate(dataModels, model({ columns: [column({ description: 'New' })] }), ctx)
  expect(described.entity).toMatchObject({ version: 0.2 })
})

test('nothing new gets it, neither by POST, PUT nor PATCH', async () => {
  await expect(aDashboard(ctx, { name: 'new', tags: [gold] })).rejects.toThrow(refusal)
  await expect(put({ name: 'bare', tags: [gold] })).rejects.toThrow(refusal)
  await expect(change('bare', { op: 'add', path: '/tags/0', value: gold })).rejects.toThrow(refusal)
  const second = model({ name: 'n' })
  await expect(createOrUpdate(dataModels, second, ctx)).rejects.toThrow(refusal)
  expect(await tagsOf('bare')).toEqual([])
})

test('what was without it once does not get it again', async () => {
  await change('old', { op: 'remove', path: '/tags/0' })
  await expect(change('old', { op: 'add', path: '/tags/0', value: gold })).rejects.toThrow(refusal)
})

test('tags of a classification that is switched off go to nothing more, and come back with it', async () => {
  const silver = { ...gold, tagFQN: 'Trust.Silver' }
  const inner = { ...gold, tagFQN: 'Trust.Silver.Inner' }
  const switched = (off: boolean) =>
    patch(classifications, { fqn: 'Trust' }, [{ op: 'add', path: '/disabled', value: off }], undefined, ctx)
  await create(tags, tags.createSchema.parse({ name: 'Silver', classification: 'Trust', description: 'd' }), ctx)
  await create(tags, tags.createSchema.parse({ name: 'Inner', parent: 'Trust.Silver', description: 'd' }), ctx)
  await put({ name: 'worn', tags: [silver] })
  await switched(true)
  for (const label of [silver, inner]) {
    const refused = { message: refusal.replace('Trust.Gold', label.tagFQN), hint: expect.stringContaining('Trust') }
    await expect(put({ name: 'bare', tags: [label] })).rejects.toMatchObject(refused)
    await expect(change('bare', { op: 'add', path: '/tags/0', value: label })).rejects.toMatchObject(refused)
  }
  const columns = [column({ tags: [silver] })]
  await expect(createOrUpdate(dataModels, model({ columns }), ctx)).rejects.toThrow('Trust.Silver is disabled')
  await change('worn', { op: 'add', path: '/displayName', value: 'Renamed' })
  await put({ name: 'worn', description: 'Told again', tags: [silver] })
  expect(await tagsOf('worn')).toMatchObject([{ tagFQN: 'Trust.Silver' }])
  await switched(false)
  await put({ name: 'bare', tags: [silver] })
  expect(await tagsOf('bare')).toMatchObject([{ tagFQN: 'Trust.Silver' }])
})

test('a term of a glossary that has the name of such a classification is given', async () => {
  await patch(classifications, { fqn: 'Trust' }, [{ op: 'add', path: '/disabled', value: true }], undefined, ctx)
  await create(glossaries, glossaries.createSchema.parse({ name: 'Trust', description: 'd' }), ctx)
  await create(
    glossaryTerms,
    glossaryTerms.createSchema.parse({ name: 'Faith', glossary: 'Trust', description: 'd' }),
    ctx,
  )
  await put({ name: 'bare', tags: [{ ...gold, tagFQN: 'Trust.Faith', source: 'Glossary' }] })
  expect(await tagsOf('bare')).toMatchObject([{ tagFQN: 'Trust.Faith' }])
})
