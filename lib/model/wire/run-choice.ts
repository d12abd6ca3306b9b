/** What of a plan is left out before it is run (ours). */
import { z } from 'zod'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'

const rowNumber = z.number().int().min(0)
const outcome = z.enum(['create', 'update', 'restore', 'delete'])
const column = boundedText(textMax.name)

const ticks = <T extends z.ZodType>(item: T, max: number) =>
  z.strictObject({ tick: boundedList(item, max).optional(), untick: boundedList(item, max).optional() }).optional()

const rowsMax = 100_000

/** Lists of a run, and of what is kept for one. */
export const withoutRows = boundedList(rowNumber, rowsMax)
export const withHeldRows = withoutRows
export const withoutOutcomes = boundedList(outcome, 4)
export const withoutColumns = boundedList(column, 200)

export const choiceChange = z
  .strictObject({
    rows: ticks(rowNumber, rowsMax).describe('By `row`'),
    outcomes: ticks(outcome, 4).describe('All rows of these'),
    columns: ticks(column, 200).describe('Of an import or an edit: fields'),
    deleteGone: z
      .boolean()
      .optional()
      .describe('Of an import: whether what is `gone` from the file is deleted, softly'),
    held: z
      .boolean()
      .optional()
      .describe('Of an undo: whether what was edited since (`held`) is taken back too, all of it but unticked `rows`'),
    heldRows: ticks(rowNumber, rowsMax).describe('Of an undo: single rows among those, ticked although not all are'),
  })
  .meta({ id: 'JobChoiceChange' })
export type ChoiceChange = z.output<typeof choiceChange>

export const choiceSchema = z
  .strictObject({
    rows: z
      .array(z.strictObject({ row: z.number().int(), outcome: z.string().describe('What would become of it') }))
      .describe('Rows that are not done'),
    outcomes: z.array(z.string()).describe('Nor are all rows of these'),
    columns: z.array(z.string()).describe('Fields that are left as they are'),
    deleteGone: z.boolean(),
    held: z.boolean().describe('Of an undo: what was edited since is taken back too'),
    heldRows: z.array(z.number().int()).describe('Single rows that are taken back although they were edited since'),
  })
  .meta({ id: 'JobChoice' })
export type ChoiceView = z.output<typeof choiceSchema>
