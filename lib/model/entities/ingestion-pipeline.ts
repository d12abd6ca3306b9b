import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { ownersRelation } from '@/lib/model/entities/asset'
import { defineEntity } from '@/lib/model/entities/define-entity'
import {
  entityName,
  entityReference,
  entityReferences,
  fullyQualifiedName,
  managedFields,
  markdown,
  providerType,
  shownReferences,
  timestamp,
} from '@/lib/model/entities/entity'
import { airflowConfig, pipelineStatuses, sourceConfig } from '@/lib/model/entities/pipeline-secrets'
import { boundedList, boundedObject, boundedText, textMax } from '@/lib/model/rules/bounds'

const shape = {
  pipelineType: boundedText(textMax.name).min(1),
  sourceConfig: boundedObject({}),
  airflowConfig: boundedObject({}),
  loggerLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).optional(),
  raiseOnError: z.boolean().optional(),
  enableStreamableLogs: z.boolean().optional(),
}

/** What a run reports of itself; the same run may report again. Members as connectors send them. */
export const pipelineStatusSchema = z
  .strictObject({
    runId: boundedText(textMax.name).min(1),
    pipelineState: z.enum(['queued', 'running', 'success', 'failed', 'partialSuccess', 'stopped']).optional(),
    startDate: timestamp.optional(),
    timestamp: timestamp.optional(),
    endDate: timestamp.optional(),
    status: boundedList(boundedObject({ name: boundedText(textMax.line) })).optional(),
    config: boundedObject({}).optional(),
    metadata: boundedObject({}).optional(),
  })
  .meta({ id: 'PipelineStatus' })
export type PipelineStatus = z.infer<typeof pipelineStatusSchema>

/** A scheduled run that reads a service; runs report their state here (client facts, ingestion). */
const ingestionPipelineSchema = z
  .strictObject({
    ...managedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    ...shape,
    service: entityReference.optional(),
    owners: entityReferences.optional(),
    domains: entityReferences.optional(),
    followers: shownReferences.optional(),
    provider: providerType.optional(),
    pipelineStatuses: boundedList(pipelineStatusSchema).optional(),
    deployed: z.boolean().optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'IngestionPipeline' })
const createIngestionPipelineSchema = z
  .strictObject({
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    ...shape,
    service: entityReference,
    owners: entityReferences.optional(),
    provider: providerType.optional(),
    domains: boundedList(fullyQualifiedName).optional(),
    processingEngine: entityReference.optional(),
  })
  .meta({ id: 'CreateIngestionPipeline' })

export const ingestionPipelines = defineEntity<
  z.infer<typeof ingestionPipelineSchema>,
  z.infer<typeof createIngestionPipelineSchema>
>({
  ...addresses.ingestionPipeline,
  schema: ingestionPipelineSchema,
  createSchema: createIngestionPipelineSchema,
  container: { field: 'service', type: 'dashboardService' },
  relations: {
    owners: ownersRelation,
    domains: { relation: 'domain', types: ['domain'], many: true, by: 'fqn', omitted: 'keep' },
    followers: { relation: 'follower', types: ['user'], many: true, by: 'none', omitted: 'keep' },
  },
  onRequest: ['pipelineStatuses'],
  silent: ['pipelineStatuses', 'deployed'],
  sealed: {
    sourceConfig: { schema: () => sourceConfig },
    airflowConfig: { schema: () => airflowConfig },
    pipelineStatuses: { schema: () => pipelineStatuses },
  },
  keptByPut: ['pipelineStatuses', 'deployed', 'enabled', 'provider'],
  readOnly: ['provider'],
  defaults: { enabled: true, deployed: false, provider: 'user' },
})
