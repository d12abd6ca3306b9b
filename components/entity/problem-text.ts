import type { z } from 'zod'
import type { DraftDefinition } from '@/lib/model/edits/draft'
import { fieldLabel, fieldWord } from '@/lib/model/edits/field-label'

type Issue = z.core.$ZodIssue

/** A schema's problem with a field as a sentence for the person at the form. */
export function problemText(def: DraftDefinition, field: string, issue: Issue): string {
  const word = fieldWord(field)
  const isPicked = field === def.container?.field || field in def.relations || field === 'tags'
  const isMissing =
    (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)) ||
    (issue.code === 'too_small' && issue.origin === 'string')
  if (isMissing) return `${isPicked ? 'Choose' : 'Enter'} ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}.`
  if (issue.code === 'too_big') return `${fieldLabel(field)} can have at most ${issue.maximum} characters.`
  if (issue.code === 'invalid_value') return `${fieldLabel(field)} has to be one of ${issue.values.join(', ')}.`
  if (issue.code === 'invalid_format' && field === 'name')
    return 'A name cannot have two colons in a row, line breaks or control characters.'
  return `${fieldLabel(field)}: ${issue.message}`
}
