import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { listPipelineStatuses, putPipelineStatus, readPipelineStatus } from '@/lib/entities/pipeline-status'
import { read } from '@/lib/entities/read'
import { aContext, anActor, aService } from '@/lib/entities/testing'
import { ingestionPipelines } from '@/lib/model/entities/ingestion-pipeline'

const key = { fqn: 'sample_superset.nightly' }
let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
  const { id } = await aService(ctx)
  const service = { id, type: 'dashboardService' }
  await create(
    ingestionPipelines,
    { name: 'nightly', pipelineType: 'metadata', sourceConfig: {}, airflowConfig: {}, service },
    ctx,
  )
})

const everything = { startTs: 0, endTs: Number.MAX_SAFE_INTEGER }

describe('the reports of runs', () => {
  test('a run that has not reported has no report', async () => {
    expect(await readPipelineStatus(key, 'first', ctx)).toBeUndefined()
  })

  test('a run replaces its own report and leaves those of others', async () => {
    await putPipelineStatus(key, { runId: 'first', pipelineState: 'running', timestamp: 1 }, ctx)
    await putPipelineStatus(key, { runId: 'second', pipelineState: 'running', timestamp: 2 }, ctx)
    await putPipelineStatus(key, { runId: 'first', pipelineState: 'success', timestamp: 1, endDate: 3 }, ctx)
    expect(await readPipelineStatus(key, 'first', ctx)).toMatchObject({ pipelineState: 'success', endDate: 3 })
    expect((await listPipelineStatuses(key, everything, ctx)).map(({ runId }) => runId)).toEqual(['second', 'first'])
    expect(await listPipelineStatuses(key, { startTs: 2, endTs: 2 }, ctx)).toHaveLength(1)
  })

  test('a report is no edit of the pipeline, and is shown when asked for', async () => {
    const before = await read(ingestionPipelines, key, {}, ctx)
    const bot = { ...ctx, now: ctx.now + 60_000, actor: anActor({ name: 'ingestion-bot' }) }
    await putPipelineStatus(key, { runId: 'first', pipelineState: 'success', timestamp: 1 }, bot)
    expect(await read(ingestionPipelines, key, {}, ctx)).toEqual(before)
    const { pipelineStatuses } = await read(ingestionPipelines, key, { fields: new Set(['pipelineStatuses']) }, ctx)
    expect(pipelineStatuses).toEqual([{ runId: 'first', pipelineState: 'success', timestamp: 1 }])
  })

  test('the last fifty runs are kept', async () => {
    for (let run = 1; run <= 52; run += 1) await putPipelineStatus(key, { runId: `${run}`, timestamp: run }, ctx)
    const kept = await listPipelineStatuses(key, everything, ctx)
    expect([kept.length, kept.at(0)?.runId, kept.at(-1)?.runId]).toEqual([50, '52', '3'])
  })

  test('who may not is refused, and a pipeline that does not exist is not found', async () => {
    const reader = { ...ctx, actor: anActor({ isAdmin: false, name: 'reader' }) }
    await expect(putPipelineStatus(key, { runId: 'first' }, reader)).rejects.toMatchObject({ status: 403 })
    const nowhere = { fqn: 'sample_superset.nope' }
    await expect(putPipelineStatus(nowhere, { runId: 'first' }, ctx)).rejects.toMatchObject({ status: 404 })
  })
})
