import { z } from 'zod'
import { assetDefaults, assetFields, assetRelations, createAssetFields } from '@/lib/model/asset'
import { serviceType } from '@/lib/model/dashboard-service'
import { defineEntity } from '@/lib/model/define-entity'
import { entityReference, fullyQualifiedName } from '@/lib/model/entity'
import { joinFqn } from '@/lib/model/fqn'

const dataModelType = z.enum([
  'TableauDataModel',
  'TableauPublishedDatasource',
  'TableauEmbeddedDatasource',
  'SupersetDataModel',
  'MetabaseDataModel',
  'ModeDataModel',
  'LookMlView',
  'LookMlExplore',
  'PowerBIDataModel',
  'QlikDataModel',
  'QuickSightDataModel',
  'SigmaDataModel',
  'PowerBIDataFlow',
  'PowerBIDatamart',
  'MicroStrategyDataset',
  'ThoughtSpotDataModel',
  'SapS4HanaCdsView',
  'SsrsDataModel',
  'OmniDataModel',
])

/** A column as connectors describe it; kept as it comes, with children of its own where it has some. */
const column = z.looseObject({ name: z.string().min(1), dataType: z.string() })

/** What dashboards are built on inside their tool: a dataset, a view, an explore (supporting APIs 8.12). */
export const dataModelSchema = z
  .strictObject({
    ...assetFields,
    service: entityReference.optional(),
    serviceType: serviceType.optional(),
    dataModelType,
    columns: z.array(column),
    sql: z.string().optional(),
    project: z.string().optional(),
    sourceUrl: z.string().optional(),
  })
  .meta({ id: 'DashboardDataModel' })
export const createDataModelSchema = z
  .strictObject({
    ...createAssetFields,
    service: fullyQualifiedName,
    serviceType: serviceType.optional(),
    dataModelType,
    columns: z.array(column),
    sql: z.string().optional(),
    project: z.string().optional(),
    sourceUrl: z.string().optional(),
  })
  .meta({ id: 'CreateDashboardDataModel' })

export const dataModels = defineEntity<z.infer<typeof dataModelSchema>, z.infer<typeof createDataModelSchema>>({
  ...assetDefaults,
  type: 'dashboardDataModel',
  collection: 'dashboardDataModels',
  path: 'dashboard/datamodels',
  label: 'data model',
  schema: dataModelSchema,
  createSchema: createDataModelSchema,
  container: { field: 'service', type: 'dashboardService', copies: ['serviceType'] },
  relations: assetRelations,
  silent: ['serviceType', 'sourceHash', 'usageSummary', 'project'],
  fullyQualifiedName: (serviceFqn, name) => joinFqn(`${serviceFqn ?? ''}.model`, name),
})
