import { z } from 'zod'
import { createGovernedFields, governedFields, governedRelations } from '@/lib/model/asset'
import { boundedObject } from '@/lib/model/bounds'
import { defineEntity } from '@/lib/model/define-entity'
import { entityReference, entityStatus, shownReferences, style } from '@/lib/model/entity'
import { dashboardServiceAddress } from '@/lib/model/entity-address'

/** The tools a catalogue can hold dashboards of (dashboards API reference 2.11). */
export const serviceType = z.enum([
  'Superset',
  'Looker',
  'Tableau',
  'Redash',
  'Metabase',
  'PowerBI',
  'PowerBIReportServer',
  'Mode',
  'CustomDashboard',
  'DomoDashboard',
  'QuickSight',
  'QlikSense',
  'Lightdash',
  'MicroStrategy',
  'QlikCloud',
  'Sigma',
  'ThoughtSpot',
  'Grafana',
  'Hex',
  'Ssrs',
  'SapS4Hana',
  'Omni',
])
export type ServiceType = z.infer<typeof serviceType>

/** How the tool is reached; kept encrypted, secrets masked for people. */
const connection = z.strictObject({ config: boundedObject({}).optional() })

export const dashboardServiceSchema = z
  .strictObject({
    ...governedFields,
    serviceType,
    connection: connection.optional(),
    pipelines: shownReferences.optional(),
    testConnectionResult: boundedObject({}).optional(),
    ingestionRunner: entityReference.optional(),
    style: style.optional(),
    entityStatus: entityStatus.optional(),
  })
  .meta({ id: 'DashboardService' })
export type DashboardService = z.infer<typeof dashboardServiceSchema>

export const createDashboardServiceSchema = z
  .strictObject({
    ...createGovernedFields,
    serviceType,
    connection: connection.optional().describe('Connection of the tool, under `config`'),
    ingestionRunner: entityReference.optional(),
    style: style.optional(),
  })
  .meta({ id: 'CreateDashboardService' })
export type CreateDashboardService = z.infer<typeof createDashboardServiceSchema>

export const dashboardServices = defineEntity<DashboardService, CreateDashboardService>({
  ...dashboardServiceAddress,
  schema: dashboardServiceSchema,
  createSchema: createDashboardServiceSchema,
  relations: {
    ...governedRelations,
    ingestionRunner: { relation: 'ingestionRunner', types: [], many: false, by: 'none', omitted: 'keep' },
    pipelines: { relation: 'contained', types: ['ingestionPipeline'], many: true, by: 'none', omitted: 'keep' },
  },
  silent: ['testConnectionResult'],
  keptByPut: ['connection', 'testConnectionResult', 'style', 'entityStatus'],
  readOnly: ['serviceType'],
  omitsEmpty: true,
  sealed: ['connection'],
})
