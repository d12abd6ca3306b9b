import { z } from 'zod'

/** A problem with one field, as answers carry it. */
export const fieldProblem = z
  .strictObject({
    path: z.string().describe('JSON pointer into the request body, or the name of a query parameter'),
    message: z.string(),
  })
  .meta({ id: 'FieldProblem' })
