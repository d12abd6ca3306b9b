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

export const chartType = z.enum([
  'Line',
  'Table',
  'Bar',
  'Area',
  'Pie',
  'Histogram',
  'Scatter',
  'Text',
  'BoxPlot',
  'SanKey',
  'Gauge',
  'Map',
  'Graph',
  'Heatmap',
  'Timeline',
  'Other',
])

/** docs/contract/entities.md#charts. */
const chartSchema = z
  .strictObject({
    ...assetFields,
    service: entityReference,
    serviceType: serviceType.optional(),
    chartType: chartType.optional(),
    sourceUrl: boundedText(textMax.address).optional(),
    dashboards: entityReferences.optional(),
  })
  .meta({ id: 'Chart' })
export type Chart = z.infer<typeof chartSchema>

const createChartSchema = z
  .strictObject({
    ...createAssetFields,
    service: fullyQualifiedName.describe('Fully qualified name of the dashboard service'),
    chartType: chartType.optional(),
    sourceUrl: boundedText(textMax.address).optional().describe('Where the chart opens in its own tool'),
    dashboards: boundedList(fullyQualifiedName)
      .optional()
      .describe('Fully qualified names of dashboards that show the chart'),
  })
  .meta({ id: 'CreateChart' })
export type CreateChart = z.infer<typeof createChartSchema>

export const charts = defineEntity<Chart, CreateChart>({
  ...assetDefaults,
  ...addresses.chart,
  schema: chartSchema,
  createSchema: createChartSchema,
  members: {
    name: { help: 'What the tool calls it, often its id. Unique in the service; it cannot be changed later.' },
    description: { help: 'Markdown. What the chart shows and how to read it.' },
    service: serviceFacts,
    chartType: {
      label: 'Type',
      aliases: ['kind', 'viz type', 'visualization type', 'panel type'],
      example: 'Bar',
      choiceLabels: { BoxPlot: 'Box plot', SanKey: 'Sankey' },
    },
    sourceUrl: sourceUrlFacts,
    dashboards: { isApart: true, aliases: ['used in', 'shown on'] },
  },
  container: { field: 'service', type: 'dashboardService', copies: ['serviceType'] },
  relations: {
    ...assetRelations,
    dashboards: { relation: 'chart', types: ['dashboard'], many: true, by: 'fqn', omitted: 'keep', reverse: true },
  },
  silent: ['serviceType', 'sourceHash', 'usageSummary'],
})
