/** The calls of connectors: what a run reports to its ingestion pipeline, and what it checks before it reads a tool. */
import { z } from 'zod'
import {
  findPipeline,
  listPipelineStatuses,
  putPipelineStatus,
  readPipelineStatus,
} from '@/lib/entities/pipeline-status'
import { json } from '@/lib/http/json'
import { wordsOf } from '@/lib/http/openapi/words'
import { operation, type SignedInCall } from '@/lib/http/operation'
import { exampleFqn } from '@/lib/http/operations/entity-examples'
import { pageOf, written } from '@/lib/http/operations/entity-replies'
import { respondOutcome } from '@/lib/http/respond'
import { ingestionPipelines, pipelineStatusSchema } from '@/lib/model/entities/ingestion-pipeline'
import { pipelineProgress } from '@/lib/model/entities/pipeline-secrets'
import { testConnectionDefinition } from '@/lib/model/entities/test-connection'
import { boundedObject, boundedText, textMax } from '@/lib/model/rules/bounds'
import { shown } from '@/lib/model/rules/shown'
import { notFound } from '@/lib/model/wire/errors'
import { pipelineStatusQuery } from '@/lib/model/wire/query'

const { tag } = wordsOf(ingestionPipelines)
const rights = 'whoever a policy allows `EditIngestionPipelineStatus`'
const path = { fqn: exampleFqn(ingestionPipelines) }
const runPath = { ...path, runId: 'a-run' }
const nothing = { 204: { description: 'The run has not reported' } }

const byFqn = (call: SignedInCall) => ({ fqn: call.param('fqn') })

export const putStatus = operation({
  id: 'putPipelineStatus',
  tag,
  summary: 'Report what became of a run',
  notes: 'Replaces what the same run said before.',
  rights,
  body: pipelineStatusSchema,
  responses: { 200: written(ingestionPipelines) },
  errors: ['notFound'],
  example: { path, body: { runId: 'a-run', pipelineState: 'success', timestamp: 1767225600000 } },
  handle: async (call) => respondOutcome(await putPipelineStatus(byFqn(call), call.body, call.ctx)),
})

export const listStatuses = operation({
  id: 'listPipelineStatuses',
  tag,
  summary: 'List what became of the runs in a span of time',
  query: pipelineStatusQuery,
  responses: { 200: { description: 'The latest first', schema: pageOf(pipelineStatusSchema) } },
  errors: ['notFound'],
  example: { stage: 'use', path, query: { startTs: '1767225600000', endTs: '4102444800000' } },
  handle: async (call) => {
    const data = await listPipelineStatuses(byFqn(call), call.query, call.ctx)
    return json({ data, paging: { total: data.length } })
  },
})

/** Clients ask for a run before its first report and take an error for a failure of their own. */
export const readStatus = operation({
  id: 'getPipelineStatus',
  tag,
  summary: 'Get what became of a run',
  responses: { 200: { description: 'Its report', schema: pipelineStatusSchema }, ...nothing },
  errors: ['notFound'],
  example: { stage: 'use', path: runPath },
  handle: async (call) => {
    const status = await readPipelineStatus(byFqn(call), call.param('runId'), call.ctx)
    return status === undefined ? new Response(null, { status: 204 }) : json(status)
  },
})

const progressSchema = boundedObject({ runId: boundedText(textMax.name), timestamp: z.number().int() }).meta({
  id: 'PipelineProgress',
})

/** How far a run has come is worth nothing once it has ended, so this process remembers it and the database does not. */
export const putProgress = operation({
  id: 'putPipelineProgress',
  tag,
  summary: 'Say how far a run has come',
  rights,
  body: progressSchema,
  responses: { 204: { description: 'Remembered while the server runs' } },
  errors: ['notFound'],
  example: { path: runPath, body: { runId: 'a-run', timestamp: 1767225600000 } },
  handle: async (call) => {
    const { row } = await findPipeline(byFqn(call), 'EditIngestionPipelineStatus', call.ctx)
    call.services.runProgress.set(`${row.id} ${call.param('runId')}`, call.body)
    return new Response(null, { status: 204 })
  },
})

export const readProgress = operation({
  id: 'getPipelineProgress',
  tag,
  summary: 'Get how far a run has come',
  responses: { 200: { description: 'What it said last', schema: progressSchema }, ...nothing },
  errors: ['notFound'],
  example: { stage: 'use', path: runPath },
  handle: async (call) => {
    const { row } = await findPipeline(byFqn(call), 'ViewAll', call.ctx)
    const progress = call.services.runProgress.get(`${row.id} ${call.param('runId')}`)
    if (progress === undefined) return new Response(null, { status: 204 })
    return json(call.ctx.actor.isBot ? progress : shown(pipelineProgress, progress))
  },
})

const testConnectionSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    displayName: z.string(),
    description: z.string(),
    fullyQualifiedName: z.string(),
    version: z.number(),
    steps: z.array(
      z.strictObject({
        name: z.string(),
        description: z.string(),
        errorMessage: z.string(),
        mandatory: z.boolean().describe('A run does not go on when it fails'),
        shortCircuit: z.boolean().describe('The checks after it are not made when it fails'),
      }),
    ),
  })
  .meta({ id: 'TestConnectionDefinition' })

export const readTestConnection = operation({
  id: 'getTestConnectionDefinition',
  tag,
  summary: 'Get what a connector checks before it reads a tool',
  responses: { 200: { description: 'The checks, in order', schema: testConnectionSchema } },
  errors: ['notFound'],
  example: { stage: 'use', path: { fqn: 'Superset.testConnectionDefinition' } },
  handle: async (call) => {
    const fqn = call.param('fqn')
    const definition = testConnectionDefinition(fqn)
    if (definition === undefined) throw notFound('testConnectionDefinition', fqn)
    return json(definition)
  },
})
