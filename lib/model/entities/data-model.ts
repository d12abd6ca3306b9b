import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import {
  assetDefaults,
  assetFields,
  assetRelations,
  createAssetFields,
  serviceFacts,
  sourceUrlFacts,
} from '@/lib/model/entities/asset'
import {
  type Column,
  columnLabels,
  columns,
  lacksColumn,
  mergeColumns,
  recordColumns,
  withColumnLabels,
  withColumnNames,
} from '@/lib/model/entities/column'
import { serviceType } from '@/lib/model/entities/dashboard-service'
import { defineEntity } from '@/lib/model/entities/define-entity'
import { entityReference, fullyQualifiedName } from '@/lib/model/entities/entity'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { joinFqn } from '@/lib/model/rules/fqn'

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

/** Clients know no usage of data models. */
const { usageSummary: _usage, ...fields } = assetFields

/**
 * What dashboards are built on inside their tool: a dataset, a view, an explore
 * (docs/contract/entities.md#data-models).
 */
const dataModelSchema = z
  .strictObject({
    ...fields,
    service: entityReference.optional(),
    serviceType: serviceType.optional(),
    dataModelType,
    columns,
    sql: boundedText(textMax.code).optional(),
    project: boundedText(textMax.line).optional(),
    sourceUrl: boundedText(textMax.address).optional(),
  })
  .meta({ id: 'DashboardDataModel' })
const createDataModelSchema = z
  .strictObject({
    ...createAssetFields,
    service: fullyQualifiedName,
    serviceType: serviceType.optional(),
    dataModelType,
    columns,
    sql: boundedText(textMax.code).optional(),
    project: boundedText(textMax.line).optional(),
    sourceUrl: boundedText(textMax.address).optional(),
  })
  .meta({ id: 'CreateDashboardDataModel' })

const { onRequest, keptByPut } = assetDefaults

const columnsIn = ({ columns }: Readonly<Record<string, unknown>>): Column[] => (Array.isArray(columns) ? columns : []) // by schema

export const dataModels = defineEntity<z.infer<typeof dataModelSchema>, z.infer<typeof createDataModelSchema>>({
  keptByPut,
  onRequest: onRequest.filter((field) => field !== 'usageSummary'),
  ...addresses.dashboardDataModel,
  schema: dataModelSchema,
  createSchema: createDataModelSchema,
  members: { service: serviceFacts, sourceUrl: sourceUrlFacts, columns: { kind: 'object' } },
  container: { field: 'service', type: 'dashboardService', copies: ['serviceType'] },
  relations: assetRelations,
  silent: ['serviceType', 'sourceHash', 'project'],
  parts: {
    member: 'columns',
    name: (fqn, document) => ({ ...document, columns: withColumnNames(columnsIn(document), fqn) }),
    merge: (stored, sent, overrides) => ({
      ...sent,
      columns: mergeColumns(columnsIn(stored), columnsIn(sent), overrides),
    }),
    record: (changes, stored, wanted) => recordColumns(changes, 'columns', columnsIn(stored), columnsIn(wanted)),
    breaks: (stored, wanted) => lacksColumn(columnsIn(stored), columnsIn(wanted)),
    labels: (document) => columnLabels(columnsIn(document)),
    withLabels: (document, change) => ({ ...document, columns: withColumnLabels(columnsIn(document), change) }),
  },
  fullyQualifiedName: (serviceFqn, name) => joinFqn(`${serviceFqn ?? ''}.model`, name),
})
