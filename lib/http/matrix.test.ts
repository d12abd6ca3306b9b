/**
 * Every call of the API by everybody there is: nobody, a reader, a steward, a bot, an administrator, somebody who has been
 * disabled. The calls come from the one table of them; what each person may is said here, apart from what decides it, and
 * a call of which nothing is said fails.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Services } from '@/lib/app/services'
import { readable } from '@/lib/app/whole-body'
import { actorOf } from '@/lib/auth/actor'
import { createAttempts } from '@/lib/auth/attempts'
import { createAuditTrail } from '@/lib/auth/audit-trail'
import { addIssuedToken, issuedTokens } from '@/lib/auth/issued-tokens'
import { setPassword } from '@/lib/auth/people'
import { createRefreshTokens } from '@/lib/auth/refresh-tokens'
import { aSignInWorld, aUser, type SignInWorld } from '@/lib/auth/testing'
import { createBackground } from '@/lib/background'
import { createOrUpdate } from '@/lib/entities/create'
import { addLineage } from '@/lib/entities/lineage'
import { remove } from '@/lib/entities/remove'
import { errorResponse } from '@/lib/http/errors'
import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { stages } from '@/lib/http/openapi/example'
import { endpoints as described, pageEndpoints } from '@/lib/http/openapi/paths'
import { createdExample, exampleOrder } from '@/lib/http/operations/entity-examples'
import { signToken } from '@/lib/http/sign-token'
import { exportJob } from '@/lib/jobs/export-job'
import { importJob } from '@/lib/jobs/import-job'
import { receiveImport } from '@/lib/jobs/receive-import'
import { createRunner } from '@/lib/jobs/runner'
import { deleteJob, editJob, restoreJob } from '@/lib/jobs/selection-job'
import { undoJob } from '@/lib/jobs/undo-job'
import { createLru } from '@/lib/lru'
import { users } from '@/lib/model/entities/person'
import { definitionOf } from '@/lib/model/entities/registry'
import { variableIn } from '@/lib/model/wire/example-request'

/** What is in the description, and what pages call besides. */
const endpoints = [...described, ...pageEndpoints]

const callers = ['nobody', 'disabled', 'reader', 'steward', 'bot', 'administrator'] as const
type Caller = (typeof callers)[number]

let world: SignInWorld
let services: Services
const tokens = new Map<Caller, string>()
const known: Record<string, string> = {}
const password = 'Second-person-2'
const background = createBackground(() => {})

const filled = (value: unknown): unknown => {
  if (typeof value === 'string') return known[variableIn(value) ?? ''] ?? value
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member)]))
}

/** As the route does it. */
async function send(
  { method, operation }: Endpoint,
  token: string | undefined,
  more: { readonly name?: string; readonly body?: unknown } = {},
): Promise<Response> {
  const { path = {}, query = {}, body } = { ...operation.example, ...more }
  // A name is that of something of one's own: texts stay texts.
  const inPath = filled({ ...path, ...('name' in path && { name: more.name }) }) as Record<string, string>
  const inQuery = filled(query) as Record<string, string>
  const headers = new Headers(token === undefined ? [] : [['authorization', `Bearer ${token}`]])
  const request = new Request('http://localhost/', { method, headers })
  try {
    return await operation.answer(
      { request, services, requestId: 'matrix', param: (name) => inPath[name] ?? '' },
      async (call) => ({ ...call, ctx: { ...world.ctx, now: Date.now(), actor: await actorOf(request, services) } }),
      { query: (schema) => schema.parse(inQuery), body: async (schema) => schema.parse(filled(body)) },
    )
  } catch (error) {
    return errorResponse(error, 'matrix')
  }
}

const login = endpoints.find(({ operation }) => operation.id === 'login') as Endpoint // there is one
async function tokenOf(name: string): Promise<string> {
  const body = { email: `${name}@example.com`, password: Buffer.from(password).toString('base64') }
  const { accessToken } = await readable(await send(login, undefined, { body })).json()
  return accessToken
}

beforeAll(async () => {
  world = await aSignInWorld()
  const { ctx, people } = world
  const { store, sealer } = ctx
  const kinds = [importJob, editJob, deleteJob, restoreJob, undoJob, exportJob]
  // What these calls use of it.
  services = {
    store,
    sealer,
    people,
    tokens: world.tokens,
    actors: world.actors,
    attempts: createAttempts(),
    audit: createAuditTrail(store.audit, (error) => expect.fail(String(error))),
    refreshTokens: createRefreshTokens(people, 'a secret of thirty-two characters or more'),
    markdown: { render: async () => '<p></p>' },
    runProgress: createLru(10),
    jobs: createRunner({ store, kinds, contextOf: async () => ctx }),
  } as unknown as Services
  for (const type of exampleOrder) {
    const def = definitionOf(type)
    if (def === undefined) throw new Error(`no definition of ${type}`)
    const { entity } = await createOrUpdate(def, filled(createdExample(def)) as { name: string }, ctx) // of the table
    known[`${type.replaceAll(/(?=[A-Z])/g, '_').toUpperCase()}_ID`] = entity.id
  }
  const chart = { id: known.CHART_ID ?? '', type: 'chart' }
  await addLineage(chart, { id: known.DASHBOARD_ID ?? '', type: 'dashboard' }, {}, ctx)
  const [bot] = await store.findByFqns('user', ['ingestion-bot'])
  const [steward] = await store.findByFqns('role', ['DataSteward'])
  known.DASHBOARD_TYPE_ID = (await store.findByFqns('type', ['dashboard']))[0]?.id ?? ''
  known.STRING_TYPE_ID = (await store.findByFqns('type', ['string']))[0]?.id ?? ''
  known.BOT_USER_ID = bot?.id ?? ''
  for (const [caller, more] of [
    ['disabled', { isAdmin: true }],
    ['reader', {}],
    ['steward', { roles: [steward?.id] }],
    ['administrator', { isAdmin: true }],
  ] as const) {
    const user = await aUser(ctx, caller, more)
    await setPassword(people, user, password)
    tokens.set(caller, await tokenOf(caller))
    if (caller === 'disabled') await remove(users, { id: user.id }, { hardDelete: false, recursive: false }, ctx)
    if (caller !== 'administrator') continue
    const source = { kind: 'text', text: 'name,service\nimported_0,sample_superset\n' } as const
    const given = { collection: 'dashboards', source, options: {}, mapping: {}, runs: false } as const
    const [row] = await store.findByIds([user.id])
    const actor = { ...ctx.actor, id: row?.id ?? '', name: caller }
    known.JOB_ID = (await receiveImport(given, { ...ctx, actor })).id
  }
  services.jobs.start(background)
})
afterAll(async () => {
  await background.stop()
  await world.ctx.store.close()
})

/** Whom it lets do it. Everybody else is refused with 403, nobody and those who are disabled with 401. */
const everybody: readonly Caller[] = ['reader', 'steward', 'bot', 'administrator']
const stewards: readonly Caller[] = ['steward', 'bot', 'administrator']
const ingestion: readonly Caller[] = ['bot', 'administrator']
const administrators: readonly Caller[] = ['administrator']
/** Who made it, which the administrator did; there is nothing for others. */
const maker = 'maker'
type Expected = readonly Caller[] | typeof maker

/** What stewards and ingestion keep; what gives rights, and whom, is for administrators. */
const catalogued: ReadonlySet<string> = new Set([
  'dashboard',
  'chart',
  'dashboardDataModel',
  'dashboardService',
  'classification',
  'tag',
  'glossary',
  'glossaryTerm',
  'domain',
  'dataProduct',
])
const keepers = (type: string): readonly Caller[] =>
  catalogued.has(type) ? stewards : type === 'ingestionPipeline' ? ingestion : administrators
/** The examples describe what nobody owns; people, teams and types speak for themselves. */
const describers = (type: string): readonly Caller[] => (catalogued.has(type) ? everybody : keepers(type))
/** With all that is in it, here a pipeline. */
const withContents = (type: string) => (type === 'dashboardService' ? ingestion : keepers(type))

/** Calls on a type, by method and what is behind the address of the type. */
const ofTypes: Readonly<Record<string, (type: string) => readonly Caller[]>> = {
  'POST ': keepers,
  'PUT ': keepers,
  'PUT /{id}': () => administrators,
  'PATCH /{id}': describers,
  'PATCH /name/{fqn}': describers,
  'DELETE /{id}': keepers,
  'DELETE /name/{fqn}': withContents,
  'DELETE /async/{id}': withContents,
  'PUT /restore': keepers,
  // For somebody else.
  'PUT /{id}/followers': keepers,
  'DELETE /{id}/followers/{userId}': keepers,
  'PUT /{id}/vote': () => everybody,
  'PUT /name/{fqn}/import': keepers,
  'PUT /name/{fqn}/importAsync': keepers,
  // Each item is judged by itself, in the answer.
  'PUT /bulk': () => everybody,
  'DELETE /bulk': () => everybody,
  'PUT /bulk/restore': () => everybody,
  'DELETE /deleteStale': () => everybody,
}

const others: Readonly<Record<string, Expected>> = {
  addDomainAssets: stewards,
  removeDomainAssets: stewards,
  addDataProductAssets: stewards,
  removeDataProductAssets: stewards,
  listPipelineStatuses: everybody,
  putPipelineStatus: ingestion,
  getPipelineStatus: everybody,
  getPipelineProgress: everybody,
  putPipelineProgress: ingestion,
  getTestConnectionDefinition: everybody,
  countContents: everybody,
  formatMarkdown: everybody,
  findPeople: everybody,
  listTeamRoles: everybody,
  search: everybody,
  searchField: everybody,
  findFew: everybody,
  addLineage: stewards,
  getLineageByQuery: everybody,
  getLineageById: everybody,
  getLineageByName: everybody,
  patchLineageEdgeById: stewards,
  deleteLineageEdgeById: stewards,
  addLineageByName: stewards,
  patchLineageEdgeByName: stewards,
  deleteLineageEdgeByName: stewards,
  getLineageEdgeById: everybody,
  getLineageEdgeByName: everybody,
  deleteLineageBySourceById: stewards,
  deleteLineageBySourceByName: stewards,
  addUsage: stewards,
  putUsage: stewards,
  // There is nothing to do, and it is asked of whoever could edit something of the type.
  computePercentiles: everybody,
  listEvents: everybody,
  getResourcePermissions: everybody,
  getResourceTypePermission: everybody,
  getResourcePermission: everybody,
  getResourcePermissionByName: everybody,
  getSettings: everybody,
  putSettings: administrators,
  getLoggedInUser: everybody,
  changePassword: everybody,
  logout: everybody,
  listPersonalTokens: everybody,
  // A bot is told that it has none of these.
  createPersonalToken: everybody,
  revokePersonalTokens: everybody,
  // A bot may look at its own.
  getAuthenticationMechanism: ingestion,
  getBotToken: administrators,
  generateBotToken: administrators,
  revokeBotToken: administrators,
  exportDashboards: everybody,
  exportCharts: everybody,
  exportAudit: administrators,
  listAudit: administrators,
  // What a row does is asked of the right to it.
  importRows: everybody,
  createJob: everybody,
  listJobs: everybody,
  fetchImportFile: everybody,
  replanImport: maker,
  getJob: maker,
  listJobRows: maker,
  getJobRow: maker,
  getJobSummary: maker,
  mendImportCells: maker,
  getJobChoice: maker,
  keepJobChoice: maker,
  getJobFile: maker,
  getJobFailures: maker,
  getJobPlan: maker,
  retryImport: maker,
  pauseJob: maker,
  resumeJob: maker,
  runJob: maker,
  cancelJob: maker,
  undoJob: maker,
  listImportMappings: everybody,
  // Each has one of their own here.
  keepImportMapping: everybody,
  removeImportMapping: everybody,
  listFields: everybody,
  listRows: everybody,
  listJobsOfEntity: everybody,
  previewDeletion: everybody,
  checkAccess: administrators,
  listAccounts: administrators,
  countProperties: administrators,
  putPropertyUse: administrators,
  createPasswordLink: administrators,
  listSessions: everybody,
  endOtherSessions: everybody,
}

/** Calls that nobody has to sign in for. */
const forAnybody = [
  'login',
  'refreshToken',
  'getVersion',
  'getHealth',
  'getAuthenticationConfiguration',
  'getAuthorizerConfiguration',
  'getKeySet',
  'setUp',
  'getOpenApi',
  'signInBrowser',
  'signOutBrowser',
  'redeemPasswordLink',
  // As pages and load balancers ask for it.
  'getHealth',
  // It asks for a token of its own.
  'getMetrics',
]

function expectedOf({ method, path, operation, def }: Endpoint): Expected | undefined {
  if (def === undefined) return others[operation.id]
  const behind = path.slice(`/v1/${def.path}`.length)
  return method === 'GET' ? everybody : ofTypes[`${method} ${behind}`]?.(def.type)
}

const signedIn = endpoints
  .filter(({ operation }) => operation.access === 'signedIn')
  .toSorted((a, b) => stageOf(a) - stageOf(b))
function stageOf({ operation }: Endpoint): number {
  return stages.indexOf(operation.example?.stage ?? 'create')
}

test('of every call it is said whom it is for, and of nothing else', () => {
  expect(
    endpoints.filter(({ operation }) => operation.access === 'public').map(({ operation }) => operation.id),
  ).toEqual(forAnybody)
  expect(signedIn.filter((each) => expectedOf(each) === undefined).map(({ operation }) => operation.id)).toEqual([])
  const named = new Set(signedIn.map(({ operation }) => operation.id))
  expect(Object.keys(others).filter((id) => !named.has(id))).toEqual([])
  const ways = new Set(
    signedIn.flatMap(({ method, path, def }) =>
      def === undefined ? [] : [`${method} ${path.slice(`/v1/${def.path}`.length)}`],
    ),
  )
  expect(Object.keys(ofTypes).filter((way) => !ways.has(way))).toEqual([])
})

describe('whoever', () => {
  /** A bot has one token, which some of the calls replace. */
  async function tokenFor(caller: Caller, anew: boolean): Promise<string | undefined> {
    if (caller !== 'bot') return anew && caller !== 'nobody' ? tokenOf(caller) : tokens.get(caller)
    const user = { id: known.BOT_USER_ID ?? '', name: 'ingestion-bot', email: '', isBot: true }
    const given = { userId: user.id, kind: 'BOT' as const, name: user.name, expiresAt: null }
    const [issued = await addIssuedToken(world.people, given, Date.now())] = await issuedTokens(
      world.people,
      user.id,
      'BOT',
    )
    return signToken(issued, user, services)
  }

  // Before anything has been done, and nothing is by these.
  test('is not meant is refused, before anything else is said', async () => {
    const told: string[] = []
    for (const endpoint of signedIn) {
      const expected = expectedOf(endpoint)
      for (const caller of callers) {
        if (expected !== maker && expected?.includes(caller)) continue
        if (expected === maker && caller === 'administrator') continue
        const isKnown = caller !== 'nobody' && caller !== 'disabled'
        const { status } = await send(endpoint, await tokenFor(caller, false), { name: caller })
        const wanted = !isKnown ? 401 : expected === maker ? 404 : 403
        if (status !== wanted) told.push(`${endpoint.operation.id} by ${caller}: ${status}`)
      }
    }
    expect(told).toEqual([])
  }, 60_000)

  test('is meant is let in', async () => {
    const told: string[] = []
    for (const endpoint of signedIn) {
      const expected = expectedOf(endpoint)
      for (const caller of expected === maker ? administrators : (expected ?? [])) {
        const isLast = endpoint.operation.example?.stage === 'end'
        const { status } = await send(endpoint, await tokenFor(caller, isLast), { name: caller })
        if (status === 401 || status === 403 || status >= 500)
          told.push(`${endpoint.operation.id} by ${caller}: ${status}`)
      }
    }
    expect(told).toEqual([])
  }, 60_000)
})
