import { expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { read } from '@/lib/entities/read'
import { aDashboard } from '@/lib/entities/testing'
import { runJob } from '@/lib/jobs/ask'
import { mendCells } from '@/lib/jobs/mend-cells'
import { presentJob } from '@/lib/jobs/present'
import { replanImport } from '@/lib/jobs/replan'
import { eachWithRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { users } from '@/lib/model/entities/person'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
eachWithRunner((made) => {
  ctx = made
})

const file = `Space,Id,Title,Labels,Who,Folder
Finance,7, Cash [draft] ,Sensitive|None,ANA,
Sales,8,Pipeline,,,Deals
`
const mapping: ImportMapping = {
  service: 'sample_superset',
  columns: { Id: 'name', Title: 'displayName', Labels: 'tags', Who: 'owners', Folder: 'project' },
  transforms: {
    name: { template: '{Space}-{Id}', letters: 'lower' },
    displayName: { find: '[draft]', trim: true },
    tags: { splitBy: '|', prefix: 'PII.' },
    owners: { letters: 'lower' },
    project: { whenEmpty: 'None yet' },
  },
}
const plannedJob = async (text: string, given: ImportMapping = mapping): Promise<Job> =>
  rested((await receive(text, ctx, given)).id, ctx)
const names = async (job: Job) =>
  (await rowsOf(job, ctx)).map(({ status, result }) => [status, Object(result).fullyQualifiedName])
const stored = (name: string) =>
  read(dashboards, { fqn: `sample_superset.${name}` }, { fields: 'all', include: 'all' }, ctx)

test('cells are read as the mapping says, and written so; it goes with the mapping', async () => {
  await createOrUpdate(users, { name: 'ana', email: 'ana@example.com' }, ctx)
  const { tags: _tags, ...transforms } = mapping.transforms ?? {}
  const job = await plannedJob(file.replace('Sensitive|None', 'PII.Sensitive'), { ...mapping, transforms })
  expect(await names(job)).toEqual([
    ['create', 'sample_superset.finance-7'],
    ['create', 'sample_superset.sales-8'],
  ])
  expect(presentJob(job).file?.mapping.transforms).toEqual(transforms)
  await runJob(job.id, {}, ctx)
  await rested(job.id, ctx)
  expect(await stored('finance-7')).toMatchObject({
    displayName: 'Cash',
    project: 'None yet',
    owners: [{ name: 'ana' }],
    tags: [{ tagFQN: 'PII.Sensitive' }],
  })
  expect(await stored('sales-8')).toMatchObject({ displayName: 'Pipeline', project: 'Deals' })
})

test('items of a list are taken apart and each made a name', async () => {
  const job = await plannedJob(file)
  const [first] = await rowsOf(job, ctx)
  // Each by itself would be there; together they exclude each other.
  expect(Object(first?.result).message).toContain('Tag labels PII.Sensitive and PII.None are mutually exclusive')
})

test('what an empty cell says is no empty cell: it clears nothing', async () => {
  await aDashboard(ctx, { name: 'finance-7', project: 'Old', description: 'Stays' })
  const job = await plannedJob('Space,Id,Folder\nFinance,7,\n', {
    ...mapping,
    columns: { Id: 'name', Folder: 'project' },
    emptyCells: { project: 'clear' },
  })
  expect((await rowsOf(job, ctx))[0]?.result).toMatchObject({
    cleared: [],
    unrecorded: [{ name: 'project', oldValue: 'Old', newValue: 'None yet' }],
  })
})

test('rows that come to one name are told, and another one by the cell that the name is made of', async () => {
  const columns = { Id: 'name' }
  const job = await plannedJob('Space,Id\nFinance,7\nFINANCE,7\n', { ...mapping, columns })
  expect((await names(job)).map(([status]) => status)).toEqual(['refused', 'refused'])
  await mendCells(
    job.id,
    () => [{ row: 1, column: 'Space', value: 'Sales' }],
    ctx,
    async () => ctx,
  )
  expect(await names(job)).toEqual([
    ['create', 'sample_superset.finance-7'],
    ['create', 'sample_superset.sales-7'],
  ])
})

test('another way to read them plans all rows again', async () => {
  const { id } = await plannedJob('Space,Id\nFinance,7\n', { ...mapping, columns: { Id: 'name' } })
  await replanImport(id, { transforms: { name: { prefix: 'd-' } } }, ctx)
  expect(await names(await rested(id, ctx))).toEqual([['create', 'sample_superset.d-7']])
})

test.each([
  [{ nmae: { trim: true } }, 'There is no field nmae'],
  [{ name: { template: '{Spcae}/{Id}' } }, 'The file has no column Spcae: did you mean Space'],
  [{ displayName: { splitBy: ',' } }, 'displayName is no list that could be split'],
])('%j is refused with what is wrong', async (transforms, message) => {
  await expect(receive(file, ctx, { ...mapping, transforms })).rejects.toThrow(message)
})
