/** What an import is told besides its rows. */
import { z } from 'zod'
import { type TargetColumn, targetColumns } from '@/lib/import/columns'
import { matchColumns, missingTargets, profileColumns } from '@/lib/import/match-columns'
import type { Table } from '@/lib/import/table'
import { canMerge, emptyRules, fieldPolicies } from '@/lib/jobs/field-policy'
import type { RunChoice } from '@/lib/jobs/job-kind'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitionFor } from '@/lib/model/entities/registry'
import { boundedList, boundedRecord, boundedText, textMax } from '@/lib/model/rules/bounds'
import { nearestNames } from '@/lib/model/rules/nearest-names'
import { badRequest } from '@/lib/model/wire/errors'

/** What files are imported into. */
export const importable = ['dashboards', 'charts'] as const
export type Importable = (typeof importable)[number]

const column = boundedText(textMax.name)

export const importMapping = z
  .strictObject({
    columns: boundedRecord(column.nullable())
      .optional()
      .describe(
        'Column of the file → field, such as `displayName` or `extension.costCenter`; null leaves a column out. Columns that are not named are left out too. Without it, the columns are guessed',
      ),
    service: boundedText(textMax.fqn).optional().describe('Service of the rows that do not name one'),
    policies: boundedRecord(z.enum(fieldPolicies))
      .optional()
      .describe(
        'Field → what becomes of a stored value: `replace`, `fill` (only where nothing is stored), `merge` (lists) or `ignore`. Tags and glossary terms merge by default, all else is replaced',
      ),
    emptyCells: boundedRecord(z.enum(emptyRules))
      .optional()
      .describe('Field → `leave` or `clear` what is stored where a cell is empty. The cell `__CLEAR__` always clears'),
    leaveOut: boundedList(z.strictObject({ type: column, name: boundedText(textMax.fqn) }))
      .optional()
      .describe('References that rows make and that are not to be made: `{"type": "tag", "name": "Old.Tag"}`'),
    separator: boundedText(1)
      .regex(/^[_.-]$/)
      .optional()
      .describe('What `::` in names becomes, which no name may hold'),
  })
  .meta({ id: 'ImportMapping' })
export type ImportMapping = z.infer<typeof importMapping>

/** As the job keeps it. */
export interface ImportInput extends RunChoice {
  readonly collection: Importable
  readonly fileName: string
  /** Names of the file's columns, as it has them. */
  readonly headers: readonly string[]
  /** By position, for the failures' file and for messages. */
  readonly columnNames: readonly string[]
  /** By position; null for a column that is left out. */
  readonly targets: readonly (string | null)[]
  readonly mapping: Omit<ImportMapping, 'columns'>
  readonly note?: string
  /** How each column was understood, for whoever looks. */
  readonly matches: readonly { readonly column: string; readonly target: string | null; readonly reason: string }[]
}

/** Of the input of a job of this kind. */
export const importInputOf = (input: Readonly<Record<string, unknown>>): ImportInput => input as unknown as ImportInput // written by `receiveImport`

export const importDefinition = (collection: Importable): EntityDefinition => {
  const def = definitionFor(collection)
  if (def === undefined) throw new Error(`there is no collection ${collection}`)
  return def
}

/** How many things about a mapping are told at once. */
const problemsMax = 20

type Columns = Pick<ImportInput, 'targets' | 'matches'>

/** Which column is what: as told, or as guessed. Throws 400 with all that is wrong with the mapping. */
export function resolveColumns(
  def: EntityDefinition,
  table: Table,
  mapping: ImportMapping,
  properties: readonly CustomProperty[],
  services: ReadonlySet<string>,
): Columns {
  const available = targetColumns(def, properties)
  const columns =
    mapping.columns === undefined
      ? guessed(def, table, available, services, mapping.emptyCells)
      : told(table, mapping.columns)
  const problems = [
    ...problemsOf(table, columns, available, mapping.columns),
    ...policyProblems(def, available, mapping),
    ...missingTargets(
      def,
      available,
      columns.targets.map((target) => target ?? undefined),
      mapping.service,
    ).map(({ key, label }) => ({
      path: key === def.container?.field ? '/mapping/service' : '/mapping/columns',
      message:
        key === def.container?.field
          ? `No column is the ${key}: map one, or name one ${key} for all rows`
          : `No column is the ${key} (${label}): map one. The file has ${table.columns.slice(0, 20).join(', ')}`,
    })),
  ]
  if (problems.length === 0) return columns
  const fields = problems.slice(0, problemsMax)
  throw badRequest(fields.map(({ message }) => message).join('. '), { fields })
}

function guessed(
  def: EntityDefinition,
  table: Table,
  available: readonly TargetColumn[],
  services: ReadonlySet<string>,
  emptyCells: ImportMapping['emptyCells'] = {},
): Columns {
  // An empty column is left out, unless emptying is what it is for.
  const profiles = profileColumns(table).map((one) => (emptyCells[one.name] === 'clear' ? { ...one, filled: 1 } : one))
  const matches = matchColumns(def, profiles, available, services)
  return {
    targets: matches.map(({ target }) => target ?? null),
    matches: matches.map(({ column: name, target, reason }) => ({ column: name, target: target ?? null, reason })),
  }
}

function told(table: Table, given: Readonly<Record<string, string | null>>): Columns {
  const targetOf = (name: string): string | null => (Object.hasOwn(given, name) ? (given[name] ?? null) : null)
  const targets = table.columns.map(targetOf)
  return {
    targets,
    matches: table.columns.map((name, index) => ({
      column: name,
      target: targets[index] ?? null,
      reason: Object.hasOwn(given, name) ? 'As told' : 'Not named in the mapping',
    })),
  }
}

interface Problem {
  readonly path: string
  readonly message: string
}

function problemsOf(
  table: Table,
  { targets }: Columns,
  available: readonly TargetColumn[],
  given: Readonly<Record<string, string | null>> = {},
): Problem[] {
  const known = available.map(({ key }) => key)
  const problems: Problem[] = []
  for (const [name, target] of Object.entries(given)) {
    if (problems.length >= problemsMax) break
    const path = `/mapping/columns/${name}`
    // One that is left out may be missing from the file, too.
    if (target !== null && !table.columns.includes(name))
      problems.push({ path, message: `The file has no column ${name}: ${near(name, table.columns)}` })
    if (target !== null && !known.includes(target))
      problems.push({ path, message: `There is no field ${target}: ${near(target, known)}` })
  }
  const used = targets.filter((target) => target !== null)
  for (const target of new Set(used.filter((one, index) => used.indexOf(one) !== index)))
    problems.push({ path: '/mapping/columns', message: `Several columns are mapped to ${target}` })
  return problems
}

function policyProblems(
  def: EntityDefinition,
  available: readonly TargetColumn[],
  { policies = {}, emptyCells = {} }: ImportMapping,
): Problem[] {
  const fields = new Map(available.map((target) => [target.key, target]))
  const unknown = (member: string, names: readonly string[]) =>
    names
      .filter((name) => !fields.has(name))
      .slice(0, problemsMax)
      .map((name) => ({
        path: `/mapping/${member}/${name}`,
        message: `There is no field ${name}: ${near(name, [...fields.keys()])}`,
      }))
  const isNeeded = (name: string) => fields.get(name)?.isRequired === true || name === 'fullyQualifiedName'
  return [
    ...unknown('policies', Object.keys(policies)),
    ...unknown('emptyCells', Object.keys(emptyCells)),
    ...Object.entries(policies)
      .filter(([name, policy]) => policy === 'merge' && fields.has(name) && !canMerge(def, name))
      .map(([name]) => ({ path: `/mapping/policies/${name}`, message: `${name} is no list that could be merged` })),
    ...Object.entries(policies)
      .filter(([name, policy]) => policy !== 'replace' && isNeeded(name))
      .map(([name]) => ({ path: `/mapping/policies/${name}`, message: `${name} says which row it is` })),
    ...Object.entries(emptyCells)
      .filter(([name, rule]) => rule === 'clear' && isNeeded(name))
      .map(([name]) => ({ path: `/mapping/emptyCells/${name}`, message: `${name} cannot be cleared` })),
  ]
}

const near = (name: string, known: readonly string[]): string => {
  const close = nearestNames(name, known, (one) => one, 2)
  return close.length > 0 ? `did you mean ${close.join(' or ')}?` : `there are ${known.slice(0, 20).join(', ')}`
}
