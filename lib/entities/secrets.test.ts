import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createSealer } from '@/lib/auth/sealer'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { listEvents } from '@/lib/entities/events'
import { patch } from '@/lib/entities/patch'
import { putPipelineStatus } from '@/lib/entities/pipeline-status'
import { read } from '@/lib/entities/read'
import { searchField } from '@/lib/entities/search-field'
import { aContext, anActor } from '@/lib/entities/testing'
import { history, versions } from '@/lib/entities/versions'
import { dashboardServices as services } from '@/lib/model/entities/dashboard-service'
import { ingestionPipelines as pipelines } from '@/lib/model/entities/ingestion-pipeline'
import { definitions } from '@/lib/model/entities/registry'
import { mask } from '@/lib/model/rules/shown'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'

/** Every secret of these tests has this in it. */
const canary = 'canary'
const secret = (name: string) => `${canary}-${name}`
const connection = (more: Record<string, unknown> = {}) => ({
  config: {
    type: 'Superset',
    hostPort: `https://user:${secret('userinfo')}@superset.example.com/?key=${secret('query')}`,
    connection: {
      provider: 'db',
      username: 'reader',
      password: secret('password'),
      sslConfig: { sslKey: secret('sslKey') },
    },
    ...more,
  },
})
const seen = {
  type: 'Superset',
  hostPort: `https://superset.example.com/?${mask}`,
  connection: { provider: 'db', username: 'reader', password: mask, sslConfig: { sslKey: mask } },
}
const customConnection = {
  config: {
    type: 'CustomDashboard',
    connectionString: secret('string'),
    sqlAlchemyUri: secret('uri'),
    pwd: secret('pwd'),
    headers: { Authorization: secret('header'), Cookie: secret('cookie') },
  },
}

let ctx: RequestContext
let bot: RequestContext
let path: string
beforeEach(async () => {
  path = join(mkdtempSync(join(tmpdir(), 'dashcat-')), 'catalog.db')
  ctx = await aContext({ store: await openSqliteStore(path), sealer: createSealer('k'.repeat(32)) })
  bot = { ...ctx, actor: anActor({ name: 'ingestion-bot', isBot: true }) }
})

/** All that lies in the database, the log beside it too. */
const stored = () => readFileSync(path, 'latin1') + readFileSync(`${path}-wal`, 'latin1')

/** Everything that a person can ask about a service. */
async function everyAnswer(id: string): Promise<string> {
  const since = { startTs: 0, endTs: Number.MAX_SAFE_INTEGER, limit: 100 }
  const everything = { entityCreated: '*', entityUpdated: '*', entityRestored: '*', entityDeleted: '*' }
  const answers = [
    await read(services, { id }, { fields: 'all' }, ctx),
    await versions(services, id, ctx),
    await history(services, since, ctx),
    await listEvents({ ...everything, timestamp: 0, limit: 100 }, ctx),
    await searchField(
      { fieldName: 'name', fieldValue: '*', index: 'dashboardService', from: 0, size: 10, deleted: false },
      ctx,
    ),
  ]
  return JSON.stringify(answers)
}

const aSuperset = (more: Record<string, unknown> = {}) =>
  create(services, { name: 's', serviceType: 'Superset', connection: connection(), ...more }, ctx)

describe('the secrets of a service', () => {
  test('are in no answer to a person and nowhere in the database, through its whole life', async () => {
    const { entity } = await aSuperset()
    expect(entity.connection).toEqual({ config: seen })
    await create(services, { name: 'c', serviceType: 'CustomDashboard', connection: customConnection }, ctx)
    const replace = { op: 'replace', path: '/connection', value: connection({ chartFilterPattern: {} }) } as const
    await patch(services, { id: entity.id }, [replace], undefined, ctx)
    const result = { steps: [{ name: 'CheckAccess', mandatory: true, passed: false, errorLog: secret('log') }] }
    await patch(
      services,
      { id: entity.id },
      [{ op: 'add', path: '/testConnectionResult', value: result }],
      undefined,
      ctx,
    )
    await createOrUpdate(services, { name: 's', serviceType: 'Superset', connection: connection() }, ctx)
    const answers = await everyAnswer(entity.id)
    expect(answers).toContain('superset.example.com')
    expect(answers).not.toContain(canary)
    expect([stored().includes('entityUpdated'), stored().includes(canary)]).toEqual([true, false])
  })

  test('are what bots see', async () => {
    const { entity } = await aSuperset()
    expect((await read(services, { id: entity.id }, {}, bot)).connection).toEqual(connection())
  })

  test('stay where what was shown is sent back, by PUT and by PATCH, without a new version', async () => {
    const { entity } = await aSuperset()
    const put = await createOrUpdate(
      services,
      { name: 's', serviceType: 'Superset', connection: { config: seen } },
      ctx,
    )
    expect(put.kind).toBe('entityNoChange')
    await patch(services, { id: entity.id }, [{ op: 'add', path: '/description', value: 'd' }], undefined, ctx)
    expect((await read(services, { id: entity.id }, {}, bot)).connection).toEqual(connection())
  })

  test('do not follow an address that changes', async () => {
    const { entity } = await aSuperset()
    const hostPort = 'https://evil.example.com'
    const steps = [{ op: 'replace', path: '/connection/config/hostPort', value: hostPort } as const]
    const refused = { kind: 'badRequest', message: expect.stringContaining('/connection/config/hostPort') }
    await expect(patch(services, { id: entity.id }, steps, undefined, ctx)).rejects.toMatchObject(refused)
    const request = { name: 's', serviceType: 'Superset', connection: { config: { ...seen, hostPort } } }
    await expect(createOrUpdate(services, request, ctx)).rejects.toMatchObject(refused)
    expect((await read(services, { id: entity.id }, {}, bot)).connection).toEqual(connection())
  })

  test('given anew go to the new address', async () => {
    const { entity } = await aSuperset()
    const moved = connection({ hostPort: 'https://new.example.com' })
    await createOrUpdate(services, { name: 's', serviceType: 'Superset', connection: moved }, ctx)
    expect((await read(services, { id: entity.id }, {}, bot)).connection).toEqual(moved)
  })

  test('are not masks', async () => {
    await expect(aSuperset({ connection: { config: seen } })).rejects.toMatchObject({
      kind: 'badRequest',
      fields: [{ path: '/connection/config/hostPort' }],
    })
  })
})

describe('a connection that does not fit its tool', () => {
  test('is in no answer, so that clients can read the others, and survives what people edit', async () => {
    const { entity } = await aSuperset()
    const [row] = await ctx.store.findByIds([entity.id])
    if (row === undefined) throw new Error('the service is there')
    const { container: _container, ...bare } = row
    const broken = { config: { type: 'Superset', foo: secret('foo') } }
    const document = { ...row.document, connection: broken }
    await ctx.store.commit([{ kind: 'update', row: { ...bare, document }, expected: row }])
    for (const reader of [ctx, bot])
      expect(await read(services, { id: entity.id }, {}, reader)).not.toHaveProperty('connection')
    await patch(services, { id: entity.id }, [{ op: 'add', path: '/description', value: 'd' }], undefined, ctx)
    const [after] = await ctx.store.findByIds([entity.id])
    expect(after?.document.connection).toEqual(broken)
  })

  test('is not made by changing the type of the service', async () => {
    await aSuperset()
    await expect(createOrUpdate(services, { name: 's', serviceType: 'Looker' }, ctx)).rejects.toMatchObject({
      kind: 'badRequest',
      message: 'The serviceType of a dashboard service cannot change: s has Superset',
    })
  })
})

describe('the secrets of an ingestion pipeline', () => {
  test('are in no answer to a person and nowhere in the database', async () => {
    const { entity: service } = await aSuperset()
    const { entity } = await create(
      pipelines,
      {
        name: 'nightly',
        pipelineType: 'metadata',
        sourceConfig: { config: { type: 'DashboardMetadata', includeOwners: true, dbtToken: secret('dbt') } },
        airflowConfig: { scheduleInterval: '0 0 * * *', env: { KEY: secret('env') } },
        service: { id: service.id, type: 'dashboardService' },
      },
      ctx,
    )
    expect(entity.sourceConfig).toEqual({
      config: { type: 'DashboardMetadata', includeOwners: true, dbtToken: mask },
    })
    const failure = { name: 'board', error: secret('error'), stackTrace: secret('trace') }
    const status = {
      runId: 'r',
      timestamp: 1,
      status: [{ name: 'Superset', records: 3, failures: [failure] }],
      config: { jwtToken: secret('jwt') },
    }
    const reported = await putPipelineStatus({ id: entity.id }, status, ctx)
    expect(reported.entity.pipelineStatuses).toEqual([
      {
        ...status,
        status: [{ name: 'Superset', records: 3, failures: [{ name: 'board', error: mask, stackTrace: mask }] }],
        config: { jwtToken: mask },
      },
    ])
    expect((await read(pipelines, { id: entity.id }, { fields: 'all' }, bot)).pipelineStatuses).toEqual([status])
    expect(stored().includes(canary)).toBe(false)
  })
})

describe('members that may hold anything', () => {
  /** People fill these in for each other to read. */
  const forPeople = new Set([
    'extension',
    'profile',
    'personaPreferences',
    'tags',
    'certification',
    'recognizers',
    'columns',
    'customProperties',
    'changeDescription',
    'incrementalChangeDescription',
  ])

  const isLoose = (schema: unknown): boolean => {
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
      return isLoose(schema.unwrap())
    if (schema instanceof z.ZodArray) return isLoose(schema.element)
    if (schema instanceof z.ZodUnion) return schema.options.some(isLoose)
    if (schema instanceof z.ZodRecord || schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return true
    if (!(schema instanceof z.ZodObject)) return false
    const { catchall } = schema.def
    return (catchall !== undefined && !(catchall instanceof z.ZodNever)) || Object.values(schema.shape).some(isLoose)
  }

  test.each(definitions.map((def) => [def.type, def] as const))('are sealed in a %s', (_type, def) => {
    const shape: Record<string, unknown> = def.schema instanceof z.ZodObject ? def.schema.shape : {}
    expect(Object.keys(shape)).not.toEqual([])
    const loose = Object.keys(shape).filter((member) => isLoose(shape[member]) && !forPeople.has(member))
    expect(loose.filter((member) => !Object.hasOwn(def.sealed, member))).toEqual([])
  })
})
