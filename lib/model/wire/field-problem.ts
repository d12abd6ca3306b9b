import { z } from 'zod'

/** What can be wrong with a field, for programs: the message is for people. */
export const problemCodes = [
  'required',
  'unknown',
  'size',
  'range',
  'format',
  'choice',
  'type',
  'notFound',
  'taken',
  'forbidden',
] as const

/** A problem with one field, as answers carry it. */
export const fieldProblem = z
  .strictObject({
    path: z.string().describe('JSON pointer into the request body, or the name of a query parameter'),
    message: z.string(),
    code: z.enum(problemCodes).optional().describe('What is wrong, where more than the message tells it'),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe(
        'What belongs to the code: `type`, `key` and, in a preview, `near` or `deletedId` of what was not found; `operation` and `type` of what is forbidden; `min` and `max`; `choices`',
      ),
  })
  .meta({ id: 'FieldProblem' })
