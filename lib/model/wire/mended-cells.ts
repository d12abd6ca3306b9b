/** Cells of an import that are mended before it is run (ours). */
import { z } from 'zod'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'
import { jobSchema } from '@/lib/model/wire/job'
import { mendedMax } from '@/lib/model/wire/mended-max'

const cell = z.strictObject({
  row: z.number().int().min(0).describe('Its place in the job, from 0'),
  column: boundedText(textMax.name).describe('Name of the column, as the file has it'),
  value: boundedText(textMax.code),
})
export type MendedCell = Readonly<z.output<typeof cell>>

const replacing = z.strictObject({
  find: boundedText(textMax.line).min(1),
  with: boundedText(textMax.line),
  column: boundedText(textMax.name).optional().describe('Only in this column; in all that are mapped if left out'),
  matchCase: z.boolean().default(false),
  wholeCell: z.boolean().default(false).describe('Only cells that say nothing else'),
})
export type Replacing = Readonly<z.output<typeof replacing>>

const reverting = z.strictObject({
  row: cell.shape.row,
  column: cell.shape.column.optional().describe('Only its cell in this column; all of the row if left out'),
})
export type Reverting = Readonly<z.output<typeof reverting>>

export const mendRequest = z
  .strictObject({
    cells: boundedList(cell, mendedMax).min(1).optional(),
    replace: replacing.optional().describe('A text that stands in many cells, and another for it'),
    revert: reverting.optional().describe('A row whose mended cells are to say again what they came with'),
  })
  .refine((given) => Object.values(given).filter((one) => one !== undefined).length === 1, {
    message: 'give one of `cells`, `replace` and `revert`',
  })
  .meta({ id: 'MendRequest' })
export type MendRequest = z.input<typeof mendRequest>

export const mendedSchema = z
  .strictObject({
    job: jobSchema,
    before: z
      .array(cell)
      .describe('What the cells that have changed said before: sent as `cells`, it undoes the change'),
    hasMore: z.boolean().describe(`Whether more cells have the text than the ${mendedMax} that are mended at once`),
  })
  .meta({ id: 'MendedCells' })
export type MendedView = z.output<typeof mendedSchema>
