/** The rules of the API, applied to rows before anything is sent. */
import type { TargetColumn } from '@/lib/import/columns'
import type { CreateRequest } from '@/lib/import/row-mapping'
import type { RowProblem } from '@/lib/import/row-problem'
import { checkCustomValue } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { quoteName } from '@/lib/model/rules/fqn'
import { unstorable } from '@/lib/model/rules/storable'
import { fieldProblems } from '@/lib/model/rules/violations'
import { CatalogueError, type FieldProblem } from '@/lib/model/wire/errors'
import { tryReadAs } from '@/lib/model/wire/reading'

/** What the create schema has against a request, in words; `columnOf` names the column a member comes from. */
export function checkRequest(
  def: EntityDefinition,
  targets: readonly TargetColumn[],
  request: CreateRequest,
  columnOf: (member: string) => string | undefined,
): RowProblem[] {
  const unkept = unstorable(request)
  if (unkept !== undefined) return [inWords(unkept, columnOf)]
  const parsed = tryReadAs(def.createSchema, request)
  const found = parsed.success ? [] : fieldProblems(parsed.error)
  const isSeparated = typeof request.name === 'string' && request.name.includes('::')
  const problems = found
    .filter(({ path }) => !(isSeparated && path === '/name'))
    .map((problem) => inWords(problem, columnOf))
  return [
    ...(isSeparated ? [separated(columnOf('name'))] : []),
    ...problems,
    ...checkProperties(targets, request, columnOf),
  ]
}

/** The rule for names, in the words of those who meet it: files from Looker. */
const separated = (column = 'name'): RowProblem => ({
  cause: { kind: 'separator' },
  member: 'name',
  message: `${column} holds “::”, which no name here may hold; Looker writes it between model and dashboard`,
})

function inWords({ path, message, code }: FieldProblem, columnOf: (member: string) => string | undefined): RowProblem {
  const member = path.split('/')[1] ?? ''
  const column = columnOf(member)
  const cause = { kind: 'invalid' } as const
  if (code === 'required' && path.split('/').length === 2) {
    const needed = `a ${member} is required`
    return {
      cause,
      member,
      message: column === undefined ? `There is no ${member}: ${needed}` : `${column} is empty: ${needed}`,
    }
  }
  return { cause, member, message: `${column ?? member} ${message}` }
}

/** Custom properties against their definitions, which the create schema does not know. */
function checkProperties(
  targets: readonly TargetColumn[],
  request: CreateRequest,
  columnOf: (member: string) => string | undefined,
): RowProblem[] {
  const values = request.extension
  if (typeof values !== 'object' || values === null) return []
  const known = new Map(
    targets.flatMap((field) => (field.property === undefined ? [] : [[field.property.name, field]])),
  )
  return Object.entries(values).flatMap(([name, value]): RowProblem[] => {
    const field = known.get(name)
    if (field?.property === undefined) return []
    try {
      checkCustomValue(field.property, value)
      return []
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error
      const needed = neededIn(field)
      const message = needed === undefined ? error.message : `${columnOf(field.key) ?? field.label} has to be ${needed}`
      return [{ cause: { kind: 'invalid' }, member: field.key, message }]
    }
  })
}

/** What a property takes, in a few words; undefined where it takes more than they could say. */
function neededIn({ kind, choices = [], format, property }: TargetColumn): string | undefined {
  if (kind === 'choice') return `one of ${choices.join(', ')}`
  if (format !== undefined) return `as ${format}`
  return { integer: 'a whole number', number: 'a number', timestamp: 'a date with a time', email: 'an e-mail address' }[
    property?.propertyType.name ?? ''
  ]
}

/** The FQN that a request works out to, or undefined while it has no usable name. */
export function requestFqn(def: EntityDefinition, request: CreateRequest): string | undefined {
  const container = def.container === undefined ? undefined : request[def.container.field]
  if (typeof request.name !== 'string' || request.name === '') return undefined
  if (def.container !== undefined && (typeof container !== 'string' || container === '')) return undefined
  try {
    return def.fullyQualifiedName(
      typeof container === 'string' ? quoteName(container) : undefined,
      request.name,
      request,
    )
  } catch {
    return undefined
  }
}

/** Positions of rows that work out to one FQN, for every FQN that comes more than once. */
export function findDuplicates(fqns: readonly (string | undefined)[]): number[][] {
  const positions = new Map<string, number[]>()
  for (const [index, fqn] of fqns.entries()) {
    if (fqn === undefined) continue
    const known = positions.get(fqn)
    if (known === undefined) positions.set(fqn, [index])
    else known.push(index)
  }
  return [...positions.values()].filter((list) => list.length > 1)
}
