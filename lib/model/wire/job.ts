/** Jobs as the API tells of them (ours). */
import { z } from 'zod'
import { changeDescription, entityVersion, fieldChange, timestamp } from '@/lib/model/entities/entity'
import { fieldProblem } from '@/lib/model/wire/field-problem'

/** What rows come to: what they wait for, what would become of them, and what has. */
export const rowOutcomes = [
  'pending',
  'create',
  'update',
  'restore',
  'delete',
  'unchanged',
  'refused',
  'created',
  'updated',
  'restored',
  'deleted',
  'failed',
  'held',
  'excluded',
] as const

const outcome = z
  .enum(rowOutcomes)
  .describe(
    '`pending` is not planned yet; `create`, `update`, `restore`, `delete`, `unchanged` and `refused` say what would happen; `created`, `updated`, `restored`, `deleted` and `failed` what did; `held` rows have changed since the preview, `excluded` ones were unticked',
  )

export const jobSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['import', 'undo']),
    phase: z.enum(['plan', 'run']).describe('`plan` finds out what would happen, `run` does it'),
    state: z
      .enum(['queued', 'running', 'paused', 'planned', 'finished', 'cancelled', 'failed'])
      .describe('`planned` waits for `run`; `finished`, `cancelled` and `failed` are the end'),
    asked: z
      .enum(['pause', 'cancel'])
      .optional()
      .describe('What is about to happen, after the rows that are under way'),
    startedBy: z.string().describe('Name of the person whose job it is, and by whose rights it is done'),
    createdAt: timestamp,
    updatedAt: timestamp,
    rows: z.number().int().describe('How many there are'),
    counts: z.partialRecord(z.enum(rowOutcomes), z.number().int()).describe('How many rows have come to what'),
    problem: z.string().optional().describe('Why it failed'),
    note: z.string().optional(),
    undoOf: z.uuid().optional().describe('Of an undo: the job that it takes back'),
    file: z
      .strictObject({
        name: z.string(),
        collection: z.string(),
        columns: z.array(
          z.strictObject({
            column: z.string(),
            target: z.string().nullable().describe('The field it is mapped to; null for one that is left out'),
            reason: z.string(),
          }),
        ),
      })
      .optional()
      .describe('Of an import: what was read, and how its columns were understood'),
  })
  .meta({ id: 'Job' })

export const jobRowSchema = z
  .strictObject({
    row: z.number().int().describe('Place in the job, from 0; what `withoutRows` names'),
    rowNumber: z.number().int().optional().describe('Number in the file, as a spreadsheet shows it'),
    outcome,
    fullyQualifiedName: z.string().optional(),
    basedOn: entityVersion.optional().describe('The version it was planned against; absent for a new entity'),
    version: entityVersion.optional().describe('The version there would be, or is'),
    changeDescription: changeDescription.optional(),
    unrecorded: z.array(fieldChange).optional().describe('Changes that are stored without a new version'),
    kept: z.array(z.string()).optional().describe('Fields that keep what is stored'),
    message: z.string().optional().describe('Why it is not written'),
    fields: z.array(fieldProblem).optional().describe('Every problem of the row'),
  })
  .meta({ id: 'JobRow' })
