/** Jobs as the API tells of them (ours). */

import { z } from 'zod'
import { changeDescription, entityTypes, entityVersion, fieldChange, timestamp } from '@/lib/model/entities/entity'
import { rowOutcomes } from '@/lib/model/rules/row-outcome'
import { fieldProblem } from '@/lib/model/wire/field-problem'
import { importable, importMapping, madeForRows } from '@/lib/model/wire/import-mapping'
import { editWays } from '@/lib/model/wire/selection'

/** What becomes of a field: it gets something, has another value, loses some of its items, or all that it had. */
export const changeKinds = ['added', 'changed', 'removed', 'cleared'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** What a job does: rows of a file, fields of many things, the name or place of one, all that carries one, what another has done, or only a file. */
export const jobKinds = ['import', 'edit', 'delete', 'restore', 'rename', 'move', 'merge', 'undo', 'export'] as const

const outcome = z
  .enum(rowOutcomes)
  .describe(
    '`pending` is not planned yet; `create`, `update`, `restore`, `delete`, `unchanged` and `refused` say what would happen; `gone` is in the catalogue and not in the file, and stays unless it is asked to be deleted; `created`, `updated`, `restored`, `deleted` and `failed` what did; `held` rows have changed since the preview, `excluded` ones were unticked, `skipped` ones are left out by the mode of the import',
  )

const fileColumn = z.strictObject({
  column: z.string(),
  target: z.string().nullable().describe('The field it is mapped to; null for one that is left out'),
  reason: z.string(),
})

const recognisedSchema = z.strictObject({
  tool: z.string().describe('As services name it'),
  said: z.string().describe('In a sentence'),
  fields: z
    .array(
      z.strictObject({
        of: z.enum(['dashboards', 'charts']),
        from: z.string().describe('What the tool calls it'),
        to: z.string().nullable().describe('The field it became; null where it is left out'),
        note: z.string().optional(),
      }),
    )
    .describe('What each field has become'),
  leftOut: z.array(z.string()).describe('What else is in the file and not imported, in words'),
  asks: z
    .array(z.enum(['toolUrl', 'classification']))
    .describe('What the file cannot say of itself: links are paths, tags have no classification'),
})

export const jobSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(jobKinds),
    title: z.string().describe('The file that it is about, or what is done with how many things'),
    collection: z
      .string()
      .optional()
      .describe(
        'What its rows are: `dashboards` or `charts`; of a renaming also `tags`, `domains` …; left out where they are of several types',
      ),
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
    rows: z.number().int().describe('How many there are, without those that are `gone`'),
    counts: z.partialRecord(z.enum(rowOutcomes), z.number().int()).describe('How many rows have come to what'),
    problem: z.string().optional().describe('Why it failed'),
    note: z.string().optional(),
    edits: z
      .array(z.strictObject({ field: z.string(), how: z.enum(editWays), value: z.unknown().optional() }))
      .optional()
      .describe('Of an edit: what it changes'),
    undoOf: z.uuid().optional().describe('Of an undo: the job that it takes back'),
    retryOf: z
      .strictObject({ id: z.uuid(), title: z.string() })
      .optional()
      .describe('Of an import: the one whose rows these are, by the column `_job` or by `retryImport`'),
    undo: z
      .strictObject({
        id: z.uuid().describe('The job that takes it back'),
        state: z.enum(['queued', 'running', 'paused', 'planned', 'finished', 'cancelled', 'failed']),
        left: z.number().int().describe('Rows that it has not taken back'),
        isTakenBack: z.boolean().describe('Whether that undo has been undone itself'),
      })
      .optional()
      .describe('Of a job that has ended: its last undo, unless that was discarded'),
    file: z
      .strictObject({
        name: z.string(),
        collection: z.string(),
        columns: z.array(fileColumn),
        mapping: importMapping.describe('What would do the same with another file'),
        recognised: recognisedSchema.optional().describe('Of what a BI tool exports: what it was recognised as'),
        charts: z
          .array(fileColumn)
          .optional()
          .describe('Of an export of dashboards with charts: columns of the charts, whose rows come first'),
        gone: z
          .array(
            z.strictObject({
              collection: z.enum(importable),
              there: z.number().int().describe('How many the services that the file names have'),
              missing: z.number().int().describe('How many of them are not in the file'),
              isListed: z
                .boolean()
                .describe('Whether there is a `gone` row for each; else there are too many, at least `missing`'),
            }),
          )
          .optional()
          .describe('What there is and the file does not have, where it was looked for'),
        brokenAt: z
          .number()
          .int()
          .optional()
          .describe('Row at which its quotes are broken: it and all below it is left out, as `untilBroken` asks'),
        locked: z
          .array(z.string())
          .optional()
          .describe('Of a selection in a grid: columns that say which thing a row is, and cannot be mended'),
        made: madeForRows.optional().describe('How many of what were created for its rows, as whoever did so has told'),
        deletesGone: z.boolean().optional().describe('Whether the run deletes it, softly'),
      })
      .optional()
      .describe('Of an import: what was read, and how its columns were understood'),
  })
  .meta({ id: 'Job' })
export type JobView = z.output<typeof jobSchema>

export const jobRowSchema = z
  .strictObject({
    row: z.number().int().describe('Place in the job, from 0; what `withoutRows` names'),
    rowNumber: z.number().int().optional().describe('Number in the file, as a spreadsheet shows it'),
    retriedRow: z.number().int().optional().describe('Number in the import that `retryOf` names, by the column `_row`'),
    collection: z
      .enum(importable)
      .optional()
      .describe('What the row is, where that is not what the job is of: the charts of an export of dashboards'),
    type: z.enum(entityTypes).optional().describe('What the row is about, where the job is about several types'),
    outcome,
    name: z.string().optional().describe('As the file has it'),
    displayName: z.string().optional().describe('As the file has it, or as it is stored'),
    filled: z.number().int().optional().describe('Of an import: how many of its cells that are mapped have a value'),
    cells: z
      .array(z.string())
      .optional()
      .describe(
        'Of an import: what its cells say, in the order of the columns of its kind; long ones are cut in a list',
      ),
    mended: z.array(z.number().int()).optional().describe('Places of the cells that have been mended'),
    fullyQualifiedName: z.string().optional(),
    basedOn: entityVersion.optional().describe('The version it was planned against; absent for a new entity'),
    version: entityVersion.optional().describe('The version there would be, or is'),
    changeDescription: changeDescription.optional(),
    unrecorded: z.array(fieldChange).optional().describe('Changes that are stored without a new version'),
    kept: z.array(z.string()).optional().describe('Fields that keep what is stored'),
    message: z.string().optional().describe('Why it is not written'),
    fields: z.array(fieldProblem).optional().describe('Every problem of the row'),
    follows: z
      .strictObject({
        below: z
          .array(z.strictObject({ type: z.string(), count: z.number().int() }))
          .describe('Things whose fully qualified name goes on from this one, deleted ones too'),
        carriers: z.number().int().describe('Things that it is given to as tag, term, domain, product or owner'),
        relabelled: z
          .array(
            z.strictObject({
              type: z.string(),
              count: z.number().int(),
              both: z.number().int().describe('How many of them have the other label already'),
            }),
          )
          .optional()
          .describe('Of a merging: what carries it, by type, deleted things too'),
      })
      .optional()
      .describe(
        'Of a renaming or a move: what is called otherwise, or shows the new name; of a merging: what gets the other label',
      ),
  })
  .meta({ id: 'JobRow' })
export type JobRowView = z.output<typeof jobRowSchema>

export const jobRowDetailsSchema = jobRowSchema
  .extend({
    values: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Of an import: what the row says, by the mapping, as the body of a request'),
  })
  .meta({ id: 'JobRowDetails' })
export type JobRowDetails = z.output<typeof jobRowDetailsSchema>

const cause = z.union([
  z.strictObject({
    kind: z.literal('missing').describe('What rows refer to, and the catalogue has not'),
    type: z.string(),
    key: z.string(),
    near: z.string().optional().describe('What there is that is called nearly so'),
    deletedId: z.uuid().optional().describe('What has that name and is in the trash'),
  }),
  z.strictObject({ kind: z.literal('spoiled'), how: z.enum(['error', 'shortened', 'fraction']) }),
  z.strictObject({ kind: z.enum(['duplicate', 'ragged', 'separator', 'invalid', 'refused']) }),
])

export const jobSummarySchema = z
  .strictObject({
    problems: z
      .array(
        z.strictObject({
          key: z.string(),
          cause,
          message: z.string(),
          count: z.number().int().describe('Rows that have it'),
          rowNumbers: z.array(z.number().int()).describe('The first few of them, as the file counts'),
          member: z.string().optional(),
          column: z.string().optional().describe('Column of the file that it comes from'),
        }),
      )
      .describe('What stands in the way, and warnings (`spoiled`), by cause; the cause of most rows first'),
    causes: z.number().int().describe('How many there are'),
    edited: z.number().int().describe('Rows with cells that have been mended'),
    warned: z.number().int().describe('Rows with a warning'),
    columns: z
      .array(
        z.strictObject({
          collection: z.enum(importable).describe('Whose column it is: charts that come along have their own'),
          column: z.string(),
          wrong: z.number().int().describe('Rows that cannot be written because of it'),
          edited: z.number().int().describe('Rows whose cell in it has been mended'),
        }),
      )
      .describe('Of an import: columns that rows are wrong or mended in, in the order of the file'),
    fields: z
      .array(z.strictObject({ field: z.string(), changed: z.number().int(), cleared: z.number().int() }))
      .describe('In how many rows of what is there a field changes, or has changed, and loses its value'),
    services: z
      .array(z.strictObject({ service: z.string(), rows: z.number().int() }))
      .describe('In which services rows are, the service of most rows first; the first 50 of them'),
    certified: z.number().int().describe('Rows that would change what has been certified'),
    certifiedGone: z
      .number()
      .int()
      .describe('Certified things that the file does not have; they change if it deletes them'),
    certifiedHeld: z
      .number()
      .int()
      .describe('Certified things that were edited since; they change if an undo takes them back all the same'),
  })
  .meta({ id: 'JobSummary' })
/** What one answer would solve. */
export type JobProblem = JobSummaryView['problems'][number]
export type JobSummaryView = z.output<typeof jobSummarySchema>
