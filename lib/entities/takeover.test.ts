/** What a reader with the shipped policies cannot make their own. */
import { beforeEach, describe, expect, test } from 'vitest'
import { changeAssets } from '@/lib/entities/assets'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { seed } from '@/lib/entities/seed'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { dataProducts } from '@/lib/model/entities/data-product'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'
import { policies } from '@/lib/model/entities/role'
import type { PolicyRule } from '@/lib/model/rules/access'

let admin: RequestContext
let reader: RequestContext
let me: { id: string; type: string }
let service: Entity

beforeEach(async () => {
  admin = await aContext()
  await seed(admin)
  const { entity } = await create(users, { name: 'rob', email: 'rob@example.com' }, admin)
  me = { id: entity.id, type: 'user' }
  const shipped = await admin.store.findByFqns('policy', ['OrganizationPolicy', 'DataConsumerPolicy'])
  const policies = shipped.map(({ name, document }) => ({ name, rules: document.rules as PolicyRule[] })) // as seeded
  reader = { ...admin, actor: anActor({ id: entity.id, name: 'rob', isAdmin: false, policies }) }
  service = await aService(admin)
})

const forbidden = { kind: 'forbidden' }
const claim = (def: EntityDefinition, entity: Entity) =>
  patch(def, { id: entity.id }, [{ op: 'add', path: '/owners', value: [me] }], undefined, reader)

describe('a reader', () => {
  test('claims a dashboard that nobody owns, and no service', async () => {
    const board = await aDashboard(admin)
    expect((await claim(dashboards, board)).entity.owners).toMatchObject([{ id: me.id }])
    await expect(claim(dashboardServices, service)).rejects.toMatchObject(forbidden)
  })

  test.each([false, true])(
    'who owns a service does not delete what others have in it (hardDelete %s)',
    async (hardDelete) => {
      const mine = await create(dashboardServices, { name: 'mine', serviceType: 'Superset', owners: [me] }, admin)
      await create(dashboards, { name: 'theirs', service: 'mine' }, admin)
      const deletion = remove(dashboardServices, { id: mine.entity.id }, { hardDelete, recursive: true }, reader)
      await expect(deletion).rejects.toMatchObject({
        ...forbidden,
        hint: 'The dashboard mine.theirs would go too, and you may not delete it.',
      })
      const [board] = await admin.store.findByFqns('dashboard', ['mine.theirs'])
      expect(board?.deleted).toBe(false)
    },
  )

  test('who owns a service and all that is in it deletes it', async () => {
    const mine = await create(dashboardServices, { name: 'mine', serviceType: 'Superset', owners: [me] }, admin)
    await create(dashboards, { name: 'mine', service: 'mine', owners: [me] }, admin)
    await remove(dashboardServices, { id: mine.entity.id }, { hardDelete: false, recursive: true }, reader)
    const [board] = await admin.store.findByFqns('dashboard', ['mine.mine'])
    expect(board?.deleted).toBe(true)
  })

  test('who deletes a dashboard of their own leaves the charts of others', async () => {
    const chart = await aChart(admin, 'theirs')
    const board = await aDashboard(admin, { charts: [chart.fullyQualifiedName], owners: [me] })
    await remove(dashboards, { id: board.id }, { hardDelete: true, recursive: true }, reader)
    expect(await admin.store.findByIds([board.id])).toEqual([])
    expect(await admin.store.findByIds([chart.id])).toMatchObject([{ deleted: false }])
  })

  test('puts a chart of their own on no dashboard of others, and takes none off', async () => {
    const theirs = await aDashboard(admin, { name: 'theirs' })
    const mine = await aDashboard(admin, { name: 'mine', owners: [me] })
    const request = { name: 'c', service: 'sample_superset', owners: [me] }
    const chart = (await create(charts, request, admin)).entity
    const boards = (...of: Entity[]) => of.map(({ fullyQualifiedName }) => fullyQualifiedName)
    const refused = { ...forbidden, hint: expect.stringContaining('sample_superset.theirs') }
    await expect(
      createOrUpdate(charts, { ...request, dashboards: boards(theirs, mine) }, reader),
    ).rejects.toMatchObject(refused)
    await createOrUpdate(charts, { ...request, dashboards: boards(mine) }, reader)
    const shown = (id: string) => read(dashboards, { id }, { fields: 'all' }, admin)
    expect((await shown(mine.id)).charts).toMatchObject([{ id: chart.id }])
    await createOrUpdate(charts, { ...request, dashboards: boards(theirs, mine) }, admin)
    const off = [{ op: 'replace', path: '/dashboards', value: [] } as const]
    await expect(patch(charts, { id: chart.id }, off, undefined, reader)).rejects.toMatchObject(refused)
    expect((await shown(theirs.id)).charts).toMatchObject([{ id: chart.id }])
  })

  test('puts assets of others into no data product, the own one neither, and takes none out', async () => {
    await create(domains, { name: 'Sales', domainType: 'Aggregate', description: 'd' }, admin)
    const product = { name: 'Kpi', description: 'd', domains: ['Sales'], owners: [me] }
    await create(dataProducts, product, admin)
    const theirs = await aDashboard(admin, { name: 'theirs', domains: ['Sales'] })
    const mine = await aDashboard(admin, { name: 'mine', domains: ['Sales'], owners: [me] })
    const references = [theirs, mine].map(({ id }) => ({ id, type: 'dashboard' }))
    const { result: added } = await changeAssets(dataProducts, { fqn: 'Kpi' }, references, 'add', reader)
    expect(added).toMatchObject({
      status: 'partialSuccess',
      failedRequest: [{ request: { id: theirs.id }, status: 403 }],
      successRequest: [{ request: { id: mine.id } }],
    })
    await changeAssets(dataProducts, { fqn: 'Kpi' }, references, 'add', admin)
    const { result: removed } = await changeAssets(dataProducts, { fqn: 'Kpi' }, references, 'remove', reader)
    expect(removed).toMatchObject({ failedRequest: [{ request: { id: theirs.id }, status: 403 }] })
  })
})

describe('a catalogue from before services were left out of what may be claimed', () => {
  const claimRule = async () => {
    const [policy] = await admin.store.findByFqns('policy', ['OrganizationPolicy'])
    const rules = policy?.document.rules as PolicyRule[] // as seeded
    const at = rules.findIndex(({ name }) => name === 'OrganizationPolicy-NoOwner-Rule')
    return { id: policy?.id ?? '', at, resources: rules[at]?.resources }
  }
  const allow = async (resources: readonly string[]) => {
    const { id, at } = await claimRule()
    const step = { op: 'replace', path: `/rules/${at}/resources`, value: resources } as const
    await patch(policies, { id }, [step], undefined, admin)
  }

  test('leaves them out from the next start on, and an administrator may allow it again', async () => {
    await admin.store.authDatabase.db.deleteFrom('setting' as never).execute()
    await allow(['all'])
    await seed(admin)
    expect((await claimRule()).resources).not.toContain('dashboardService')
    expect((await claimRule()).resources).toContain('dashboard')
    await allow(['all'])
    await seed(admin)
    expect((await claimRule()).resources).toEqual(['all'])
  })
})
