/** Columns that take away what their cells name, and leave all else. */
import { expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { read } from '@/lib/entities/read'
import { aChart, aDashboard } from '@/lib/entities/testing'
import { runJob, undoJob } from '@/lib/jobs/ask'
import { importInputOf, mappingOf } from '@/lib/jobs/import-input'
import { requestOfRow } from '@/lib/jobs/row-requests'
import { eachWithRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { domains } from '@/lib/model/entities/domain'
import { users } from '@/lib/model/entities/person'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

let ctx: RequestContext
const label = (tagFQN: string) =>
  ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' }) as const
eachWithRunner(async (given) => {
  ctx = given
  const owners = []
  for (const name of ['bi', 'ops'])
    owners.push({ id: (await create(users, { name, email: `${name}@example.com` }, ctx)).entity.id, type: 'user' })
  for (const name of ['Sales', 'Costs']) await create(domains, { name, domainType: 'Aggregate', description: '' }, ctx)
  for (const name of ['one', 'two']) await aChart(ctx, name)
  await aDashboard(ctx, {
    name: 'a',
    description: 'Stays',
    owners,
    domains: ['Sales'],
    charts: ['sample_superset.one', 'sample_superset.two'],
    tags: ['Tier.Tier1', 'PII.Sensitive', 'PersonalData.Personal'].map(label),
  })
})

const policies = { owners: 'remove', domains: 'remove', charts: 'remove', tags: 'remove', tier: 'remove' } as const
const header = 'name,service,owners,domains,charts,tags,tier\n'
const shown = async (name: string) => {
  const { owners, domains, charts, tags, description } = (await read(
    dashboards,
    { fqn: `sample_superset.${name}` },
    { fields: 'all', include: 'all' },
    ctx,
  )) as unknown as Record<string, { name?: string; tagFQN?: string }[] | undefined>
  const names = (items: typeof owners = []) => items.map(({ name, tagFQN }) => tagFQN ?? name)
  return { owners: names(owners), domains: names(domains), charts: names(charts), tags: names(tags), description }
}
const planned = async (text: string, mapping: ImportMapping) => rested((await receive(text, ctx, mapping)).id, ctx)
async function ran(text: string, mapping: ImportMapping) {
  const { id } = await planned(text, mapping)
  await runJob(id, {}, ctx)
  return rested(id, ctx)
}

test('what is named goes and all else stays; an undo brings it back', async () => {
  const before = await shown('a')
  const job = await ran(`${header}a,sample_superset,user:ops,Sales,one,PII.Sensitive,Tier.Tier1\n`, { policies })
  expect(job.counts).toEqual({ updated: 1 })
  expect(await shown('a')).toEqual({
    owners: ['bi'],
    domains: [],
    charts: ['two'],
    tags: ['PersonalData.Personal'],
    description: 'Stays',
  })
  const [row] = await rowsOf(job, ctx)
  expect(Object(row?.result).cleared).toEqual(['domains'])
  const undo = await rested((await undoJob(job.id, false, ctx)).id, ctx)
  await runJob(undo.id, {}, ctx)
  expect(await rested(undo.id, ctx)).toMatchObject({ state: 'finished', counts: { updated: 1 } })
  expect(await shown('a')).toEqual(before)
})

test('what a thing does not have cannot be taken from it, and an empty cell takes nothing', async () => {
  const before = await shown('a')
  const job = await planned(`${header}a,sample_superset,,Costs,,PII.None,Tier.Tier2\n`, { policies })
  expect(job.counts).toEqual({ unchanged: 1 })
  expect(await shown('a')).toEqual(before)
})

test('what is new begins without what its row takes away, and its plan says so', async () => {
  const text = `${header}new,sample_superset,user:ops,Sales,one,PII.Sensitive,Tier.Tier1\n`
  const mapping = { policies: { ...policies, charts: 'merge' } } as const
  const job = await planned(text, mapping)
  const [row] = await rowsOf(job, ctx)
  expect(row?.status).toBe('create')
  expect(row && (await requestOfRow(row, importInputOf(job.input), ctx))).toEqual({
    name: 'new',
    service: 'sample_superset',
    charts: ['sample_superset.one'],
  })
  await runJob(job.id, {}, ctx)
  expect((await rested(job.id, ctx)).counts).toEqual({ created: 1 })
  expect(await shown('new')).toMatchObject({ owners: [], domains: [], charts: ['one'], tags: [] })
})

test('a name that is misspelt takes nothing away, and is told', async () => {
  const job = await planned(`${header}a,sample_superset,,Slaes,,,\n`, { policies })
  expect(job.counts).toEqual({ refused: 1 })
  expect(Object((await rowsOf(job, ctx))[0]?.result).message).toContain('Did you mean Sales?')
})

test('only lists can have something taken out, and a kept mapping says it again', async () => {
  await expect(planned('name,service\na,b\n', { policies: { description: 'remove' } })).rejects.toThrow(
    'description is no list that things could be taken out of',
  )
  const job = await planned(`${header}a,sample_superset,user:ops,,,,\n`, { policies })
  expect(mappingOf(importInputOf(job.input)).policies).toEqual(policies)
})
