/** Lineage as it is told and taken (docs/contract/lineage.md#edges). */
import { z } from 'zod'
import { entityReference, fullyQualifiedName } from '@/lib/model/entities/entity'
import { boundedList, boundedObject, boundedText, textMax } from '@/lib/model/rules/bounds'

const columnLineage = boundedObject({
  fromColumns: boundedList(fullyQualifiedName).optional(),
  toColumn: fullyQualifiedName.optional(),
  function: boundedText(textMax.code).optional(),
})

const lineageSource = z.enum([
  'Manual',
  'ViewLineage',
  'QueryLineage',
  'PipelineLineage',
  'DashboardLineage',
  'DbtLineage',
  'SparkLineage',
  'OpenLineage',
  'ExternalTableLineage',
  'CrossDatabaseLineage',
  'ChildAssets',
])

export const lineageDetailsSchema = boundedObject({
  sqlQuery: boundedText(textMax.code).optional(),
  columnsLineage: boundedList(columnLineage).optional(),
  pipeline: entityReference.optional(),
  description: boundedText(textMax.prose).optional(),
  source: lineageSource.optional(),
}).meta({ id: 'LineageDetails' })
export type LineageDetails = z.infer<typeof lineageDetailsSchema>

const end = boundedObject({ id: z.uuid(), type: boundedText(textMax.name) })
export const addLineageSchema = z
  .strictObject({
    edge: z.strictObject({
      fromEntity: end,
      toEntity: end,
      description: boundedText(textMax.prose).optional(),
      lineageDetails: lineageDetailsSchema.optional(),
    }),
  })
  .meta({ id: 'AddLineage' })

const lineageEdgeSchema = z
  .strictObject({
    fromEntity: z.uuid(),
    toEntity: z.uuid(),
    description: boundedText(textMax.prose).optional(),
    lineageDetails: lineageDetailsSchema.optional(),
  })
  .meta({ id: 'LineageEdge' })
export type LineageEdge = z.infer<typeof lineageEdgeSchema>

export const entityLineageSchema = z
  .strictObject({
    entity: entityReference,
    nodes: z.array(entityReference),
    upstreamEdges: z.array(lineageEdgeSchema),
    downstreamEdges: z.array(lineageEdgeSchema),
  })
  .meta({ id: 'EntityLineage' })
export type EntityLineage = z.infer<typeof entityLineageSchema>
