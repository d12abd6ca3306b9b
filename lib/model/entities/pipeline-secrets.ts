/** What people may see of the parts of an ingestion pipeline that may hold anything (`shown.ts`). */
import { z } from 'zod'
import { text } from '@/lib/model/rules/shown'

const flag = () => z.boolean().optional()
const whole = () => z.int().optional()
const number = () => z.number().optional()
const texts = () => z.array(text()).optional()
const pattern = () => z.looseObject({ includes: texts(), excludes: texts() }).optional()

/** How a connector reads dashboards. Other kinds of pipelines keep their settings to themselves. */
export const sourceConfig = z.looseObject({
  config: z
    .looseObject({
      type: text().optional(),
      lineageInformation: z.looseObject({ dbServicePrefixes: texts() }).optional(),
      dashboardFilterPattern: pattern(),
      chartFilterPattern: pattern(),
      dataModelFilterPattern: pattern(),
      projectFilterPattern: pattern(),
      includeOwners: flag(),
      includeTags: flag(),
      includeDataModels: flag(),
      includeDraftDashboard: flag(),
      includeUsage: flag(),
      markDeletedDashboards: flag(),
      markDeletedDataModels: flag(),
      markDeletedCharts: flag(),
      overrideMetadata: flag(),
      overrideLineage: flag(),
    })
    .optional(),
})

/** When it runs. */
export const airflowConfig = z.looseObject({
  pausePipeline: flag(),
  concurrency: whole(),
  startDate: text().optional(),
  endDate: text().optional(),
  pipelineTimezone: text().optional(),
  retries: whole(),
  retryDelay: whole(),
  pipelineCatchup: flag(),
  scheduleInterval: text().optional(),
  maxActiveRuns: whole(),
  workflowTimeout: whole(),
  workflowDefaultView: text().optional(),
  workflowDefaultViewOrientation: text().optional(),
  email: text().optional(),
})

const measures = z.looseObject({
  count: whole(),
  totalTimeMs: number(),
  avgTimeMs: number(),
  minTimeMs: number(),
  maxTimeMs: number(),
})

/** What runs reported: how far they came, not what they were told nor what a tool answered when something failed. */
export const pipelineStatuses = z.array(
  z.looseObject({
    runId: text(),
    pipelineState: text().optional(),
    startDate: whole(),
    timestamp: whole(),
    endDate: whole(),
    status: z
      .array(
        z.looseObject({
          name: text(),
          records: whole(),
          updated_records: whole(),
          warnings: whole(),
          errors: whole(),
          filtered: whole(),
          failures: z.array(z.looseObject({ name: text() })).optional(),
          progress: z
            .record(
              z.string(),
              z.looseObject({ total: whole(), processed: whole(), estimatedRemainingSeconds: whole() }),
            )
            .optional(),
          operationMetrics: z.record(z.string(), z.record(z.string(), z.record(z.string(), measures))).optional(),
          sourceTimeMs: number(),
          sinkTimeMs: number(),
        }),
      )
      .optional(),
  }),
)

const node: z.ZodType = z.looseObject({
  label: text().optional(),
  entityType: text().optional(),
  processed: whole(),
  expected: whole(),
  active: flag(),
  overflow: whole(),
  get children() {
    return z.array(node).optional()
  },
})

/** How far a run has come. */
export const pipelineProgress = z.looseObject({
  runId: text(),
  timestamp: whole(),
  updateType: text().optional(),
  stepName: text().optional(),
  progress: node.optional(),
  globalCounters: z.array(z.looseObject({ entityType: text().optional(), done: whole(), total: whole() })).optional(),
  estimatedSecondsRemaining: whole(),
  totalAssetsIngested: whole(),
  currentEntity: text().optional(),
})
