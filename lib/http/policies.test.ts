/**
 * A policy with a condition, on every call of the API: as they are listed where they are made, by somebody who may do
 * everything but see one tagged dashboard.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Services } from '@/lib/app/services'
import { readable } from '@/lib/app/whole-body'
import { openPeople } from '@/lib/auth/people'
import { createBackground } from '@/lib/background'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { addLineage } from '@/lib/entities/lineage'
import { follow, vote } from '@/lib/entities/react'
import { read } from '@/lib/entities/read'
import { seed } from '@/lib/entities/seed'
import { aContext, anActor } from '@/lib/entities/testing'
import { errorResponse } from '@/lib/http/errors'
import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { type Example, stages } from '@/lib/http/openapi/example'
import { endpoints } from '@/lib/http/openapi/paths'
import { createdExample, exampleOrder } from '@/lib/http/operations/entity-examples'
import { importJob } from '@/lib/jobs/import-job'
import { receiveImport } from '@/lib/jobs/receive-import'
import { createRunner } from '@/lib/jobs/runner'
import { deleteJob, editJob, restoreJob } from '@/lib/jobs/selection-job'
import { undoJob } from '@/lib/jobs/undo-job'
import { createLru } from '@/lib/lru'
import { dashboards } from '@/lib/model/entities/dashboard'
import { definitionOf } from '@/lib/model/entities/registry'
import { variableIn } from '@/lib/model/wire/example-request'
import type { Job } from '@/lib/store/jobs'

let admin: RequestContext
/** Somebody under the policy. */
let reader: RequestContext
let services: Services
const known: Record<string, string> = {}
const hidden = { id: '', displayName: 'Hidden Harbour', description: 'Where the ships lie', fqn: 'sample_superset.10' }

const tagged = (tagFQN: string) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })
const filled = (value: unknown): unknown => {
  if (typeof value === 'string') return known[variableIn(value) ?? ''] ?? value
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member)]))
}
const everything = { operations: ['All'], resources: ['all'] }
const notTheTagged = {
  name: 'not-the-tagged',
  effect: 'deny',
  operations: ['ViewAll'],
  resources: ['all'],
  condition: "matchAnyTag('PII.Sensitive')",
} as const

const background = createBackground(() => {})
beforeAll(async () => {
  admin = await aContext({ now: Date.now() })
  const { store, sealer } = admin
  await seed(admin)
  const people = await openPeople(store, { secret: 'a secret of thirty-two characters', isHttps: false })
  const [actors, tokens] = [{ forget: () => {} }, { issue: async () => 'a.b.c' }]
  const markdown = { render: async () => '<p></p>' }
  const contextOf = async ({ actorId }: Job) => (actorId === reader.actor.id ? reader : admin)
  const jobs = createRunner({ store, kinds: [importJob, editJob, deleteJob, restoreJob, undoJob], contextOf })
  // What these calls use of it.
  services = {
    store,
    sealer,
    people,
    actors,
    tokens,
    markdown,
    runProgress: createLru(10),
    audit: { note: async () => {}, noteRefusal: async () => {} },
    jobs,
  } as unknown as Services
  for (const type of exampleOrder) {
    const def = definitionOf(type)
    if (def === undefined) throw new Error(`no definition of ${type}`)
    const request = filled(createdExample(def)) as { name: string } // the table has one of each
    const { entity } = await createOrUpdate(def, request, admin)
    known[`${type.replaceAll(/(?=[A-Z])/g, '_').toUpperCase()}_ID`] = entity.id
  }
  known.DASHBOARD_TYPE_ID = (await store.findByFqns('type', ['dashboard']))[0]?.id ?? ''
  known.STRING_TYPE_ID = (await store.findByFqns('type', ['string']))[0]?.id ?? ''
  known.BOT_USER_ID = (await store.findByFqns('user', ['ingestion-bot']))[0]?.id ?? ''
  hidden.id = known.DASHBOARD_ID ?? ''
  const governed = {
    owners: [{ id: known.USER_ID, type: 'user' }],
    domains: ['Sales'],
    dataProducts: ['Revenue'],
    charts: ['sample_superset.127'],
  }
  const open = { name: 'open', displayName: 'Open Harbour', service: 'sample_superset' }
  await createOrUpdate(dashboards, { ...open, ...governed }, admin)
  const tags = [tagged('PII.Sensitive'), tagged('Audience.Board'), { ...tagged('Business.Churn'), source: 'Glossary' }]
  const { displayName, description } = hidden
  await createOrUpdate(
    dashboards,
    { name: '10', service: 'sample_superset', ...governed, displayName, description, tags },
    admin,
  )
  await follow(dashboards, hidden.id, known.USER_ID ?? '', admin)
  const dashboard = { id: hidden.id, type: 'dashboard' }
  await addLineage({ id: known.CHART_ID ?? '', type: 'chart' }, dashboard, {}, admin)
  await addLineage(dashboard, { id: known.DASHBOARD_DATA_MODEL_ID ?? '', type: 'dashboardDataModel' }, {}, admin)
  const rules = [{ name: 'everything', effect: 'allow', ...everything } as const, notTheTagged]
  const rita = { id: known.USER_ID ?? '', name: 'maya', isAdmin: false, policies: [{ name: 'HarbourPolicy', rules }] }
  await vote(dashboards, hidden.id, 'votedUp', { ...admin, actor: anActor({ id: rita.id, name: 'maya' }) })
  reader = { ...admin, actor: anActor(rita) }
  const source = { kind: 'text', text: 'name,service\nimported_0,sample_superset\n' } as const
  const given = { collection: 'dashboards', source, options: {}, mapping: {}, runs: false } as const
  known.JOB_ID = (await receiveImport(given, reader)).id
  services.jobs.start(background)
})
afterAll(async () => {
  await background.stop()
  await admin.store.close()
})

interface Sent {
  readonly endpoint: Endpoint
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The example, and what asks for as much as can be asked for of the hidden dashboard. */
function requestsOf(endpoint: Endpoint): Sent[] {
  const { operation, def } = endpoint
  const named = Object.entries(def?.relations ?? {}).flatMap(([name, field]) => (field.named === true ? [name] : []))
  const shape = operation.query?.shape ?? {}
  const eager = Object.fromEntries(
    Object.entries({
      fields: ['*', ...named].join(','),
      include: 'all',
      q: 'harbour',
      limit: '50',
      size: '50',
      fieldName: 'displayName',
      fieldValue: '*arbour*',
      index: 'all',
      entityCreated: '*',
      entityUpdated: '*',
      upstreamDepth: '3',
      downstreamDepth: '3',
    }).filter(([name]) => name in shape),
  )
  const aimed: Record<string, string> = endpoint.path.includes('{type}')
    ? { type: 'dashboard', id: hidden.id, fqn: hidden.fqn }
    : {}
  const { example = {} } = operation
  const variants: Example[] = [
    example,
    { ...example, query: { ...example.query, ...eager } },
    { ...example, path: { ...example.path, ...aimed } },
  ]
  const sent = variants.map(({ path = {}, query = {}, body }) => ({
    endpoint,
    path: filled(path) as Record<string, string>, // texts stay texts
    query: filled(query) as Record<string, string>, // as above
    body: filled(body),
  }))
  return [...new Map(sent.map((each) => [JSON.stringify([each.path, each.query, each.body]), each])).values()]
}

/** As the routes do it. */
async function answerTo({ endpoint, path, query, body }: Sent, ctx: RequestContext): Promise<Response> {
  try {
    return await endpoint.operation.answer(
      {
        request: new Request('http://localhost/', { method: endpoint.method }),
        services,
        requestId: 'walk',
        param: (name) => path[name] ?? '',
      },
      async (call) => ({ ...call, ctx }),
      { query: (schema) => schema.parse(query), body: async (schema) => schema.parse(body) },
    )
  } catch (error) {
    return errorResponse(error, 'walk')
  }
}

/** What the answer says of the hidden dashboard that the request did not say itself. */
async function told(sent: Sent, ctx: RequestContext): Promise<{ status: number; secrets: string[] }> {
  const response = await answerTo(sent, ctx)
  const text = await readable(response).text()
  const asked = JSON.stringify([sent.path, sent.query, sent.body])
  const { status } = response
  // That a name is taken is told whoever asks for it.
  const asks = status === 409 ? `${asked} ${hidden.fqn}` : asked
  return { status, secrets: Object.values(hidden).filter((secret) => text.includes(secret) && !asks.includes(secret)) }
}

const stageOf = ({ operation }: Endpoint): number => stages.indexOf(operation.example?.stage ?? 'create')
const signedIn = endpoints.filter(({ operation }) => operation.access === 'signedIn')
const reads = signedIn.filter(({ method }) => method === 'GET')
/** Deleting others takes what is inside along, hidden or not, so that there would be nothing left to hide. */
const writes = signedIn
  .filter(({ method, def }) => method !== 'GET' && (def === undefined || def.type !== 'user'))
  .filter((each) => each.operation.example?.stage !== 'end')
  .filter((each) => each.def?.type === 'dashboard' || stageOf(each) <= stages.indexOf('undo'))
  .toSorted((a, b) => stageOf(a) - stageOf(b))

describe('a dashboard that a condition hides', () => {
  test('is told by no call that reads, though by many to whoever may see it', async () => {
    const revealing = new Set<string>()
    const leaking: string[] = []
    for (const endpoint of reads) {
      for (const request of requestsOf(endpoint)) {
        const whole = await told(request, admin)
        if (whole.secrets.length > 0) revealing.add(endpoint.operation.id)
        const { status, secrets } = await told(request, reader)
        if (secrets.length > 0 || status >= 500)
          leaking.push(`${endpoint.operation.id} ${JSON.stringify(request.query)}: ${status} ${secrets}`)
      }
    }
    expect(leaking).toEqual([])
    expect([...revealing]).toEqual(
      expect.arrayContaining([
        'listDashboards',
        'getDashboardById',
        'getDashboardByName',
        'listDashboardVersions',
        'getDashboardVersion',
        'listDashboardsHistory',
        'getChartById',
        'getUserByName',
        'getDomainById',
        'getDataProductById',
        'listTagAssets',
        'listGlossaryTermAssets',
        'listUserAssets',
        'listDomainAssets',
        'listDataProductAssets',
        'search',
        'searchField',
        'getLineageById',
        'getLineageByName',
        'listEvents',
      ]),
    )
  })

  test('is told by no call that writes, and is not changed by one', async () => {
    const before = await read(dashboards, { id: hidden.id }, { fields: 'all' }, admin)
    const leaking: string[] = []
    for (const endpoint of writes) {
      for (const request of requestsOf(endpoint)) {
        const { status, secrets } = await told(request, reader)
        if (secrets.length > 0 || status >= 500)
          leaking.push(`${endpoint.operation.id} ${JSON.stringify(request.query)}: ${status} ${secrets}`)
      }
    }
    expect(leaking).toEqual([])
    const after = await read(dashboards, { id: hidden.id }, { fields: 'all', include: 'all' }, admin)
    expect(after).toMatchObject({
      version: before.version,
      deleted: false,
      displayName: hidden.displayName,
      votes: before.votes,
      followers: before.followers,
    })
  })
})
