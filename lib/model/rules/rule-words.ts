/** Rules as sentences, for people who give rights and for those who miss one. */
import type { PolicyRule } from '@/lib/model/rules/access'

const operationNames: Readonly<Record<string, string>> = {
  All: 'do everything',
  Create: 'create',
  Delete: 'delete',
  ViewAll: 'see all of it',
  ViewBasic: 'see it',
  EditAll: 'edit everything',
}

/** "edit custom fields" for `EditCustomFields`. */
export const operationWords = (operation: string): string =>
  operationNames[operation] ??
  operation
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .replace(/^view /, 'see ')

const conditionNames: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\bisOwner\(\)/g, 'they own it'],
  [/\bnoOwner\(\)/g, 'nobody owns it'],
  [/\bisReviewer\(\)/g, 'they review it'],
  [/\bhasDomain\(\)/g, 'it is in a domain of theirs'],
  [/\bnoDomain\(\)/g, 'it is in no domain'],
  [/\bmatchAnyTag\(([^()]*)\)/g, 'it has one of the tags $1'],
  [/\bmatchAllTags\(([^()]*)\)/g, 'it has all of the tags $1'],
  [/\bmatchAnyCertification\(([^()]*)\)/g, 'it is certified with one of $1'],
  [/\binAnyTeam\(([^()]*)\)/g, 'they are in one of the teams $1'],
  [/\bhasAnyRole\(([^()]*)\)/g, 'they have one of the roles $1'],
  [/\s*&&\s*/g, ' and '],
  [/\s*\|\|\s*/g, ' or '],
  [/!\s*/g, 'not: '],
]

/** "they own it and it is in no domain" for `isOwner() && noDomain()`. */
export const conditionWords = (condition: string): string =>
  conditionNames.reduce((text, [pattern, words]) => text.replaceAll(pattern, words), condition.trim())

const listFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const listed = (words: readonly string[]): string => listFormat.format(words)

/** "dashboard service" for `dashboardService`. */
export const resourceWords = (resource: string): string =>
  resource.toLowerCase() === 'all' ? 'anything' : resource.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()

/** "edit description, tags and tier": the word that all of them begin with is said once. */
function operationsWords(operations: readonly string[]): string {
  const words = operations.map(operationWords)
  const areParts = operations.length > 1 && operations.every((operation) => /^Edit(?!All$)/.test(operation))
  return areParts ? `edit ${listed(words.map((each) => each.replace(/^edit /, '')))}` : listed(words)
}

/** "May edit tags: dashboard and chart, if nobody owns it." */
export function ruleSentence({ effect, operations, resources, condition }: Omit<PolicyRule, 'name'>): string {
  const may = effect === 'allow' ? 'May' : 'May never'
  const isOnAll = resources.some((resource) => resource.toLowerCase() === 'all')
  const when = condition === undefined ? '' : `, if ${conditionWords(condition)}`
  if (isOnAll && operations.length === 1 && operations[0] === 'ViewAll') return `${may} see everything${when}.`
  const on = isOnAll ? 'anything' : listed(resources.map(resourceWords))
  return `${may} ${operationsWords(operations)}: ${on}${when}.`
}
