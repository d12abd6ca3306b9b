/** The calls by which a run reports to its ingestion pipeline, which they name by its fully qualified name. */
import { z } from 'zod'
import {
  findPipeline,
  listPipelineStatuses,
  putPipelineStatus,
  readPipelineStatus,
} from '@/lib/entities/pipeline-status'
import { respondOutcome } from '@/lib/http/respond'
import type { EntityCall } from '@/lib/http/route'
import { pipelineStatusSchema } from '@/lib/model/ingestion-pipeline'
import { pipelineStatusQuery } from '@/lib/model/query'

const byFqn = (call: EntityCall) => ({ fqn: call.param('fqn') })

export const putStatus = async (call: EntityCall): Promise<Response> =>
  respondOutcome(await putPipelineStatus(byFqn(call), await call.body(pipelineStatusSchema), call.ctx))

export const listStatuses = async (call: EntityCall): Promise<Response> => {
  const data = await listPipelineStatuses(byFqn(call), call.query(pipelineStatusQuery), call.ctx)
  return Response.json({ data, paging: { total: data.length } })
}

/** Clients ask for a run before its first report and take an error for a failure of their own. */
export const readStatus = async (call: EntityCall): Promise<Response> => {
  const status = await readPipelineStatus(byFqn(call), call.param('runId'), call.ctx)
  return status === undefined ? new Response(null, { status: 204 }) : Response.json(status)
}

const progressSchema = z.looseObject({ runId: z.string(), timestamp: z.number().int() })

/** How far a run has come is worth nothing once it has ended, so this process remembers it and the database does not. */
export const putProgress = async (call: EntityCall): Promise<Response> => {
  const progress = await call.body(progressSchema)
  const { row } = await findPipeline(byFqn(call), 'EditIngestionPipelineStatus', call.ctx)
  call.services.runProgress.set(`${row.id} ${call.param('runId')}`, progress)
  return new Response(null, { status: 204 })
}

export const readProgress = async (call: EntityCall): Promise<Response> => {
  const { row } = await findPipeline(byFqn(call), 'ViewAll', call.ctx)
  const progress = call.services.runProgress.get(`${row.id} ${call.param('runId')}`)
  return progress === undefined ? new Response(null, { status: 204 }) : Response.json(progress)
}
