import { fieldOf, fieldWord, type KindName, type WithMembers } from '@/lib/model/fields/field'
import type { FieldProblem } from '@/lib/model/wire/errors'

const picked: ReadonlySet<KindName> = new Set([
  'reference',
  'references',
  'people',
  'tags',
  'choice',
  'choices',
  'certification',
])

const several: ReadonlySet<KindName> = new Set(['references', 'people', 'tags', 'choices', 'words', 'table', 'links'])

/** A problem with a field as a sentence for the person at the form, by what it is; the message is for what has no code. */
export function problemText(def: WithMembers, name: string, { code, message, params = {} }: FieldProblem): string {
  const field = fieldOf(def, name)
  const { label } = field
  switch (code) {
    case 'required':
      return needed(fieldWord(def, name), picked.has(field.kind))
    case 'size':
      if (params.max === undefined) return needed(fieldWord(def, name), picked.has(field.kind))
      return `${label} can have at most ${params.max} ${several.has(field.kind) ? 'entries' : 'characters'}.`
    case 'range':
      return `${label} has to be ${params.max === undefined ? `at least ${params.min}` : `at most ${params.max}`}.`
    case 'choice':
      return `${label} has to be one of ${params.choices}.`
    case 'format':
      return name === 'name'
        ? 'A name cannot have two colons in a row, line breaks or control characters.'
        : `${label}: ${message}`
    case 'type':
    case 'unknown':
      return `${label} ${message}.`
    case 'taken':
    case 'notFound':
    case 'forbidden':
      return message
    default:
      return `${label}: ${message}`
  }
}

const needed = (word: string, isPicked: boolean): string =>
  `${isPicked ? 'Choose' : 'Enter'} ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}.`
