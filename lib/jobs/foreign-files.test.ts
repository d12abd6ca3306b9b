/** Files as people have them, all the way: read, mapped, planned, answered, written. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { list } from '@/lib/entities/list'
import { aDashboard, anActor, aService } from '@/lib/entities/testing'
import { readFile } from '@/lib/import/read-file'
import { runJob } from '@/lib/jobs/ask'
import { failuresFile } from '@/lib/jobs/failures'
import { importInputOf } from '@/lib/jobs/import-input'
import { receiveImport } from '@/lib/jobs/receive-import'
import { replanImport } from '@/lib/jobs/replan'
import { requestOfRow } from '@/lib/jobs/row-requests'
import { summariseJob } from '@/lib/jobs/summarise'
import { eachWithRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { domains } from '@/lib/model/entities/domain'
import { users } from '@/lib/model/entities/person'
import type { MappingChange } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
eachWithRunner(async (made) => {
  ctx = made
  await aService(ctx, 'grafana_prod')
})

const planned = async (text: string): Promise<Job> => rested((await receive(text, ctx)).id, ctx)

async function grafana(): Promise<Job> {
  const bytes = new Uint8Array(readFileSync('data/sample/grafana-export.csv'))
  const source = { kind: 'file', name: 'grafana-export.csv', bytes } as const
  const { id } = await receiveImport({ collection: 'dashboards', source, options: {}, mapping: {}, runs: false }, ctx)
  return rested(id, ctx)
}
async function answered({ id }: Job, change: MappingChange): Promise<Job> {
  await replanImport(id, change, ctx)
  return rested(id, ctx)
}
const problems = async (job: Job) => (await summariseJob(job, ctx)).problems
const tagsOut = async (job: Job) => ({
  leaveOut: (await problems(job)).flatMap(({ cause }) =>
    cause.kind === 'missing' ? [{ type: cause.type, name: cause.key }] : [],
  ),
})

test('an export with tags of its own is imported once they are left out, and a second time changes nothing', async () => {
  const job = await grafana()
  const { create = 0, refused = 0 } = job.counts
  expect(create + refused).toBe(88)
  const percona = (await problems(job)).find(({ key }) => key === 'missing tag Percona')
  expect(percona).toMatchObject({ column: 'Labels', cause: { kind: 'missing', type: 'tag', key: 'Percona' } })
  expect((await answered(job, await tagsOut(job))).counts).toEqual({ create: 88 })
  await runJob(job.id, {}, ctx)
  expect((await rested(job.id, ctx)).counts).toEqual({ created: 88 })
  const { paging } = await list(dashboards, { fields: new Set(), include: 'all', limit: 0 }, ctx)
  expect(paging.total).toBe(88)
  const again = await grafana()
  expect((await answered(again, await tagsOut(again))).counts).toEqual({ unchanged: 88 })
})

test('what was refused comes back as a file that is ready to import', async () => {
  const job = await grafana()
  let text = ''
  for await (const piece of failuresFile(job, ctx)) text += piece
  const { headers, rows } = await readFile({ kind: 'text', text })
  const came = ['Title', 'UID', 'Folder', 'Labels', 'Link', 'Summary', 'Panels', 'Tool']
  expect(headers).toEqual([...came, '_job', '_row', '_code', '_field', '_error'])
  expect(rows[0]?.slice(0, 2)).toEqual(['DB Cluster Summary', 'db-cluster-summary'])
  expect(rows[0]?.slice(-5)).toEqual([job.id, '2', 'missing', 'tags', expect.stringMatching(/^No tag Percona/)])
})

test('rows with too many cells or too few are told apart from those that are right', async () => {
  const job = await planned('name,service\n1,sample_superset\n2,sample_superset,x\n3\n')
  expect(job.counts).toEqual({ create: 1, refused: 2 })
  expect((await problems(job)).map(({ key, rowNumbers }) => [key.split(' ')[0], rowNumbers])).toEqual([
    ['ragged', [3]],
    ['invalid', [4]],
  ])
})

test('people whom nobody knows are told, and can be left out', async () => {
  const job = await planned('name,service,owners\n1,sample_superset,user:ana; team:bi\n2,sample_superset,user:ana\n')
  expect((await problems(job)).map(({ message, count }) => [message, count])).toEqual([
    [expect.stringMatching(/^Nobody is found for ana/), 2],
    [expect.stringMatching(/^Nobody is found for bi/), 1],
  ])
  expect((await answered(job, await tagsOut(job))).counts).toEqual({ create: 2 })
})

test('people, domains and charts that are misspelt are told by what was perhaps meant, and replaced by it', async () => {
  const ana = { name: 'a.lopez', email: 'ana.lopez@example.com', displayName: 'Ana Lopez' }
  await create(users, ana, ctx)
  await create(domains, { name: 'Marketing', domainType: 'Aggregate', description: '' }, ctx)
  const row = (at: number) => `${at},sample_superset,"Ana Lopes; ana.lopes@example.com",Marketign\n`
  const job = await planned(`name,service,owners,domains\n${row(1)}${row(2)}`)
  const found = await problems(job)
  expect(found.map(({ message, count }) => [message.replace(/: neither.*name\./, '.'), count])).toEqual([
    ['Nobody is found for Ana Lopes. Did you mean a.lopez?', 2],
    ['Nobody is found for ana.lopes@example.com. Did you mean a.lopez?', 2],
    ['No domain Marketign. Did you mean Marketing?', 2],
  ])
  const values = found.flatMap(({ cause }) =>
    cause.kind === 'missing' && cause.near !== undefined ? [{ type: cause.type, name: cause.key, to: cause.near }] : [],
  )
  expect((await answered(job, { values })).counts).toEqual({ create: 2 })
})

test('an id in a file does not tell the name of what its reader may not see, and no id is looked up that is none', async () => {
  const { entity } = await create(domains, { name: 'Secret', domainType: 'Aggregate', description: '' }, ctx)
  const { id } = entity
  const owners = [
    { id, type: 'user' },
    { id: 'no\u0000id', type: 'user' },
  ]
  const job = await planned(JSON.stringify([{ name: '1', service: 'sample_superset', owners }]))
  const [row] = await rowsOf(job, ctx)
  if (row === undefined) throw new Error('it has a row')
  const rules = [
    { name: 'all', effect: 'allow' as const, operations: ['All'], resources: ['all'] },
    { name: 'secret', effect: 'deny' as const, operations: ['All'], resources: ['domain'], condition: 'noOwner()' },
  ]
  const barred = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'p', rules }] }) }
  const input = importInputOf(job.input)
  expect((await requestOfRow(row, input, barred)).owners).toEqual(owners)
  expect((await requestOfRow(row, input, ctx)).owners).toMatchObject([{ id, name: 'Secret' }, { type: 'user' }])
})

test('a service that is made meanwhile is found when the refused rows are planned again', async () => {
  const job = await planned('name,service\n1,new_one\n2,sample_superset\n')
  expect(job.counts).toEqual({ refused: 1, create: 1 })
  await aService(ctx, 'new_one')
  expect((await answered(job, {})).counts).toEqual({ create: 2 })
})

test('a name that ends in a space is the one that the API knows', async () => {
  await aDashboard(ctx, { name: 'Sales ', displayName: 'With a space' })
  const job = await planned(
    'name,service,displayName\n"Sales ",sample_superset,With a space\nSales,sample_superset,Without\n',
  )
  expect(job.counts).toEqual({ unchanged: 1, create: 1 })
})

test('a sign that no text may have is a matter of its row, and so is half of one', async () => {
  const row = (name: string, description: string) => ({ name, service: 'sample_superset', description })
  const rows = [
    row('a', 'Whole'),
    row('b', 'cut \u0000 here'),
    row('c', 'half a \ud83d'),
    row('d', 'whole \ud83d\ude00'),
  ]
  const job = await planned(JSON.stringify(rows))
  expect(job.counts).toEqual({ create: 2, refused: 2 })
  const found = (await rowsOf(job, ctx)).map(({ status, result }) => [status, Object(result).message])
  expect(found).toEqual([
    ['create', undefined],
    ['refused', expect.stringContaining('U+0000')],
    ['refused', expect.stringContaining('valid Unicode')],
    ['create', undefined],
  ])
})

test('a table that is called a workbook is read as what it is', async () => {
  const bytes = new TextEncoder().encode('name;displayName\n1;Cash\n')
  const table = await readFile({ kind: 'file', name: 'report.xls', bytes })
  expect([table.format, table.delimiter, table.rows]).toEqual(['csv', ';', [['1', 'Cash']]])
})
