import { z } from 'zod'
import { outcomeKinds } from '@/lib/model/edits/outcome'
import { changeDescription, entityTypes, entityVersion, fieldChange } from '@/lib/model/entities/entity'
import { fieldProblem } from '@/lib/model/wire/field-problem'

const response = z.strictObject({
  /** The FQN of what was stored, or the whole item as sent when it was refused. */
  request: z.unknown(),
  status: z.number().int(),
  message: z.string().optional(),
})

/** OpenMetadata's BulkOperationResult (docs/contract/verbs.md#bulk). */
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

const totals = z.partialRecord(z.enum(entityTypes), z.number().int())

/** What a deletion would come to (ours). */
export const deletionReachSchema = z
  .strictObject({
    goes: totals.describe('How many of each type go along at any depth, itself not counted'),
    without: totals.describe('How many of each type stay, and are without it or what goes along'),
  })
  .meta({ id: 'DeletionReach' })
export type DeletionReach = z.infer<typeof deletionReachSchema>

/** The result of deleting or restoring many (ours). */
export const manyResultSchema = bulkResultSchema
  .extend({
    totals: totals.describe('How many entities of each type change, those that go along among them'),
  })
  .meta({ id: 'BulkDeletionResult' })
export type ManyResult = z.infer<typeof manyResultSchema>

interface Judged {
  /** How the caller named it. */
  readonly request: unknown
  readonly refusal?: { readonly status: number; readonly message: string } | undefined
}

/** The result of a call on many entities, each of which is done or refused. */
export function bulkResultOf(judged: readonly Judged[], dryRun: boolean): BulkResult {
  const successRequest: BulkResult['successRequest'] = []
  const failedRequest: BulkResult['failedRequest'] = []
  for (const { request, refusal } of judged) {
    if (refusal === undefined) successRequest.push({ request, status: 200 })
    else failedRequest.push({ request, status: refusal.status, message: refusal.message })
  }
  return {
    dryRun,
    status: failedRequest.length === 0 ? 'success' : successRequest.length === 0 ? 'failure' : 'partialSuccess',
    numberOfRowsProcessed: judged.length,
    numberOfRowsPassed: successRequest.length,
    numberOfRowsFailed: failedRequest.length,
    successRequest,
    failedRequest,
  }
}

const plannedRow = z
  .strictObject({
    row: z.number().int().describe('Place of the item in the request, from 0'),
    outcome: z.enum([...outcomeKinds, 'refused']),
    fullyQualifiedName: z.string().optional(),
    version: entityVersion.optional(),
    changeDescription: changeDescription
      .optional()
      .describe(
        'What would be recorded; absent for a new or unchanged entity, and when only unrecorded members change',
      ),
    unrecorded: z
      .array(fieldChange)
      .optional()
      .describe("Changes that are stored without a new version (a dashboard's `project`)"),
    kept: z
      .array(z.string())
      .optional()
      .describe('Fields that the item leaves out and that keep a stored value (`keepOmitted`)'),
    message: z.string().optional(),
    fields: z
      .array(fieldProblem)
      .optional()
      .describe('Every problem that could be told apart, each reference that was not found among them'),
  })
  .meta({ id: 'PlannedRow' })
/** What a preview says of one item, or became of it. */
export type PlannedRow = z.infer<typeof plannedRow>

/** The answer to `dryRun=true` (ours): the result there would be, and what each item would do; to `rows=true`, has done. */
export const previewSchema = bulkResultSchema
  .extend({ rows: z.array(plannedRow).describe('In the order they were sent') })
  .meta({ id: 'BulkPreview' })
