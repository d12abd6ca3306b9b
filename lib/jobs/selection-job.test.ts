import { describe, expect, test } from 'vitest'
import { keepCertificationSettings } from '@/lib/entities/certification'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { aChart, aDashboard, anActor } from '@/lib/entities/testing'
import { cancelJob, runJob, undoJob } from '@/lib/jobs/ask'
import { presentJob, presentRow } from '@/lib/jobs/present'
import { selectRows } from '@/lib/jobs/select-rows'
import { summariseJob } from '@/lib/jobs/summarise'
import { counted, eachWithRunner, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { users } from '@/lib/model/entities/person'
import { certificationDefaults } from '@/lib/model/rules/certified'
import type { FieldEdit, SelectionJob } from '@/lib/model/wire/selection'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
const runAs = eachWithRunner((made) => {
  ctx = made
})

const stored = (name: string, include: 'all' | 'non-deleted' = 'non-deleted') =>
  read(dashboards, { fqn: `sample_superset.${name}` }, { fields: 'all', include }, ctx)
const chart = async (name: string) => (await ctx.store.findByFqns('chart', [`sample_superset.${name}`]))[0]
const all = { collection: 'dashboards', filter: {} } as const
const edit = (...edits: Extract<SelectionJob, { kind: 'edit' }>['edits']): SelectionJob => ({
  kind: 'edit',
  ...all,
  edits,
})

async function planned(request: SelectionJob): Promise<Job> {
  return rested((await selectRows(request, false, ctx)).id, ctx)
}
async function ran({ id }: Job, choice: Parameters<typeof runJob>[1] = {}): Promise<Job> {
  await runJob(id, choice, ctx)
  return rested(id, ctx)
}
const aUser = async (name: string) => (await createOrUpdate(users, { name, email: `${name}@example.com` }, ctx)).entity
const label = (tagFQN: string) =>
  ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' }) as const

describe('an edit of many', () => {
  test('says of each what changes, writes that, and is taken back field by field', async () => {
    const [ana, ben] = [await aUser('ana'), await aUser('ben')]
    const owned = [{ id: ana.id, type: 'user' as const }]
    await aDashboard(ctx, { name: 'a', description: 'Text', owners: owned, tags: [label('Tier.Tier2')] })
    await aDashboard(ctx, {
      name: 'b',
      owners: [...owned, { id: ben.id, type: 'user' }],
      tags: [label('PII.Sensitive')],
    })
    await aDashboard(ctx, { name: 'same', owners: [{ id: ben.id, type: 'user' }], tags: [label('Tier.Tier1')] })
    const before = await Promise.all(['a', 'b', 'same'].map((name) => stored(name)))
    const job = await planned(
      edit(
        { field: 'owners', how: 'add', value: [{ id: ben.id, type: 'user' }] },
        { field: 'owners', how: 'remove', value: [{ id: ana.id, type: 'user' }] },
        { field: 'tier', how: 'set', value: ['Tier.Tier1'] },
        { field: 'description', how: 'clear' },
      ),
    )
    expect(presentJob(job)).toMatchObject({
      kind: 'edit',
      title: 'Owners, tier and description of 3 dashboards',
      collection: 'dashboards',
      state: 'planned',
      counts: { update: 2, unchanged: 1 },
      edits: [{ field: 'owners', how: 'add' }, { field: 'owners', how: 'remove' }, { field: 'tier' }, { how: 'clear' }],
    })
    expect(await stored('a')).toEqual(before[0])
    expect((await summariseJob(job, ctx)).fields).toEqual([
      { field: 'owners', changed: 2, cleared: 0 },
      { field: 'tags', changed: 2, cleared: 0 },
      { field: 'description', changed: 1, cleared: 1 },
    ])
    const done = await ran(job)
    expect(done.counts).toEqual({ updated: 2, unchanged: 1 })
    expect(done.counts).toEqual(await counted(done, ctx))
    expect(await stored('a')).toMatchObject({ version: 0.2, owners: [{ id: ben.id }], tags: [label('Tier.Tier1')] })
    expect(await stored('a')).not.toHaveProperty('description')
    // What else has labels keeps them.
    expect((await stored('b')).tags).toMatchObject([label('PII.Sensitive'), label('Tier.Tier1')])
    expect(await stored('same')).toEqual(before[2])
    expect(await ctx.store.jobs.credits(String(before[0]?.id))).toEqual([{ version: 0.2, jobId: job.id }])

    const undo = await undoJob(job.id, true, ctx)
    expect((await rested(undo.id, ctx)).counts).toEqual({ updated: 2 })
    for (const [index, name] of ['a', 'b'].entries()) {
      const { owners, tags, description } = Object(before[index]) as Record<string, unknown>
      const now = await stored(name)
      expect(now.owners).toEqual(owners)
      expect(now.description).toEqual(description)
      expect(now.tags).toMatchObject((tags as { tagFQN: string }[]).map(({ tagFQN }) => label(tagFQN)))
    }
  })

  test.each([
    ['whoever may certify gets back the certification that it ended', 'EditAll'],
    ['whoever may not takes back the rest', 'EditDescription'],
  ] as const)('%s', async (_what, operation) => {
    const { id } = await aDashboard(ctx, { name: 'a', description: 'Before' })
    const expiryDate = ctx.now + 1_000_000
    const value = { tagLabel: label('Certification.Gold'), appliedDate: ctx.now, expiryDate }
    await patch(dashboards, { id }, [{ op: 'add', path: '/certification', value }], undefined, ctx)
    await keepCertificationSettings({ ...certificationDefaults, staleFields: ['description'] }, ctx)
    const rules = [{ name: 'r', effect: 'allow', operations: ['ViewAll', operation], resources: ['all'] } as const]
    const eva = { ...ctx, actor: anActor({ name: 'eva', isAdmin: false, policies: [{ name: 'p', rules }] }) }
    await runAs(ctx, { contextOf: async () => eva })
    const request = edit({ field: 'description', how: 'set', value: 'After' })
    const job = await rested((await selectRows(request, false, eva)).id, ctx)
    await runJob(job.id, {}, eva)
    await rested(job.id, ctx)
    const { description, certification } = await stored('a')
    const ended = Object(certification).expiryDate
    expect(description).toBe('After')
    expect(ended).toBeLessThan(expiryDate)
    const undo = await undoJob(job.id, true, eva)
    expect((await rested(undo.id, ctx)).counts).toEqual({ updated: 1 })
    expect(await stored('a')).toMatchObject({
      description: 'Before',
      certification: { expiryDate: operation === 'EditAll' ? expiryDate : ended },
    })
  })

  test('leaves alone what is unticked: rows and fields', async () => {
    for (const name of ['a', 'b']) await aDashboard(ctx, { name, displayName: 'Old', description: 'Old' })
    const job = await planned(
      edit({ field: 'displayName', how: 'set', value: 'New' }, { field: 'description', how: 'set', value: 'New' }),
    )
    const done = await ran(job, { withoutRows: [1], withoutColumns: ['description'] })
    expect(done.counts).toEqual({ updated: 1, excluded: 1 })
    const names = await Promise.all(['a', 'b'].map((name) => stored(name)))
    expect(names.map(({ displayName }) => displayName).toSorted()).toEqual(['New', 'Old'])
    expect(names.map(({ description }) => description)).toEqual(['Old', 'Old'])
  })

  test('holds back what has moved since the preview', async () => {
    const { id } = await aDashboard(ctx, { name: 'a' })
    await aDashboard(ctx, { name: 'b' })
    const job = await planned(edit({ field: 'displayName', how: 'set', value: 'New' }))
    await patch(dashboards, { id }, [{ op: 'add', path: '/displayName', value: 'Since' }], undefined, ctx)
    expect((await ran(job)).counts).toEqual({ held: 1, updated: 1 })
    expect(await stored('a')).toMatchObject({ displayName: 'Since' })
  })

  test('refuses, row by row, what its person may not change, and tells nothing of what they may not see', async () => {
    const ana = await aUser('ana')
    const owners = [{ id: ana.id, type: 'user' as const }]
    const ids = [
      (await aDashboard(ctx, { name: 'mine', owners })).id,
      (await aDashboard(ctx, { name: 'theirs', displayName: 'Seen' })).id,
      (await aDashboard(ctx, { name: 'hidden', displayName: 'Secret plan', tags: [label('PII.Sensitive')] })).id,
    ]
    const rule = { name: 'r', resources: ['dashboard'] }
    const rules = [
      { ...rule, effect: 'allow', operations: ['ViewAll'], condition: "!matchAnyTag('PII.Sensitive')" } as const,
      { ...rule, effect: 'allow', operations: ['EditAll'], condition: 'isOwner()' } as const,
    ]
    const policies = [{ name: 'P', rules }]
    const actor = anActor({ id: ana.id, name: 'ana', isAdmin: false, policies })
    const reader = { ...ctx, actor }
    await runAs(reader)
    const edits: FieldEdit[] = [{ field: 'displayName', how: 'set', value: 'New' }]
    const { id } = await selectRows({ kind: 'edit', collection: 'dashboards', ids, edits }, true, reader)
    const job = await rested(id, reader)
    const rows = (await rowsOf(job, ctx)).map((row) => presentRow(job, row))
    expect(rows.map(({ outcome, fullyQualifiedName }) => [outcome, fullyQualifiedName])).toEqual([
      ['updated', 'sample_superset.mine'],
      ['refused', 'sample_superset.theirs'],
      ['refused', undefined],
    ])
    expect(rows[1]).toMatchObject({
      message: 'The right to edit display name is missing for this dashboard. An administrator can give it',
      fields: [{ path: '', message: expect.stringContaining('The right to edit display name') }],
    })
    expect(JSON.stringify(rows[2])).not.toMatch(/hidden|Secret/)
    // By a filter, only what is shown is found.
    const filtered = await selectRows({ kind: 'edit', ...all, edits }, false, reader)
    expect(filtered.counts).toEqual({ pending: 2 })
  })

  test('changes one custom property and leaves the others', async () => {
    const typeId = async (name: string) => (await ctx.store.findByFqns('type', [name]))[0]?.id ?? ''
    const dashboard = await typeId('dashboard')
    const propertyType = { id: await typeId('string'), type: 'type' }
    for (const name of ['cost', 'centre'])
      await putCustomProperty(dashboard, { name, description: '', propertyType }, ctx)
    await aDashboard(ctx, { name: 'a', extension: { cost: '1', centre: 'North' } })
    const job = await planned(edit({ field: 'extension.cost', how: 'set', value: '2' }))
    expect(presentJob(job)).toMatchObject({ title: 'cost of 1 dashboard', edits: [{ field: 'extension.cost' }] })
    await ran(job)
    expect(await stored('a')).toMatchObject({ extension: { cost: '2', centre: 'North' } })
    await ran(await planned(edit({ field: 'extension.cost', how: 'clear' })))
    expect((await stored('a')).extension).toEqual({ centre: 'North' })
  })

  test.each([
    [{ field: 'nam', how: 'set', value: 'x' }, 'nam is no field'],
    [{ field: 'name', how: 'set', value: 'x' }, 'name is no field'],
    [{ field: 'displayName', how: 'add', value: 'x' }, 'is no list'],
    [{ field: 'owners', how: 'set', value: ['ana'] }, 'Owners is to be is missing'],
    [{ field: 'owners', how: 'add', value: [{ id: 'x', type: 'user' }, 'ben'] }, 'not every item'],
    [{ field: 'displayName', how: 'set' }, 'is missing'],
    [{ field: 'sourceUrl', how: 'set', value: 'no address' }, 'starts with http'],
    [{ field: 'owners', how: 'clear', value: [] }, 'takes no value'],
  ] as const)('%j is refused before anything is kept', async (given, message) => {
    await aDashboard(ctx)
    const value = Object(given).value as unknown
    await expect(planned(edit({ ...given, value }))).rejects.toThrow(message)
    expect(await ctx.store.jobs.list({ limit: 10 })).toEqual([])
  })

  test('needs a selection, and one of something', async () => {
    const edits = [{ field: 'displayName', how: 'set', value: 'New' }] satisfies FieldEdit[]
    const given = { kind: 'edit' as const, collection: 'dashboards' as const, edits }
    await expect(planned(given)).rejects.toThrow('either ids or a filter')
    await expect(planned({ ...given, ids: ['x'], filter: {} })).rejects.toThrow('either ids or a filter')
    await expect(planned({ ...given, filter: { service: 'sample_superset' } })).rejects.toThrow('No dashboard fits')
    expect(await ctx.store.jobs.list({ limit: 10 })).toEqual([])
  })

  test('values that a schema refuses are told, and are no trouble of others', async () => {
    await aDashboard(ctx, { name: 'a' })
    const job = await planned(edit({ field: 'project', how: 'set', value: 'x'.repeat(100_000) }))
    const [row] = await rowsOf(job, ctx)
    expect(row).toMatchObject({ status: 'refused', result: { message: expect.stringContaining('project') } })
  })
})

describe('deleting and restoring many', () => {
  test('takes along what nothing else shows, brings it back, and both are undone', async () => {
    for (const name of ['only', 'both', 'shared']) await aChart(ctx, name)
    const on = (...names: string[]) => names.map((name) => `sample_superset.${name}`)
    await aDashboard(ctx, { name: 'a', charts: on('only', 'both') })
    await aDashboard(ctx, { name: 'b', charts: on('both', 'shared') })
    await aDashboard(ctx, { name: 'stays', charts: on('shared'), displayName: 'Stays' })
    const ids = await Promise.all(['a', 'b'].map(async (name) => (await stored(name)).id))
    const job = await planned({ kind: 'delete', collection: 'dashboards', ids })
    expect(presentJob(job)).toMatchObject({ title: 'Deletion of 2 dashboards', counts: { delete: 2 } })
    expect((await chart('only'))?.deleted).toBe(false)
    expect((await ran(job)).counts).toEqual({ deleted: 2 })
    const gone = async () => Promise.all(['only', 'both', 'shared'].map(async (name) => (await chart(name))?.deleted))
    expect(await gone()).toEqual([true, true, false])
    expect(await stored('stays')).toMatchObject({ deleted: false })

    const undo = await undoJob(job.id, true, ctx)
    expect((await rested(undo.id, ctx)).counts).toEqual({ restored: 2 })
    expect(await gone()).toEqual([false, false, false])
    expect((await stored('a')).charts).toHaveLength(2)

    const again = await undoJob(undo.id, true, ctx)
    expect((await rested(again.id, ctx)).counts).toEqual({ deleted: 2 })
    expect(await gone()).toEqual([true, true, false])

    const back = await planned({ kind: 'restore', ...all })
    expect(presentJob(back)).toMatchObject({ title: 'Restoration of 2 dashboards', counts: { restore: 2 } })
    expect((await ran(back)).counts).toEqual({ restored: 2 })
    expect(await gone()).toEqual([false, false, false])
  })

  test('is unchanged where it is so already, and held where somebody was faster', async () => {
    const { id } = await aDashboard(ctx, { name: 'a' })
    await aDashboard(ctx, { name: 'b' })
    const ids = [id, (await stored('b')).id]
    await remove(dashboards, { id }, { hardDelete: false, recursive: false }, ctx)
    const job = await planned({ kind: 'delete', collection: 'dashboards', ids })
    expect(job.counts).toEqual({ unchanged: 1, delete: 1 })
    await remove(dashboards, { id: ids[1] ?? '' }, { hardDelete: false, recursive: false }, ctx)
    expect((await ran(job)).counts).toEqual({ unchanged: 1, held: 1 })
  })

  test('nothing happens of what is discarded', async () => {
    await aDashboard(ctx, { name: 'a' })
    const job = await planned({ kind: 'delete', ...all })
    await cancelJob(job.id, ctx)
    await expect(ran(job)).rejects.toThrow("is cancelled and can't be run")
    expect(await stored('a')).toMatchObject({ deleted: false })
  })
})
