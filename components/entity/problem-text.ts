import type { z } from 'zod'
import { fieldOf, fieldWord, type KindName, type WithMembers } from '@/lib/model/fields/field'

type Issue = z.core.$ZodIssue

const picked: ReadonlySet<KindName> = new Set([
  'reference',
  'references',
  'people',
  'tags',
  'choice',
  'choices',
  'certification',
])

/** A schema's problem with a field as a sentence for the person at the form. */
export function problemText(def: WithMembers, name: string, issue: Issue): string {
  const field = fieldOf(def, name)
  const { label } = field
  const word = fieldWord(def, name)
  const isPicked = picked.has(field.kind)
  const isMissing =
    (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)) ||
    (issue.code === 'too_small' && issue.origin === 'string')
  if (isMissing) return `${isPicked ? 'Choose' : 'Enter'} ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}.`
  if (issue.code === 'too_big') return `${label} can have at most ${issue.maximum} characters.`
  if (issue.code === 'invalid_value') return `${label} has to be one of ${issue.values.join(', ')}.`
  if (issue.code === 'invalid_format' && name === 'name')
    return 'A name cannot have two colons in a row, line breaks or control characters.'
  return `${label}: ${issue.message}`
}
