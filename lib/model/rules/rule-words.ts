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

const andList = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const orList = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** "dashboard service" for `dashboardService`. */
export const resourceWords = (resource: string): string =>
  resource.toLowerCase() === 'all' ? 'anything' : resource.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()

/** What is done with the thing itself; everything else is done with a part of it. */
const wholeVerbs: Readonly<Record<string, string>> = {
  All: 'do everything with',
  Create: 'create',
  Delete: 'delete',
  ViewAll: 'see',
  ViewBasic: 'see the basics of',
  EditAll: 'edit',
}

/** "edit description, tags and tier of": the word that all of them begin with is said once. */
function partWords(operations: readonly string[], list: Intl.ListFormat): string {
  const words = operations.map(operationWords)
  const [first = ''] = words[0]?.split(' ') ?? []
  const isShared = words.every((each) => each.startsWith(`${first} `))
  return `${isShared ? `${first} ${list.format(words.map((each) => each.slice(first.length + 1)))}` : list.format(words)} of`
}

/** "a dashboard or chart" */
function thingWords(resources: readonly string[]): string {
  const words = orList.format(resources.map(resourceWords))
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`
}

/** "May edit tags of a dashboard or chart, if nobody owns it." */
export function ruleSentence({ effect, operations, resources, condition }: Omit<PolicyRule, 'name'>): string {
  const [may, join, list] =
    effect === 'allow' ? (['May', 'and', andList] as const) : (['May never', 'or', orList] as const)
  const isOnAll = resources.some((resource) => resource.toLowerCase() === 'all')
  const when = condition === undefined ? '' : `, if ${conditionWords(condition)}`
  const [only] = operations
  if (isOnAll && operations.length === 1 && (only === 'ViewAll' || only === 'All'))
    return `${may} ${only === 'All' ? 'do' : 'see'} ${effect === 'allow' ? 'everything' : 'anything'}${when}.`
  const wholes = operations.flatMap((operation) => wholeVerbs[operation] ?? [])
  const parts = operations.filter((operation) => wholeVerbs[operation] === undefined)
  const verbs = [
    ...(wholes.length === 0 ? [] : [list.format(wholes)]),
    ...(parts.length === 0 ? [] : [partWords(parts, list)]),
  ]
  const done = verbs.length === 2 ? `${verbs.join(`, ${join} `)},` : verbs.join('')
  return `${may} ${done} ${isOnAll ? 'anything' : thingWords(resources)}${when}.`
}
