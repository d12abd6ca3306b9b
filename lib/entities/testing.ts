/** The world for tests of the engine: a store of its own in memory, people, and a few entities to refer to. */
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { Entity } from '@/lib/model/entities/entity'
import type { Actor } from '@/lib/model/rules/access'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'

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

export async function aContext(given: Partial<RequestContext> = {}): Promise<RequestContext> {
  return {
    store: given.store ?? (await openSqliteStore(':memory:')),
    actor: anActor(),
    sealer: plainSealer,
    now: Date.UTC(2026, 10, 24),
    requestId: 'test',
    apiUrl: 'http://localhost:3000/api',
    ...given,
  }
}

export const aService = (ctx: RequestContext, name = 'sample_superset'): Promise<Entity> =>
  create(dashboardServices, { name, serviceType: 'Superset' }, ctx).then(({ entity }) => entity)

export const aChart = (ctx: RequestContext, name: string, service = 'sample_superset'): Promise<Entity> =>
  create(charts, { name, service }, ctx).then(({ entity }) => entity)

export const aDashboard = (ctx: RequestContext, given: Record<string, unknown> = {}): Promise<Entity> =>
  create(dashboards, { name: '10', displayName: 'deck.gl Demo', service: 'sample_superset', ...given }, ctx).then(
    ({ entity }) => entity,
  )
