/** What runs of an ingestion pipeline report of themselves: when they ran, how they ended, how much they wrote. */
import { z } from 'zod'
import { commit } from '@/lib/entities/commit'
import type { Outcome, RequestContext } from '@/lib/entities/context'
import { requireChange } from '@/lib/entities/gate'
import { bare, record } from '@/lib/entities/plan'
import { type EntityKey, findIncluded } from '@/lib/entities/read'
import { render } from '@/lib/entities/render'
import { retryStale } from '@/lib/entities/retry-stale'
import { openSealed, present, seal } from '@/lib/entities/secrets'
import { type EntityState, loadState } from '@/lib/entities/state'
import { ingestionPipelines as def, type PipelineStatus } from '@/lib/model/entities/ingestion-pipeline'
import type { Operation } from '@/lib/model/rules/access'

/** Runs that are kept, the latest ones; a pipeline that runs every hour shows two days. */
const runsMax = 50

/** The pipeline, for somebody who may do this with it. Throws 403, 404. */
export async function findPipeline(key: EntityKey, operation: Operation, ctx: RequestContext): Promise<EntityState> {
  const row = await findIncluded(def, key, 'non-deleted', ctx)
  const state = await loadState(def, row, 'all', ctx)
  requireChange(def, state, [operation], ctx)
  return state
}

/** Adds the report of a run or replaces what the same run said before. Throws 403, 404. */
export async function putPipelineStatus(key: EntityKey, status: PipelineStatus, ctx: RequestContext): Promise<Outcome> {
  return retryStale(async () => {
    const before = await findPipeline(key, 'EditIngestionPipelineStatus', ctx)
    const { row } = before
    const others = statusesOf(openSealed(row.document.pipelineStatuses, ctx)).filter(
      (other) => other.runId !== status.runId,
    )
    const pipelineStatuses = [status, ...others].toSorted(latestFirst).slice(0, runsMax)
    const after = { ...row, document: { ...row.document, pipelineStatuses: seal(pipelineStatuses, ctx) } }
    // A report is no edit: who edited the pipeline last, and when, stays. What it says beyond its end may hold secrets.
    const { runId, pipelineState } = status
    const told = {
      fieldsAdded: [],
      fieldsUpdated: [{ name: 'pipelineStatuses', newValue: { runId, pipelineState } }],
      fieldsDeleted: [],
      previousVersion: row.version,
    }
    await commit(
      [{ kind: 'update', row: bare(after), expected: row }, record(row, 'entityFieldsChanged', row.version, told, ctx)],
      ctx,
    )
    return { kind: 'entityUpdated', entity: render(def, { ...before, row: after }, 'all', ctx) }
  })
}

/** Reports of the runs that began in the range, latest first. Throws 403, 404. */
export async function listPipelineStatuses(
  key: EntityKey,
  { startTs, endTs }: { readonly startTs: number; readonly endTs: number },
  ctx: RequestContext,
): Promise<PipelineStatus[]> {
  const { row } = await findPipeline(key, 'ViewAll', ctx)
  return statusesOf(present(def, 'pipelineStatuses', row.document, ctx)).filter(
    ({ timestamp = 0 }) => startTs <= timestamp && timestamp <= endTs,
  )
}

/** The report of one run; undefined when it has not reported. Throws 403, 404. */
export async function readPipelineStatus(
  key: EntityKey,
  runId: string,
  ctx: RequestContext,
): Promise<PipelineStatus | undefined> {
  const all = await listPipelineStatuses(key, { startTs: 0, endTs: Number.MAX_SAFE_INTEGER }, ctx)
  return all.find((status) => status.runId === runId)
}

const stored = z.array(z.custom<PipelineStatus>()).default([])
const statusesOf = (statuses: unknown): PipelineStatus[] => stored.parse(statuses)

const latestFirst = (a: PipelineStatus, b: PipelineStatus): number => (b.timestamp ?? 0) - (a.timestamp ?? 0)
