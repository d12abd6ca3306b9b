/** The world for tests of the engine: a store of its own in memory, people, and a few entities to refer to. */
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { seed } from '@/lib/entities/seed'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { Entity } from '@/lib/model/entities/entity'
import type { Actor } from '@/lib/model/rules/access'
import { copiesInMemory } from '@/lib/store/testing'

export const anActor = (given: Partial<Actor> = {}): Actor => ({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'admin',
  isAdmin: true,
  isBot: false,
  caller: 'session',
  roles: [],
  teamIds: [],
  teams: [],
  domainIds: [],
  policies: [],
  ...given,
})

/** Not a cipher: tests that look at secrets bring the real one. */
const plainSealer = {
  seal: (plain: string) => Buffer.from(plain).toString('base64'),
  open: (sealed: string) => Buffer.from(sealed, 'base64').toString(),
}

/** With all tables and no rows: a copy of it comes in a tenth of the time that the migrations take. */
const emptyStore = copiesInMemory(async () => {})

/** As a catalogue is from the first start on. */
const shippedStore = copiesInMemory((store) => aContext({ store }).then(seed))

export async function aContext(given: Partial<RequestContext> = {}): Promise<RequestContext> {
  return {
    store: given.store ?? (await emptyStore()),
    actor: anActor(),
    sealer: plainSealer,
    now: Date.UTC(2026, 10, 24),
    requestId: 'test',
    apiUrl: 'http://localhost:3000/api',
    ...given,
  }
}

/** As `aContext`, of a catalogue as it is shipped. */
export const aShippedContext = async (given: Partial<RequestContext> = {}): Promise<RequestContext> =>
  aContext({ ...given, store: await shippedStore() })

export const aService = (ctx: RequestContext, name = 'sample_superset'): Promise<Entity> =>
  create(dashboardServices, { name, serviceType: 'Superset' }, ctx).then(({ entity }) => entity)

export const aChart = (ctx: RequestContext, name: string, service = 'sample_superset'): Promise<Entity> =>
  create(charts, { name, service }, ctx).then(({ entity }) => entity)

export const aDashboard = (ctx: RequestContext, given: Record<string, unknown> = {}): Promise<Entity> =>
  create(dashboards, { name: '10', displayName: 'deck.gl Demo', service: 'sample_superset', ...given }, ctx).then(
    ({ entity }) => entity,
  )
