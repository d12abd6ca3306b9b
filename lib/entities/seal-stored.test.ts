/** A database as earlier versions left it: secrets in the clear where a name did not give them away, and in records. */
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSealer } from '@/lib/auth/sealer'
import type { RequestContext } from '@/lib/entities/context'
import { listEvents } from '@/lib/entities/events'
import { putPipelineStatus } from '@/lib/entities/pipeline-status'
import { read } from '@/lib/entities/read'
import { sealStored } from '@/lib/entities/seal-stored'
import { anActor } from '@/lib/entities/testing'
import { versions } from '@/lib/entities/versions'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { ingestionPipelines } from '@/lib/model/entities/ingestion-pipeline'
import { mask } from '@/lib/model/rules/shown'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { EntityRow } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'
import { aRow as anyRow, engines } from '@/lib/store/testing'

const sealer = createSealer('k'.repeat(32))
const canary = 'canary'

const connection = (key: string) => ({
  config: {
    type: 'Superset',
    hostPort: `https://u:${canary}@superset.example.com`,
    connection: { provider: 'db', username: 'u', password: 'pw', sslConfig: { sslKey: `${canary}-${key}` } },
  },
})
/** As the names of members masked it. */
const halfMasked = (key: string) => {
  const { config } = connection(key)
  return JSON.stringify({ config: { ...config, connection: { ...config.connection, password: mask } } })
}
const changeDescription = {
  fieldsAdded: [],
  fieldsUpdated: [
    { name: 'connection', oldValue: halfMasked('1'), newValue: halfMasked('2') },
    { name: 'description', oldValue: 'a', newValue: 'b' },
  ],
  fieldsDeleted: [],
  previousVersion: 0.1,
}
const aRow = (given: Partial<EntityRow>): EntityRow =>
  anyRow({ type: 'dashboardService', name: 's', fullyQualifiedName: 's', ...given })
const anEvent = ({ id }: EntityRow): ChangeEventRecord => ({
  eventType: 'entityUpdated',
  entityType: 'dashboardService',
  entityId: id,
  entityFullyQualifiedName: 's',
  userName: 'ada',
  timestamp: 2_000,
  previousVersion: 0.1,
  currentVersion: 0.2,
  changeDescription,
})
const report = { runId: 'r', timestamp: 1, config: { jwtToken: `${canary}-jwt` } }

describe.each(engines)('what an earlier version kept on $name', (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>
  let store: Store
  let service: EntityRow
  let pipeline: EntityRow
  const ctx = (isBot: boolean): RequestContext => ({
    store,
    sealer,
    actor: anActor({ isBot }),
    now: Date.now(),
    requestId: 'test',
    apiUrl: 'http://localhost:3000/api',
  })
  const all = async () => {
    const db = store.authDatabase.db
    const texts = await Promise.all(
      ['entity.document', 'entity_version.snapshot', 'change_event.events'].map(async (column) => {
        const [table = ''] = column.split('.')
        const { rows } = await sql`select cast(${sql.ref(column)} as text) as text from ${sql.table(table)}`.execute(db)
        return JSON.stringify(rows)
      }),
    )
    return texts.join('\n')
  }

  beforeEach(async () => {
    opened = await engine.open()
    store = opened.store
    const sealed = { sealed: sealer.seal(JSON.stringify(connection('2'))) }
    const snapshot = {
      id: 'x',
      name: 's',
      serviceType: 'Superset',
      connection: sealed,
      version: 0.2,
      changeDescription,
    }
    service = aRow({ document: { serviceType: 'Superset', connection: sealed } })
    pipeline = aRow({
      type: 'ingestionPipeline',
      name: 'p',
      fullyQualifiedName: 's.p',
      containerId: service.id,
      document: {
        pipelineType: 'metadata',
        sourceConfig: { config: { type: 'DashboardMetadata', dbtToken: `${canary}-dbt` } },
        airflowConfig: { scheduleInterval: '0 0 * * *' },
        pipelineStatuses: [report],
      },
    })
    await store.commit([
      { kind: 'insert', row: service },
      { kind: 'insert', row: pipeline },
    ])
    const changed = { ...service, version: 0.2, updatedAt: 2_000, document: { ...service.document, changeDescription } }
    await store.commit([
      {
        kind: 'update',
        row: changed,
        expected: service,
        archive: { version: 0.1, updatedAt: 1_000, updatedBy: 'ada', snapshot: { ...snapshot, version: 0.1 } },
      },
      { kind: 'record', event: anEvent(service) },
    ])
    service = changed
  })
  afterEach(() => opened.drop())

  /** More than one slice of rows and of events, so that the places in between are crossed. */
  async function fill(): Promise<void> {
    const names = Array.from({ length: 250 }, (_, index) => `s${index}`)
    const document = { serviceType: 'Superset', changeDescription }
    await store.commit(
      names.map((name) => ({ kind: 'insert', row: aRow({ name, fullyQualifiedName: name, document }) })),
    )
    const event = JSON.stringify([anEvent(service)])
    const json = sql.raw(engine.name === 'SQLite' ? 'text' : 'jsonb')
    const rows = names.map(() => sql`(2000, cast(${event} as ${json}))`)
    await sql`insert into change_event (recorded_at, events) values ${sql.join(rows)}`.execute(store.authDatabase.db)
    await sql`insert into change_event_kind (event_type, seq, entity_type)
      select 'entityUpdated', seq, 'dashboardService' from change_event where seq > 1`.execute(store.authDatabase.db)
  }

  test('is sealed and masked, everywhere, and reads as it did', async () => {
    await fill()
    expect(await all()).toContain(canary)
    await sealStored({ store, sealer })
    expect(await all()).not.toContain(canary)
    const seen = JSON.stringify([
      await read(dashboardServices, { id: service.id }, { fields: 'all' }, ctx(false)),
      await versions(dashboardServices, service.id, ctx(false)),
      await listEvents({ entityUpdated: '*', timestamp: 0, limit: 1_000 }, ctx(false)),
    ])
    expect(seen).not.toContain(canary)
    expect(seen).toContain('superset.example.com')
    const kept = await read(dashboardServices, { id: service.id }, { fields: 'all' }, ctx(true))
    expect(kept).toMatchObject({ version: 0.2, connection: connection('2') })
    const run = await read(ingestionPipelines, { id: pipeline.id }, { fields: 'all' }, ctx(true))
    expect(run).toMatchObject({ sourceConfig: pipeline.document.sourceConfig, pipelineStatuses: [report] })
    const [first] = await store.events({
      wanted: [{ eventType: 'entityUpdated', entityTypes: ['*'] }],
      since: 0,
      limit: 1,
    })
    expect(first?.changeDescription?.fieldsUpdated[1]).toEqual({ name: 'description', oldValue: 'a', newValue: 'b' })
  })

  test('is sealed once, and what was interrupted is finished', async () => {
    let count = 0
    const dying = { seal: (plain: string) => (++count > 2 ? fail() : sealer.seal(plain)), open: sealer.open }
    const fail = (): never => {
      throw new Error('killed')
    }
    await expect(sealStored({ store, sealer: dying })).rejects.toThrow('killed')
    await sealStored({ store, sealer })
    const before = await all()
    expect(before).not.toContain(canary)
    await sealStored({ store, sealer })
    expect(await all()).toBe(before)
  })

  test('takes the reports of runs that come before it and after it', async () => {
    await putPipelineStatus({ id: pipeline.id }, { runId: 'q', timestamp: 2 }, ctx(true))
    await sealStored({ store, sealer })
    await putPipelineStatus({ id: pipeline.id }, { runId: 'z', timestamp: 3 }, ctx(true))
    const { pipelineStatuses } = await read(ingestionPipelines, { id: pipeline.id }, { fields: 'all' }, ctx(true))
    expect(pipelineStatuses).toMatchObject([{ runId: 'z' }, { runId: 'q' }, { runId: 'r' }])
  })

  test.runIf(engine.name === 'SQLite')('is not left in the files of SQLite', async () => {
    await sealStored({ store, sealer })
    const { rows } = await sql<{ file: string }>`pragma database_list`.execute(store.authDatabase.db)
    const path = rows[0]?.file ?? ''
    const files = [path, `${path}-wal`].map((file) => readFileSync(file, 'latin1')).join('')
    expect([files.includes('superset.example.com'), files.includes(canary)]).toEqual([true, false])
  })
})
