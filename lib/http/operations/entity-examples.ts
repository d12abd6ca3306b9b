/**
 * Example entities, one of each type, that can be made on a new catalogue in the order of this table. The dashboard is
 * the one of OpenMetadata's own documentation. Texts like `$CHART_ID` are variables (`openapi/example.ts`).
 */
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { parentFqn } from '@/lib/model/rules/fqn'

interface ExampleEntity {
  readonly body: Readonly<Record<string, unknown>> & { readonly name: string }
  /** Where it differs from the name. */
  readonly fqn?: string
}

const service = 'sample_superset'

const entities: Readonly<Record<EntityType, ExampleEntity>> = {
  policy: {
    body: {
      name: 'ChartEditors',
      description: 'Lets people describe charts.',
      rules: [{ name: 'DescribeCharts', effect: 'allow', operations: ['EditDescription'], resources: ['chart'] }],
    },
  },
  role: { body: { name: 'ChartEditor', description: 'Describes charts.', policies: ['ChartEditors'] } },
  user: { body: { name: 'maya', displayName: 'Maya', email: 'maya@example.com' } },
  team: { body: { name: 'Analytics', description: 'Builds the dashboards.', teamType: 'Group' } },
  bot: { body: { name: 'superset-bot', description: 'Reads Superset every night.', botUser: 'ingestion-bot' } },
  classification: { body: { name: 'Audience', description: 'For whom an asset is made.' } },
  tag: {
    body: { name: 'Board', description: 'Shown to the board.', classification: 'Audience' },
    fqn: 'Audience.Board',
  },
  domain: { body: { name: 'Sales', description: 'Selling and its figures.', domainType: 'Consumer-aligned' } },
  dataProduct: { body: { name: 'Revenue', description: 'What was sold, by day.', domains: ['Sales'] } },
  glossary: { body: { name: 'Business', description: 'What our words mean.' } },
  glossaryTerm: {
    body: { name: 'Churn', description: 'Customers who left.', glossary: 'Business', synonyms: ['Attrition'] },
    fqn: 'Business.Churn',
  },
  type: {
    body: {
      name: 'report',
      description: 'A kind of entity with properties of its own.',
      category: 'entity',
      nameSpace: 'data',
      schema: '{}',
    },
  },
  dashboardService: { body: { name: service, description: 'Superset of the analysts', serviceType: 'Superset' } },
  ingestionPipeline: {
    body: {
      name: 'nightly',
      description: 'Reads Superset every night.',
      pipelineType: 'metadata',
      service: { id: '$DASHBOARD_SERVICE_ID', type: 'dashboardService' },
      sourceConfig: { config: { type: 'DashboardMetadata' } },
      airflowConfig: { scheduleInterval: '0 3 * * *' },
    },
    fqn: `${service}.nightly`,
  },
  dashboardDataModel: {
    body: {
      name: 'orders',
      service,
      dataModelType: 'SupersetDataModel',
      columns: [{ name: 'amount', dataType: 'NUMERIC' }],
    },
    fqn: `${service}.model.orders`,
  },
  chart: {
    body: {
      name: '127',
      displayName: 'Are you an ethnic minority in your city?',
      service,
      chartType: 'Other',
      sourceUrl: 'http://localhost:808/superset/explore/?slice_id=127',
    },
    fqn: `${service}.127`,
  },
  dashboard: {
    body: {
      name: '10',
      displayName: 'deck.gl Demo',
      service,
      sourceUrl: 'http://localhost:808/superset/dashboard/deck/',
      charts: [`${service}.127`],
    },
    fqn: `${service}.10`,
  },
}

/** In this order each finds what it refers to. */
export const exampleOrder = Object.keys(entities) as readonly EntityType[] // the keys of the table

export const createdExample = ({ type }: Pick<EntityDefinition, 'type'>): Readonly<Record<string, unknown>> =>
  entities[type].body

export const exampleFqn = ({ type }: Pick<EntityDefinition, 'type'>): string =>
  entities[type].fqn ?? entities[type].body.name

/** Of what the example lives in; the example itself where it lives in nothing. */
export const containerFqn = ({ type }: Pick<EntityDefinition, 'type'>): string =>
  parentFqn(exampleFqn({ type })) ?? exampleFqn({ type })

/** `$DASHBOARD_SERVICE_ID`. */
export const idVariable = ({ type }: Pick<EntityDefinition, 'type'>): string =>
  `$${type.replaceAll(/(?=[A-Z])/g, '_').toUpperCase()}_ID`

/** Path parameters that lead to the example. */
export const keyOf = (def: Pick<EntityDefinition, 'type'>, by: 'ById' | 'ByName'): Record<string, string> =>
  by === 'ById' ? { id: idVariable(def) } : { fqn: exampleFqn(def) }
