import { z } from 'zod'
import type { ChangeDescription, FieldChange } from '@/lib/model/entity'
import type { FieldProblem } from '@/lib/model/errors'
import type { OutcomeKind } from '@/lib/model/outcome'

const response = z.strictObject({
  /** The FQN of what was stored, or the whole item as sent when it was refused. */
  request: z.unknown(),
  status: z.number().int(),
  message: z.string().optional(),
})

/** OpenMetadata's BulkOperationResult (dashboards API reference 6). */
export const bulkResultSchema = z
  .strictObject({
    dryRun: z.boolean(),
    status: z.enum(['success', 'partialSuccess', 'failure', 'aborted']),
    abortReason: z.string().optional(),
    numberOfRowsProcessed: z.number().int(),
    numberOfRowsPassed: z.number().int(),
    numberOfRowsFailed: z.number().int(),
    successRequest: z.array(response),
    failedRequest: z.array(response),
  })
  .meta({ id: 'BulkOperationResult' })
export type BulkResult = z.infer<typeof bulkResultSchema>

/** What a preview says of one row, in the order they were sent. */
export interface PlannedRow {
  readonly row: number
  readonly outcome: OutcomeKind | 'refused'
  readonly fullyQualifiedName?: string
  readonly version?: number
  /** What would be recorded; absent for a new or unchanged entity, and when only unrecorded members change. */
  readonly changeDescription?: ChangeDescription
  /** Changes that are stored without a new version (a dashboard's `project`). */
  readonly unrecorded?: readonly FieldChange[]
  /** Fields that the row leaves out and that keep a stored value (`keepOmitted`). */
  readonly kept?: readonly string[]
  readonly message?: string
  /** Every problem that could be told apart, each reference that was not found among them. */
  readonly fields?: readonly FieldProblem[]
}
