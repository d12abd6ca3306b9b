/** How the columns and values of a file become fields of the catalogue; kept with each import, and under names. */
import { z } from 'zod'
import { boundedList, boundedRecord, boundedText, textMax } from '@/lib/model/rules/bounds'

/** What files are imported into. */
export const importable = ['dashboards', 'charts'] as const
export type Importable = (typeof importable)[number]

/**
 * `fill`: only where nothing is stored. `merge`: what is stored stays, and what is given is added. `remove`: what is given
 * is taken away, and all else stays.
 */
export const fieldPolicies = ['replace', 'fill', 'merge', 'remove', 'ignore'] as const
export type FieldPolicy = (typeof fieldPolicies)[number]

const emptyRules = ['leave', 'clear'] as const
export type EmptyRule = (typeof emptyRules)[number]

/** What rows are written: of names that the catalogue does not have, that it has, or both. */
export const importModes = ['createOrUpdate', 'create', 'update'] as const
export type ImportMode = (typeof importModes)[number]

/** What becomes of a row whose name is among the deleted. */
export const deletedRules = ['restore', 'fail'] as const
export type DeletedRule = (typeof deletedRules)[number]

/** Rows that fail before an import stops. */
export const stopAfterMax = 100_000

const column = boundedText(textMax.name)

/** Characters of a mapping as JSON. */
export const mappingSizeMax = 100_000

/** Something that rows refer to: its type, and what the file calls it. */
const reference = { type: column, name: boundedText(textMax.fqn) }

const words = boundedText(textMax.name).optional()

/** What is done with the cells of a column before they are read, in this order. */
export const cellTransform = z
  .strictObject({
    template: boundedText(textMax.line)
      .optional()
      .describe('In place of the cell: a text with columns of the row in braces, such as `{workspace}/{name}`'),
    find: boundedText(textMax.name).min(1).optional().describe('Is replaced by `with`, wherever it stands'),
    with: words,
    decimals: z
      .enum(['comma', 'point'])
      .optional()
      .describe('What stands before the decimals of a number: `1.234,5` with a comma, `1,234.5` with a point'),
    letters: z.enum(['lower', 'upper']).optional(),
    trim: z.boolean().optional().describe('Without spaces around it'),
    splitBy: boundedText(8).min(1).optional().describe('Of a list: stands between its items, instead of `;`'),
    prefix: words.describe('Before what the cell says; of a list, before each item'),
    whenEmpty: boundedText(textMax.line).optional().describe('What an empty cell says'),
  })
  .meta({ id: 'CellTransform' })
export type CellTransform = Readonly<z.infer<typeof cellTransform>>

export const importMapping = z
  .strictObject({
    columns: boundedRecord(column.nullable())
      .optional()
      .describe(
        'Column of the file → field, such as `displayName` or `extension.costCenter`; null leaves a column out. Columns that are not named are left out too. Without it, the columns are guessed',
      ),
    service: boundedText(textMax.fqn).optional().describe('Service of the rows that do not name one'),
    policies: boundedRecord(z.enum(fieldPolicies))
      .optional()
      .describe(
        'Field → what becomes of a stored value: `replace`, `fill` (only where nothing is stored), `merge` (lists: what a cell names is added), `remove` (lists: what a cell names is taken away, and all else stays) or `ignore`. Tags and glossary terms merge by default, all else is replaced',
      ),
    emptyCells: boundedRecord(z.enum(emptyRules))
      .optional()
      .describe('Field → `leave` or `clear` what is stored where a cell is empty. The cell `__CLEAR__` always clears'),
    transforms: boundedRecord(cellTransform)
      .optional()
      .describe('Field → what is done with the cells of its column before they are read'),
    leaveOut: boundedList(z.strictObject(reference))
      .optional()
      .describe('References that rows make and that are not to be made: `{"type": "tag", "name": "Old.Tag"}`'),
    values: boundedList(z.strictObject({ ...reference, to: boundedText(textMax.fqn).min(1) }))
      .optional()
      .describe(
        'References that mean another one, in every row: `{"type": "dashboardService", "name": "tablaeu", "to": "tableau"}`',
      ),
    separator: boundedText(1)
      .regex(/^[_.-]$/)
      .optional()
      .describe('What `::` in names becomes, which no name may hold'),
    duplicates: z
      .enum(['first', 'last'])
      .optional()
      .describe('Which of several rows of one name is taken; without it, none is'),
    mode: z
      .enum(importModes)
      .optional()
      .describe(
        '`create` leaves alone what the catalogue has, `update` what it does not have; rows that are left out so are `skipped`. Both are written by default',
      ),
    deleted: z
      .enum(deletedRules)
      .optional()
      .describe(
        'A row whose name is among the deleted brings it back (`restore`, the default), or `fail`s. With the mode `create` it is `skipped` unless it fails',
      ),
    stopAfter: z
      .number()
      .int()
      .min(1)
      .max(stopAfterMax)
      .optional()
      .describe(
        'The run stops once so many rows have failed, those that the plan refuses counted: 1 writes nothing while any row would fail. It is looked at before each 50 rows; what is written by then stays, and can be undone',
      ),
  })
  .meta({ id: 'ImportMapping' })
export type ImportMapping = z.infer<typeof importMapping>

/** To a mapping that there is: what is null is said no longer. */
export const mappingChange = importMapping
  .extend({
    service: importMapping.shape.service.nullable(),
    separator: importMapping.shape.separator.nullable(),
    duplicates: importMapping.shape.duplicates.nullable(),
    mode: importMapping.shape.mode.nullable(),
    deleted: importMapping.shape.deleted.nullable(),
    stopAfter: importMapping.shape.stopAfter.nullable(),
  })
  .meta({ id: 'ImportMappingChange' })
export type MappingChange = z.infer<typeof mappingChange>

const howMany = z.number().int().min(1).max(stopAfterMax).optional()

/** What is made from a preview, because rows refer to it. */
export const madeForRows = z.strictObject({
  service: howMany,
  chart: howMany,
  domain: howMany,
  tag: howMany,
  user: howMany,
  team: howMany,
})
/** How many of what: "chart" → 3. */
export type MadeForRows = Readonly<z.infer<typeof madeForRows>>

export const planAgain = mappingChange
  .extend({
    made: madeForRows
      .optional()
      .describe(
        'How many of what were created for its rows before this call, so that the job can tell: it adds them up',
      ),
  })
  .meta({ id: 'PlanAgain' })
export type PlanAgain = z.infer<typeof planAgain>
