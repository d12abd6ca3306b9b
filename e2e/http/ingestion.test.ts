import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
  await ask('PUT', 'services/dashboardServices', { name: 'superset 6.1', serviceType: 'Superset' })
  for (const name of ['1', '2']) await ask('PUT', 'dashboards', { name, service: 'superset 6.1' })
})
afterAll(() => server.stop())

const ask = (method: string, path: string, body?: unknown) => call(server, method, path, { token: server.token, body })

describe('what a connector calls', () => {
  test('the checks of its tool are found by name', async () => {
    const found = await ask('GET', 'services/testConnectionDefinitions/name/Superset.testConnectionDefinition')
    expect([found.status, found.body.name]).toEqual([200, 'Superset'])
    const missing = await ask('GET', 'services/testConnectionDefinitions/name/Nope.testConnectionDefinition')
    expect(missing).toMatchObject({ status: 404, body: { code: 404 } })
  })

  test('DELETE deleteStale with what it has seen soft-deletes the rest', async () => {
    const stale = { scopeEntityType: 'service', scopeFqn: '"superset 6.1"', seenFqns: ['"superset 6.1".1'] }
    const { status, body } = await ask('DELETE', 'dashboards/deleteStale', stale)
    expect([status, body.status, body.numberOfRowsPassed]).toEqual([200, 'success', 1])
    expect((await ask('GET', 'dashboards/name/"superset 6.1".2')).status).toBe(404)
    const gone = await ask('GET', 'dashboards/name/"superset 6.1".2?include=deleted')
    expect(gone.body).toMatchObject({ deleted: true, version: 0.2 })
  })

  test('PUT restore?async=true answers 202 with a job, and the entity is back', async () => {
    const { body: gone } = await ask('GET', 'dashboards/name/"superset 6.1".2?include=all')
    const { status, body } = await ask('PUT', 'dashboards/restore?async=true', { id: gone.id })
    expect(status).toBe(202)
    expect(body).toEqual({ jobId: expect.any(String), message: 'Restore operation initiated for 2' })
    expect((await ask('GET', 'dashboards/name/"superset 6.1".2')).status).toBe(200)
  })

  test('a run reports by the name of its pipeline; before that the answer is empty', async () => {
    const { body: service } = await ask('GET', 'services/dashboardServices/name/superset 6.1')
    const made = await ask('PUT', 'services/ingestionPipelines', {
      name: 'nightly',
      pipelineType: 'metadata',
      sourceConfig: { config: { type: 'DashboardMetadata' } },
      airflowConfig: {},
      service: { id: service.id, type: 'dashboardService' },
    })
    expect(made.status).toBe(201)
    const pipeline = 'services/ingestionPipelines/%22superset%206.1%22.nightly'
    const progress = 'services/ingestionPipelines/progress/%22superset%206.1%22.nightly/run-1'
    for (const path of [`${pipeline}/pipelineStatus/run-1`, progress]) expect((await ask('GET', path)).status).toBe(204)
    const report = {
      runId: 'run-1',
      pipelineState: 'success',
      timestamp: 1_795_519_069_663,
      startDate: 1_795_519_069_663,
    }
    expect((await ask('PUT', `${pipeline}/pipelineStatus`, report)).status).toBe(200)
    expect((await ask('GET', `${pipeline}/pipelineStatus/run-1`)).body).toEqual(report)
    const { body } = await ask('GET', `${pipeline}/pipelineStatus?startTs=0&endTs=2000000000000`)
    expect(body).toEqual({ data: [report], paging: { total: 1 } })
    const update = { runId: 'run-1', timestamp: 1_795_519_070_000, updateType: 'PROCESSING' }
    expect((await ask('PUT', progress, update)).status).toBe(204)
    expect((await ask('GET', progress)).body).toEqual(update)
    expect((await ask('PUT', progress, { ...update, message: 'pw' })).status).toBe(204)
    expect((await ask('GET', progress)).body).toEqual({ ...update, message: '*********' })
  })
})
