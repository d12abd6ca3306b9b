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
import { serviceType } from '@/lib/model/entities/dashboard-service'
import { defineEntity } from '@/lib/model/entities/define-entity'
import { entityReference, entityReferences, fullyQualifiedName } from '@/lib/model/entities/entity'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'

const dashboardType = z.enum(['Dashboard', 'Report'])

/** docs/contract/entities.md#dashboards. */
export const dashboardSchema = z
  .strictObject({
    ...assetFields,
    service: entityReference,
    serviceType: serviceType.optional(),
    dashboardType: dashboardType.optional(),
    sourceUrl: boundedText(textMax.address).optional(),
    project: boundedText(textMax.line).optional(),
    charts: entityReferences.optional(),
    dataModels: entityReferences.optional(),
  })
  .meta({ id: 'Dashboard' })
export type Dashboard = z.infer<typeof dashboardSchema>

/** docs/contract/entities.md#dashboards. */
const createDashboardSchema = z
  .strictObject({
    ...createAssetFields,
    service: fullyQualifiedName.describe('Fully qualified name of the dashboard service'),
    dashboardType: dashboardType.optional(),
    sourceUrl: boundedText(textMax.address).optional().describe('Where the dashboard opens in its own tool'),
    project: boundedText(textMax.line).optional().describe('Workspace, folder or collection in the source tool'),
    charts: boundedList(fullyQualifiedName).optional().describe('Fully qualified names of charts'),
    dataModels: boundedList(fullyQualifiedName).optional().describe('Fully qualified names of data models'),
  })
  .meta({ id: 'CreateDashboard' })
export type CreateDashboard = z.infer<typeof createDashboardSchema>

export const dashboards = defineEntity<Dashboard, CreateDashboard>({
  ...assetDefaults,
  ...addresses.dashboard,
  schema: dashboardSchema,
  createSchema: createDashboardSchema,
  members: {
    name: { help: 'As the tool itself calls it; it cannot be changed later.' },
    service: serviceFacts,
    dashboardType: { label: 'Type', aliases: ['kind'], example: 'Dashboard' },
    sourceUrl: sourceUrlFacts,
    project: {
      help: 'Workspace, folder or collection in the source tool.',
      aliases: ['folder', 'folder name', 'collection', 'workspace path', 'workspace', 'workspace name', 'directory'],
      example: 'Sales',
    },
    charts: { isApart: true, aliases: ['tiles', 'widgets', 'sheets', 'reports', 'visuals'] },
    dataModels: { aliases: ['data model'] },
  },
  container: { field: 'service', type: 'dashboardService', copies: ['serviceType'] },
  relations: {
    ...assetRelations,
    charts: { relation: 'chart', types: ['chart'], many: true, by: 'fqn', omitted: 'clear', hidesDeleted: true },
    dataModels: {
      relation: 'dataModel',
      types: ['dashboardDataModel'],
      many: true,
      by: 'fqn',
      omitted: 'clear',
      hidesDeleted: true,
    },
  },
  defaults: { dashboardType: 'Dashboard' },
  silent: ['dashboardType', 'project', 'serviceType', 'sourceHash', 'usageSummary'],
  cascadesTo: ['charts'],
})
