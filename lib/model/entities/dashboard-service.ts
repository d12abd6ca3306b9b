import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { createGovernedFields, governedFields, governedRelations } from '@/lib/model/entities/asset'
import { connections } from '@/lib/model/entities/connection'
import { defineEntity } from '@/lib/model/entities/define-entity'
import { entityReference, entityStatus, shownReferences, style } from '@/lib/model/entities/entity'
import { boundedObject } from '@/lib/model/rules/bounds'
import { text } from '@/lib/model/rules/shown'

/** The tools a catalogue can hold dashboards of (docs/contract/entities.md#dashboard-services). */
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
/** Names of tools that differ from what the API calls them. */
const toolNames: Readonly<Record<string, string>> = {
  PowerBI: 'Power BI',
  PowerBIReportServer: 'Power BI Report Server',
  CustomDashboard: 'Custom',
  DomoDashboard: 'Domo',
  QlikSense: 'Qlik Sense',
  QlikCloud: 'Qlik Cloud',
}
export type ServiceType = z.infer<typeof serviceType>

/** How the tool is reached. Which members it has depends on the tool: `lib/model/entities/connection.ts`. */
const connection = z.strictObject({ config: boundedObject({}).nullish() })

/** The connections that OpenMetadata's clients can read, by tool. */
const connectionsOf = Object.fromEntries(
  serviceType.options.map((type) => [type, z.strictObject({ config: connections[type].nullish() })]),
)
const noConnection = z.strictObject({})
const connectionOf = (document: Readonly<Record<string, unknown>>): z.ZodObject =>
  connectionsOf[String(document.serviceType)] ?? noConnection

/** A connection that does not fit its tool is refused, member by member. */
function fitsTool(service: { serviceType: string; connection?: unknown }, ctx: z.RefinementCtx): void {
  if (service.connection === undefined) return
  const { error } = connectionOf(service).safeParse(service.connection)
  for (const issue of error === undefined ? [] : nearest(error.issues))
    ctx.addIssue({ ...issue, path: ['connection', ...issue.path], input: undefined })
}

/** Of the shapes that a member may have, the one with the fewest mistakes is the one that was meant. */
const nearest = (issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] =>
  issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue]
    const [meant] = issue.errors.map((branch) => nearest(branch)).toSorted((a, b) => a.length - b.length)
    return (meant ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
  })

/** What a test of the connection found. What a tool answered may repeat what it was asked with. */
const testConnectionResult = z.looseObject({
  lastUpdatedAt: z.int().optional(),
  status: z.enum(['Successful', 'Failed', 'Running']).optional(),
  steps: z
    .array(
      z.looseObject({
        name: text(),
        mandatory: z.boolean(),
        passed: z.boolean(),
        status: z.enum(['Queued', 'Running', 'Passed', 'Failed', 'Skipped', 'Warning']).optional(),
        skipReason: z.enum(['NotImplemented', 'ConnectionNotEstablished']).optional(),
        durationMs: z.int().optional(),
      }),
    )
    .optional(),
})

const dashboardServiceSchema = z
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
  .superRefine(fitsTool)
  .meta({ id: 'DashboardService' })
export type DashboardService = z.infer<typeof dashboardServiceSchema>

const createDashboardServiceSchema = z
  .strictObject({
    ...createGovernedFields,
    serviceType,
    connection: connection.optional().describe('Connection of the tool, under `config`'),
    ingestionRunner: entityReference.optional(),
    style: style.optional(),
  })
  .superRefine(fitsTool)
  .meta({ id: 'CreateDashboardService' })
export type CreateDashboardService = z.infer<typeof createDashboardServiceSchema>

export const dashboardServices = defineEntity<DashboardService, CreateDashboardService>({
  ...addresses.dashboardService,
  schema: dashboardServiceSchema,
  createSchema: createDashboardServiceSchema,
  members: {
    name: {
      help: 'The first part of the fully qualified name of everything inside, such as superset_prod.',
    },
    description: { help: 'Markdown. What is in this service, and who it is for.' },
    serviceType: { label: 'Tool', choiceLabels: toolNames },
    // Services have the logos of their tools.
    style: { forPrograms: true },
  },
  relations: {
    ...governedRelations,
    ingestionRunner: { relation: 'ingestionRunner', types: [], many: false, by: 'none', omitted: 'keep' },
    pipelines: { relation: 'contained', types: ['ingestionPipeline'], many: true, by: 'none', omitted: 'keep' },
  },
  renaming: 'job',
  silent: ['testConnectionResult'],
  keptByPut: ['connection', 'testConnectionResult', 'style', 'entityStatus'],
  readOnly: ['serviceType'],
  settled: ['serviceType'],
  omitsEmpty: true,
  sealed: {
    connection: { schema: connectionOf, onlyWhenFitting: true },
    testConnectionResult: { schema: () => testConnectionResult },
  },
})
