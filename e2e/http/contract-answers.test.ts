/** Answers that OpenMetadata's own server gives and that clients read meaning from, call by call. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
  call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })
const made = async (path: string, body: unknown): Promise<Record<string, unknown> & { id: string }> => {
  const answer = await send('PUT', path, body)
  expect([path, answer.status, answer.body.message]).toEqual([path, expect.toBeOneOf([200, 201]), undefined])
  return answer.body as Record<string, unknown> & { id: string }
}
const patched = (path: string, ...steps: unknown[]): Promise<Answer> => send('PATCH', path, steps)
const names = async (path: string): Promise<unknown[]> =>
  ((await send('GET', path)).body.data as { name: string }[]).map(({ name }) => name)
const description = 'Of a test'

beforeAll(async () => {
  server = await startServerWithAdministrator()
  await made('services/dashboardServices', { name: 'bi', serviceType: 'Superset' })
})
afterAll(() => server.stop())

test('a change that makes no version leaves the description of the version that stands', async () => {
  const { id } = await made('dashboards', { name: 'silent', service: 'bi' })
  await patched(`dashboards/${id}`, { op: 'add', path: '/displayName', value: 'Silent' })
  const standing = (await send('GET', `dashboards/${id}`)).body.changeDescription
  expect(standing).toMatchObject({ fieldsAdded: [{ name: 'displayName' }], previousVersion: 0.1 })
  for (const [member, value] of [
    ['dashboardType', 'Report'],
    ['project', 'Finance'],
    ['sourceHash', 'abc'],
  ]) {
    const { body } = await patched(`dashboards/${id}`, { op: 'add', path: `/${member}`, value })
    expect(body).toMatchObject({ [member ?? '']: value, version: 0.2, changeDescription: standing })
  }
  const { body } = await send('GET', `dashboards/${id}/versions`)
  expect(JSON.parse((body.versions as string[])[0] ?? '').changeDescription).toEqual(standing)
})

describe('filters of lists', () => {
  beforeAll(async () => {
    const above = await made('teams', { name: 'above', teamType: 'Department' })
    const below = await made('teams', { name: 'below', parents: [above.id], isJoinable: false })
    await made('users', { name: 'member', email: 'member@example.com', teams: [below.id] })
    await made('users', { name: 'loner', email: 'loner@example.com' })
    await made('classifications', { name: 'Off', description })
    await made('tags', { name: 'on', classification: 'Off', description })
    const tag = await made('tags', { name: 'off', classification: 'Off', description })
    await patched(`tags/${tag.id}`, { op: 'add', path: '/disabled', value: true })
    await made('glossaries', { name: 'Words', description })
    await made('glossaryTerms', { name: 'top', glossary: 'Words', description })
    await made('glossaryTerms', { name: 'middle', glossary: 'Words', parent: 'Words.top', description })
    await made('glossaryTerms', { name: 'leaf', glossary: 'Words', parent: 'Words.top.middle', description })
    await made('glossaryTerms', { name: 'aside', glossary: 'Words', description })
  })

  test('users of a team, teams below a team; without a team is in the root team', async () => {
    expect(await names('users?team=below&limit=100')).toEqual(['member'])
    expect(await names('users?team=above&limit=100')).toEqual([])
    expect(await names('users?team=nobody&limit=100')).toEqual([])
    expect(await names('users?team=Organization&limit=100')).toContain('loner')
    expect(await names('teams?parentTeam=above&limit=100')).toEqual(['below'])
    const roots = await names('teams?parentTeam=Organization&limit=100')
    expect(roots).toContain('above')
    expect(roots).not.toContain('below')
    expect(roots).not.toContain('Organization')
  })

  test('flags of teams and tags', async () => {
    expect(await names('teams?isJoinable=false&limit=100')).toEqual(['below'])
    expect(await names('tags?parent=Off&disabled=true')).toEqual(['off'])
    expect(await names('tags?parent=Off&disabled=false')).toEqual(['on'])
  })

  test('terms below a term, at any depth or directly; directly in a glossary', async () => {
    const top = (await send('GET', 'glossaryTerms/name/Words.top')).body.id
    expect(await names(`glossaryTerms?parent=${top}`)).toEqual(['leaf', 'middle'])
    expect(await names('glossaryTerms?parent=Words.top.middle')).toEqual(['leaf'])
    expect(await names('glossaryTerms?directChildrenOf=Words.top')).toEqual(['middle'])
    expect(await names('glossaryTerms?directChildrenOf=Words')).toEqual(['aside', 'top'])
    expect(await names('glossaryTerms?glossary=Words&limit=100')).toHaveLength(4)
    expect(await names('glossaryTerms?directChildrenOf=Words.nothing')).toEqual([])
  })

  /** Filters of each list in the contract, besides paging, `fields` and `include`. */
  const ofContract: Record<string, string[]> = {
    dashboards: ['service'],
    charts: ['service'],
    'dashboard/datamodels': ['service'],
    'services/dashboardServices': ['domain'],
    'services/ingestionPipelines': [
      'service',
      'pipelineType',
      'applicationType',
      'provider',
      'serviceType',
      'testSuite',
    ],
    users: ['team', 'isAdmin', 'isBot'],
    teams: ['parentTeam', 'isJoinable'],
    roles: ['default'],
    policies: [],
    bots: [],
    classifications: ['disabled'],
    tags: ['parent', 'disabled'],
    glossaries: [],
    glossaryTerms: ['glossary', 'parent', 'directChildrenOf', 'entityStatus'],
    domains: [],
    dataProducts: ['domain'],
    'metadata/types': ['category'],
  }

  test.each(Object.entries(ofContract).flatMap(([path, filters]) => filters.map((filter) => [path, filter] as const)))(
    'the list of %s serves or refuses %s, and never ignores it',
    async (path, filter) => {
      const { body: document } = await call(server, 'GET', 'openapi.json')
      const paths = document.paths as Record<string, { get?: { parameters?: { name?: string; $ref?: string }[] } }>
      const described = (paths[`/v1/${path}`]?.get?.parameters ?? []).map(
        ({ name, $ref }) => name ?? $ref?.split('/').at(-1),
      )
      if (described.includes(filter)) return
      const { status, body } = await send('GET', `${path}?${filter}=true`)
      expect({ status, message: body.message }).toEqual({ status: 400, message: expect.stringContaining(filter) })
    },
  )
})

describe('names and places', () => {
  test.each([
    ['glossaryTerms', { name: 'fixed', glossary: 'Words', description }, ['parent', 'glossary']],
    ['tags', { name: 'fixed', classification: 'Off', description }, ['parent', 'classification']],
    ['domains', { name: 'Fixed', description, domainType: 'Aggregate' }, ['parent']],
  ])('a patch of %s that would move to where there is nothing is refused, not ignored', async (path, body, members) => {
    const { id, version } = await made(path, body)
    const other = { id: crypto.randomUUID(), type: 'any' }
    for (const member of members) {
      const answer = await patched(
        `${path}/${id}`,
        { op: 'add', path: '/description', value: 'Changed' },
        { op: 'add', path: `/${member}`, value: other },
      )
      expect([member, answer.status, answer.body.message]).toEqual([member, 404, expect.stringContaining(other.id)])
    }
    expect((await send('GET', `${path}/${id}`)).body).toMatchObject({ version, description })
    // What a client sends back as it was is no change.
    const same = await patched(`${path}/${id}`, { op: 'replace', path: '/name', value: body.name })
    expect(same.status).toBe(200)
  })

  test.each([
    ['glossaryTerms', { name: 'mine', glossary: 'Words', description }],
    ['tags', { name: 'mine', classification: 'Off', description }],
    ['glossaries', { name: 'Mine', description }],
    ['classifications', { name: 'Mine', description }],
    ['domains', { name: 'Mine', description, domainType: 'Aggregate' }],
    ['dataProducts', { name: 'Mine', description }],
  ])('a patch of `name` renames what is among %s', async (path, given) => {
    const isProduct = path === 'dataProducts'
    if (isProduct) await made('domains', { name: 'Products', description, domainType: 'Aggregate' })
    const { id, fullyQualifiedName } = await made(path, { ...given, ...(isProduct && { domains: ['Products'] }) })
    const tag = (await send('GET', `${path}/${id}`)).headers.get('etag') ?? ''
    const name = 'Called "otherwise" / now'
    const body = [{ op: 'replace', path: '/name', value: name }]
    const renamed = await call(server, 'PATCH', `${path}/${id}`, {
      token: server.token,
      body,
      headers: { 'if-match': tag },
    })
    const fqn = String(renamed.body.fullyQualifiedName)
    expect(renamed).toMatchObject({
      status: 200,
      body: {
        id,
        name,
        version: 0.2,
        changeDescription: { fieldsUpdated: [{ name: 'name', oldValue: given.name, newValue: name }] },
      },
    })
    const at = (key: unknown) => send('GET', `${path}/name/${encodeURIComponent(String(key))}`)
    expect(await at(fqn)).toMatchObject({ status: 200, body: { id, fullyQualifiedName: fqn } })
    expect((await at(fullyQualifiedName)).status).toBe(404)
    // The name is free, and cannot be taken back from whoever has it now.
    const other = await made(path, { ...given, ...(isProduct && { domains: ['Products'] }) })
    expect(other.id).not.toBe(id)
    const back = await patched(`${path}/${id}`, { op: 'replace', path: '/name', value: given.name })
    expect(back).toMatchObject({ status: 409, body: { errorType: 'ENTITY_ALREADY_EXISTS' } })
    expect(await at(fqn)).toMatchObject({ status: 200, body: { version: 0.2 } })
    const impossible = await patched(`${path}/${id}`, { op: 'replace', path: '/name', value: 'a::b' })
    expect(impossible.status).toBe(400)
  })

  test('what came with the catalogue is not renamed', async () => {
    const { body } = await send('GET', 'tags/name/Tier.Tier1')
    expect(await patched(`tags/${body.id}`, { op: 'replace', path: '/name', value: 'First' })).toMatchObject({
      status: 400,
      body: { message: 'System entity [Tier1] of type tag can not be renamed.' },
    })
  })

  test('a team is a Group unless it says otherwise, and stays what it is', async () => {
    expect(await made('teams', { name: 'plain' })).toMatchObject({ teamType: 'Group' })
    await made('teams', { name: 'unit', teamType: 'BusinessUnit' })
    expect(await made('teams', { name: 'unit', description: 'Described' })).toMatchObject({ teamType: 'BusinessUnit' })
  })

  test('`domain` among the fields means `domains`, as older clients ask', async () => {
    const { status, body } = await send('GET', 'dashboards?fields=domain,owners&limit=1')
    expect([status, Object.keys((body.data as object[])[0] ?? {})]).toEqual([200, expect.arrayContaining(['domains'])])
  })
})

describe('what is inherited', () => {
  test('terms show the reviewers of the term or glossary above, until they have their own', async () => {
    const rita = await made('users', { name: 'rita', email: 'rita@example.com' })
    const rob = await made('users', { name: 'rob', email: 'rob@example.com' })
    await made('glossaries', { name: 'Reviewed', description, reviewers: [{ id: rita.id, type: 'user' }] })
    const top = await made('glossaryTerms', { name: 'top', glossary: 'Reviewed', description })
    const below = await made('glossaryTerms', {
      name: 'below',
      glossary: 'Reviewed',
      parent: 'Reviewed.top',
      description,
    })
    const shown = async (id: string) => (await send('GET', `glossaryTerms/${id}?fields=reviewers`)).body.reviewers
    expect(top.reviewers).toMatchObject([{ name: 'rita', inherited: true }])
    expect(await shown(below.id)).toMatchObject([{ name: 'rita', inherited: true }])
    await patched(`glossaryTerms/${top.id}`, { op: 'add', path: '/reviewers', value: [{ id: rob.id, type: 'user' }] })
    expect(await shown(top.id)).toMatchObject([{ name: 'rob' }])
    expect(await shown(top.id)).not.toMatchObject([{ inherited: true }])
    expect(await shown(below.id)).toMatchObject([{ name: 'rob', inherited: true }])
    const { body } = await patched(`glossaryTerms/${top.id}`, { op: 'replace', path: '/reviewers', value: [] })
    expect(body.reviewers).toMatchObject([{ name: 'rita', inherited: true }])
  })

  test('sub-domains show the experts of the domain above, at any depth', async () => {
    await made('users', { name: 'expert', email: 'expert@example.com' })
    await made('domains', { name: 'Top', domainType: 'Aggregate', description, experts: ['expert'] })
    await made('domains', { name: 'Mid', domainType: 'Aggregate', description, parent: 'Top' })
    const low = await made('domains', { name: 'Low', domainType: 'Aggregate', description, parent: 'Top.Mid' })
    const { body } = await send('GET', `domains/${low.id}?fields=experts`)
    expect(body.experts).toMatchObject([{ name: 'expert', inherited: true }])
    // Nothing of it is the sub-domain's own: a change of something else records none of it.
    const changed = await patched(`domains/${low.id}`, { op: 'add', path: '/displayName', value: 'Lower' })
    expect(changed.body.changeDescription).toMatchObject({ fieldsAdded: [{ name: 'displayName' }], fieldsUpdated: [] })
  })
})

test('a domain takes its data products along, except those that another domain has too', async () => {
  const gone = await made('domains', { name: 'Gone', domainType: 'Aggregate', description })
  await made('domains', { name: 'Sub', domainType: 'Aggregate', description, parent: 'Gone' })
  await made('domains', { name: 'Stays', domainType: 'Aggregate', description })
  await made('dataProducts', { name: 'only', domains: ['Gone.Sub'], description })
  await made('dataProducts', { name: 'both', domains: ['Gone', 'Gone.Sub'], description })
  await made('dataProducts', { name: 'shared', domains: ['Gone', 'Stays'], description })
  expect((await send('DELETE', `domains/${gone.id}?hardDelete=true`)).status).toBe(400)
  expect((await send('DELETE', `domains/${gone.id}?hardDelete=true&recursive=true`)).status).toBe(200)
  expect((await send('GET', 'dataProducts/name/only')).status).toBe(404)
  expect((await send('GET', 'dataProducts/name/both')).status).toBe(404)
  const shared = await send('GET', 'dataProducts/name/shared?fields=domains')
  expect([shared.status, shared.body.domains]).toEqual([200, [expect.objectContaining({ name: 'Stays' })]])
})

test('a vote tells in its change what it changed', async () => {
  const { id } = await made('dashboards', { name: 'voted', service: 'bi' })
  const vote = async (updatedVoteType: string) =>
    (await send('PUT', `dashboards/${id}/vote`, { updatedVoteType })).body.changeDescription
  const [none, up, down] = [
    { upVotes: 0, downVotes: 0 },
    { upVotes: 1, downVotes: 0 },
    { upVotes: 0, downVotes: 1 },
  ]
  const change = (oldValue: object, newValue: object) => ({ fieldsUpdated: [{ name: 'votes', oldValue, newValue }] })
  expect(await vote('votedUp')).toMatchObject(change(none, up))
  expect(await vote('votedDown')).toMatchObject(change(up, down))
  expect(await vote('unVoted')).toMatchObject(change(down, none))
})

test('use is answered with 201 and the change, as a vote is', async () => {
  const { id } = await made('dashboards', { name: 'used', service: 'bi' })
  const date = new Date().toISOString().slice(0, 10)
  for (const [method, added, count] of [
    ['POST', 5, 5],
    ['PUT', 2, 7],
  ] as const) {
    const { status, headers, body } = await send(method, `usage/dashboard/${id}`, { date, count: added })
    expect([status, headers.get('x-openmetadata-change')]).toEqual([201, 'entityFieldsChanged'])
    expect(body).toMatchObject({
      eventType: 'entityUpdated',
      entityType: 'dashboard',
      entityId: id,
      changeDescription: { fieldsUpdated: [{ name: 'usageSummary' }] },
      entity: { name: 'used', version: 0.1, usageSummary: { date, dailyStats: { count } } },
    })
  }
  expect((await send('PUT', `usage/chart/${id}`, { date, count: 1 })).status).toBe(404)
})

test('an event of creation carries the entity, as text that holds JSON', async () => {
  const { id } = await made('dashboards', { name: 'told', service: 'bi', description })
  const { body } = await send('GET', `events?entityCreated=dashboard&timestamp=0&limit=1000`)
  const event = (body.data as { entityId: string; entity?: string }[]).find(({ entityId }) => entityId === id)
  expect(JSON.parse(event?.entity ?? '{}')).toMatchObject({ id, name: 'told', description, version: 0.1 })
})

test('an empty text is a value, and an empty list says of each member what leaving it out says', async () => {
  const tags = [{ tagFQN: 'Tier.Tier1' }]
  const chart = await made('charts', { name: 'emptied', service: 'bi' })
  const given = { name: 'emptied', service: 'bi' }
  await made('dashboards', { ...given, description, displayName: 'Emptied', tags, charts: [chart.fullyQualifiedName] })
  const empty = { description: '', displayName: '', tags: [], charts: [], owners: [] }
  const { body } = await send('PUT', 'dashboards', { ...given, ...empty })
  expect(body).toMatchObject({ description: '', displayName: '', tags, charts: [] })
  const told = await send('PUT', 'dashboards', { ...given, ...empty, description: 'Told again' })
  expect(told.body.changeDescription).toMatchObject({
    fieldsUpdated: [{ name: 'description', oldValue: '', newValue: 'Told again' }],
  })
})

test('lineage is found by name and type in the query', async () => {
  await made('dashboards', { name: 'placed', service: 'bi' })
  const { status, body } = await send('GET', 'lineage/getLineage?fqn=bi.placed&type=dashboard&upstreamDepth=1')
  expect([status, body.entity]).toEqual([200, expect.objectContaining({ fullyQualifiedName: 'bi.placed' })])
  expect((await send('GET', 'lineage/getLineage?fqn=bi.none&type=dashboard')).status).toBe(404)
  expect((await send('GET', 'lineage/getLineage')).status).toBe(400)
})
