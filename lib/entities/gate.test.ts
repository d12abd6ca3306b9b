/** The gate: every way to an entity asks the same of it, and the store answers for a list as `fits` does for one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listAssets } from '@/lib/entities/assets'
import { bulkUpsert } from '@/lib/entities/bulk'
import { contentsOf, typeCounts } from '@/lib/entities/contents'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { explain, mayOn, subjectFields, subjectOf } from '@/lib/entities/gate'
import { list } from '@/lib/entities/list'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import { search } from '@/lib/entities/search'
import { seed } from '@/lib/entities/seed'
import { loadStates } from '@/lib/entities/state'
import { aContext, anActor, aService } from '@/lib/entities/testing'
import { history, versions } from '@/lib/entities/versions'
import { toWithin } from '@/lib/entities/visible'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { teams, users } from '@/lib/model/entities/person'
import { tags } from '@/lib/model/entities/tag'
import { accessTest, operations, type PolicyRule } from '@/lib/model/rules/access'
import { fits } from '@/lib/model/rules/subject-test'
import { engines } from '@/lib/store/testing'

const label = (tagFQN: string) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })
const rule = (effect: 'allow' | 'deny', operations: string[], condition?: string): PolicyRule => ({
  name: `${effect} ${operations}`,
  effect,
  operations,
  resources: ['all'],
  condition,
})

describe.each(engines)('on $name', (engine) => {
  let drop: () => Promise<void>
  let admin: RequestContext
  let ada: Entity
  let team: Entity
  let finance: Entity
  const made = new Map<string, Entity>()

  const make = async (def: EntityDefinition, request: Record<string, unknown>): Promise<Entity> =>
    (await create(def, request, admin)).entity
  const board = async (name: string, more: Record<string, unknown> = {}) =>
    made.set(name, await make(dashboards, { name, displayName: `Board ${name}`, service: 'superset', ...more }))
  const idOf = (name: string) => made.get(name)?.id ?? ''
  /** Ada, in her team and domain, with these rules. */
  const under = (...rules: PolicyRule[]): RequestContext => ({
    ...admin,
    actor: anActor({
      id: ada.id,
      name: 'ada',
      isAdmin: false,
      teamIds: [team.id],
      teams: ['sales'],
      domainIds: [finance.id],
      policies: [{ name: 'p', rules }],
    }),
  })

  beforeAll(async () => {
    const opened = await engine.open()
    drop = opened.drop
    admin = await aContext({ store: opened.store })
    await seed(admin)
    ada = await make(users, { name: 'ada', email: 'ada@example.com' })
    const bob = await make(users, { name: 'bob', email: 'bob@example.com' })
    team = await make(teams, { name: 'sales', teamType: 'Group' })
    const domain = { domainType: 'Aggregate', description: 'd' }
    finance = await make(domains, { name: 'finance', ...domain })
    await make(domains, { name: 'other', ...domain })
    await make(dashboardServices, { name: 'superset', serviceType: 'Superset', domains: ['finance'] })
    await aService(admin, 'loose')
    const owner = (entity: Entity, type: string) => ({ owners: [{ id: entity.id, type }] })
    await make(charts, { name: 'shared', service: 'superset' })
    await board('open', { charts: ['superset.shared'] })
    await board('mine', owner(ada, 'user'))
    await board('ours', owner(team, 'team'))
    await board('theirs', owner(bob, 'user'))
    await board('secret', { tags: [label('PII.Sensitive')], charts: ['superset.shared'], description: 'hush' })
    await board('both', { tags: [label('PII.Sensitive'), label('Tier.Tier1')], ...owner(ada, 'user') })
    await board('elsewhere', { domains: ['other'] })
    await board('loose', { service: 'loose' })
    await board('gold')
    const certification = { tagLabel: label('Certification.Gold'), appliedDate: 1, expiryDate: 2 }
    await patch(
      dashboards,
      { id: idOf('gold') },
      [{ op: 'add', path: '/certification', value: certification }],
      undefined,
      admin,
    )
    await make(glossaries, { name: 'words', description: 'd', domains: ['finance'] })
    await make(glossaries, { name: 'plain', description: 'd' })
    const term = { description: 'd' }
    await make(glossaryTerms, { name: 'inherits', glossary: 'words', ...term })
    await make(glossaryTerms, { name: 'own', glossary: 'words', domains: ['other'], ...term })
    await make(glossaryTerms, { name: 'none', glossary: 'plain', ...term })
  })
  afterAll(() => drop())

  test('people name and describe themselves whatever their roles, and nothing else', async () => {
    const reader = under(rule('allow', ['ViewAll']))
    const say = (id: string, path: string, value: unknown, ctx = reader) =>
      patch(users, { id }, [{ op: 'add', path, value }], undefined, ctx)
    const said = await say(ada.id, '/displayName', 'Ada L.')
    expect(said.entity.displayName).toBe('Ada L.')
    await say(ada.id, '/description', 'Counts')
    const refused = { kind: 'forbidden' }
    await expect(say(ada.id, '/timezone', 'Europe/Paris')).rejects.toMatchObject(refused)
    await expect(say(ada.id, '/isAdmin', true)).rejects.toMatchObject(refused)
    const bob = await read(users, { fqn: 'bob' }, { fields: new Set() }, admin)
    await expect(say(bob.id, '/displayName', 'Bobby')).rejects.toMatchObject(refused)
    const bot = { ...reader, actor: { ...reader.actor, isBot: true } }
    await expect(say(ada.id, '/displayName', 'Bot', bot)).rejects.toMatchObject(refused)
    await expect(say(ada.id, '/displayName', 'Ada', under())).rejects.toMatchObject(refused)
  })

  test.each([
    [rule('allow', ['ViewAll']), rule('allow', ['EditAll', 'Delete'], 'isOwner()')],
    [rule('allow', ['All']), rule('deny', ['EditTags', 'ViewUsage'], "matchAnyTag('PII.Sensitive')")],
    [rule('allow', ['EditDescription'], 'noOwner()')],
  ])('what is explained is what is decided, %#', async (...rules) => {
    const ctx = under(...rules)
    for (const name of ['open', 'mine', 'secret', 'both']) {
      const [row] = await admin.store.findByIds([idOf(name)])
      if (row === undefined) throw new Error(name)
      const [state] = await loadStates(dashboards, [row], subjectFields, admin)
      if (state === undefined) throw new Error(name)
      for (const { operation, allowed, rules: told } of await explain(dashboards, row, ctx.actor, operations, admin)) {
        expect([name, operation, allowed]).toEqual([name, operation, mayOn(dashboards, state, [operation], ctx)])
        // What is told is reason enough for it.
        const holds = (effect: string) => told.some((each) => each.effect === effect && each.holds)
        expect([name, operation, holds('allow') && !holds('deny')]).toEqual([name, operation, allowed])
      }
    }
    const [person] = await admin.store.findByIds([ada.id])
    if (person === undefined) throw new Error('ada')
    expect(await explain(users, person, ctx.actor, ['EditDisplayName'], admin)).toMatchObject([
      { allowed: true, because: 'oneself' },
    ])
    expect(await explain(users, person, admin.actor, ['Delete'], admin)).toMatchObject([
      { allowed: true, because: 'administrator' },
    ])
  })

  const rowsOf = async (type: 'dashboard' | 'glossaryTerm') =>
    (await admin.store.list({ type, include: 'all', sort: 'name', limit: 100 })).rows

  test.each([
    'isOwner()',
    'noOwner()',
    '!isOwner() && !noOwner()',
    'hasDomain()',
    '!hasDomain()',
    'noDomain()',
    "matchAnyTag('PII.Sensitive')",
    "matchAnyTag('Tier.Tier1', 'PII.None')",
    "matchAllTags('PII.Sensitive', 'Tier.Tier1')",
    "!matchAllTags('PII.Sensitive', 'Tier.Tier1')",
    "matchAnyCertification('Certification.Gold')",
    "!matchAnyCertification('Certification.Gold', 'Certification.Silver')",
    "(isOwner() || matchAnyTag('PII.Sensitive')) && hasDomain()",
    'isReviewer()',
  ])('the store answers %s as the rule does', async (condition) => {
    const ctx = under(rule('allow', ['ViewAll'], condition))
    for (const def of [dashboards, glossaryTerms] as const) {
      const type = def.type as 'dashboard' | 'glossaryTerm'
      const rule = accessTest(ctx.actor, ['ViewBasic'], type)
      const rows = await rowsOf(type)
      const states = await loadStates(def, rows, subjectFields, admin)
      const expected = states.filter((state) => fits(rule, subjectOf(def, state))).map(({ row }) => row.name)
      const within = toWithin(type, rule)
      const ids = rows.map(({ id }) => id)
      const passing = await ctx.store.passing(ids, within)
      expect(rows.filter(({ id }) => passing.has(id)).map(({ name }) => name)).toEqual(expected)
      const listing = { type, include: 'non-deleted', sort: 'name', limit: 2 } as const
      const page = await ctx.store.list({ ...listing, within })
      expect({ total: page.total, first: page.rows.map(({ name }) => name) }).toEqual({
        total: expected.length,
        first: expected.slice(0, 2),
      })
      const span = { startTs: 0, endTs: Number.MAX_SAFE_INTEGER, limit: 100 }
      const told = await ctx.store.history({ type, ...span, within })
      expect(new Set(told.entries.map(({ id }) => id))).toEqual(passing)
      expect(told.total).toBe(told.entries.length)
      const searched = { types: [type], include: 'non-deleted', from: 0, size: 100 } as const
      for (const text of ['', 'board', 'bo']) {
        const all = await ctx.store.search({ ...searched, text })
        const seen = await ctx.store.search({ ...searched, text, within: new Map([[type, within]]) })
        const wanted = all.hits.filter(({ row }) => passing.has(row.id)).map(({ row }) => row.id)
        expect(new Set(seen.hits.map(({ row }) => row.id))).toEqual(new Set(wanted))
        expect(seen.total).toBe(wanted.length)
      }
    }
  })

  describe('whoever is denied what is tagged', () => {
    const denied = () =>
      under(
        rule('allow', ['ViewAll', 'EditAll', 'Delete', 'Create', 'ViewUsage']),
        rule('deny', ['ViewAll'], "matchAnyTag('PII.Sensitive')"),
      )
    const refusal = { kind: 'forbidden', message: expect.stringContaining('operation ViewBasic denied policy p') }

    test.each([[new Set<string>()], [new Set(['tags'])], [new Set(['owners'])]])(
      'does not read it, whatever fields are asked for',
      async (fields) => {
        await expect(read(dashboards, { id: idOf('secret') }, { fields }, denied())).rejects.toMatchObject(refusal)
        await expect(read(dashboards, { fqn: 'superset.secret' }, { fields }, denied())).rejects.toMatchObject(refusal)
        expect((await read(dashboards, { id: idOf('open') }, { fields }, denied())).name).toBe('open')
      },
    )

    test('finds it in no list, search or count, and everything else', async () => {
      const ctx = denied()
      const others = ['elsewhere', 'gold', 'loose', 'mine', 'open', 'ours', 'theirs']
      const page = await list(dashboards, { fields: new Set(), include: 'all', limit: 100 }, ctx)
      expect([page.paging.total, page.data.map(({ name }) => name)]).toEqual([7, others])
      expect(await typeCounts(['dashboard', 'chart'], ctx)).toEqual({ dashboard: 7, chart: 1 })
      const service = (await admin.store.findByFqns('dashboardService', ['superset']))[0]?.id ?? ''
      expect(await contentsOf([service], ctx)).toEqual([{ id: service, dashboards: 6, charts: 1 }])
      expect(await contentsOf([service], admin)).toEqual([{ id: service, dashboards: 8, charts: 1 }])
      const chart = (await admin.store.findByFqns('chart', ['superset.shared']))[0]?.id ?? ''
      const shows = (reader: RequestContext) => contentsOf([chart, idOf('secret')], reader)
      expect(await shows(admin)).toMatchObject([{ dashboards: 2 }, { charts: 1 }])
      expect(await shows(ctx)).toMatchObject([{ dashboards: 1 }, { charts: 0 }])
      const found = await search(
        { q: 'secret', from: 0, size: 10, deleted: false, descending: false, searchAfter: [], countAll: false },
        ctx,
      )
      expect(JSON.stringify(found)).not.toContain(idOf('secret'))
      const assets = await listAssets(tags, { fqn: 'PII.Sensitive' }, { limit: 10, offset: 0 }, ctx)
      expect(assets).toMatchObject({ data: [], paging: { total: 0 } })
      const counted = await read(tags, { fqn: 'PII.Sensitive' }, { fields: new Set(['usageCount']) }, ctx)
      expect(counted.usageCount).toBe(0)
      const told = await history(dashboards, { startTs: 0, endTs: Number.MAX_SAFE_INTEGER, limit: 100 }, ctx)
      expect(JSON.stringify(told)).not.toContain('secret')
      await expect(versions(dashboards, idOf('secret'), ctx)).rejects.toMatchObject(refusal)
    })

    test('changes nothing of it, and is told nothing by trying', async () => {
      const ctx = denied()
      const key = { id: idOf('secret') }
      const step = { op: 'add', path: '/displayName', value: 'x' } as const
      await expect(patch(dashboards, key, [step], undefined, ctx)).rejects.toMatchObject(refusal)
      await expect(remove(dashboards, key, { hardDelete: false, recursive: false }, ctx)).rejects.toMatchObject(refusal)
      await expect(restore(dashboards, key.id, ctx)).rejects.toMatchObject(refusal)
      const request = { name: 'secret', service: 'superset' }
      await expect(createOrUpdate(dashboards, request, ctx)).rejects.toMatchObject(refusal)
      const preview = await bulkUpsert(dashboards, [request], { dryRun: true }, ctx)
      expect(preview.rows).toMatchObject([{ row: 0, outcome: 'refused' }])
      expect(JSON.stringify(preview)).not.toContain('hush')
    })

    test('does not see it referred to, and leaves the reference where it is', async () => {
      const ctx = denied()
      const shown = async (reader: RequestContext) => {
        const chart = await read(charts, { fqn: 'superset.shared' }, { fields: new Set(['dashboards']) }, reader)
        return (chart.dashboards as { name: string }[]).map(({ name }) => name) // references
      }
      expect([await shown(admin), await shown(ctx)]).toEqual([['open', 'secret'], ['open']])
      const key = { fqn: 'superset.shared' }
      const steps: JsonPatch = [
        { op: 'remove', path: '/dashboards/0' },
        { op: 'add', path: '/description', value: 'changed' },
      ]
      const { entity } = await patch(charts, key, steps, undefined, ctx)
      expect(entity.dashboards).toEqual([])
      expect(await shown(admin)).toEqual(['secret'])
      await createOrUpdate(charts, { name: 'shared', service: 'superset', dashboards: ['superset.open'] }, ctx)
      expect([await shown(admin), await shown(ctx)]).toEqual([['open', 'secret'], ['open']])
      const earlier = async (reader: RequestContext) =>
        (await versions(charts, entity.id, reader)).versions.map(
          (text) => JSON.parse(text).dashboards.map(({ name }: { name: string }) => name), // of the documents
        )
      expect(await earlier(admin)).toContainEqual(['open', 'secret'])
      expect((await earlier(ctx)).flat()).not.toContain('secret')
      const added = { op: 'add', path: '/dashboards/-', value: { id: idOf('both'), type: 'dashboard' } } as const
      await expect(patch(charts, key, [added], undefined, ctx)).rejects.toMatchObject({ kind: 'notFound' })
    })
  })

  test('whoever may see only their own sees it in lists, with a true total', async () => {
    const ctx = under(rule('allow', ['ViewAll'], 'isOwner()'))
    const page = await list(dashboards, { fields: new Set(['tags']), include: 'all', limit: 2 }, ctx)
    expect([page.paging.total, page.data.map(({ name }) => name)]).toEqual([3, ['both', 'mine']])
    await expect(read(dashboards, { id: idOf('open') }, {}, ctx)).rejects.toMatchObject({ kind: 'forbidden' })
    expect((await read(dashboards, { id: idOf('ours') }, {}, ctx)).name).toBe('ours')
  })

  test('nothing more is read for whoever has no condition to meet', async () => {
    const ctx = under(rule('allow', ['ViewAll']), rule('allow', ['ViewAll'], 'isOwner()'))
    let asked = 0
    const store = new Proxy(ctx.store, {
      get: (target, name) => {
        asked += 1
        return Reflect.get(target, name, target)
      },
    })
    await read(dashboards, { id: idOf('open') }, {}, { ...ctx, store })
    const withRules = asked
    asked = 0
    await read(dashboards, { id: idOf('open') }, {}, { ...admin, store })
    expect(withRules).toBe(asked)
  })
})
