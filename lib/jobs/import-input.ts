/** What an import is told besides its rows. */
import { type TargetColumn, targetColumns } from '@/lib/import/columns'
import { isPossible } from '@/lib/import/field-policies'
import { matchColumns, missingTargets, profileColumns } from '@/lib/import/match-columns'
import { leftOutKey } from '@/lib/import/row-mapping'
import type { Recognised, Table } from '@/lib/import/table'
import { cellTransformer, columnsIn } from '@/lib/import/transform-cell'
import type { RunChoice } from '@/lib/jobs/job-kind'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitionFor } from '@/lib/model/entities/registry'
import { isListField } from '@/lib/model/fields/kinds'
import { nearestNames } from '@/lib/model/rules/nearest-names'
import { badRequest } from '@/lib/model/wire/errors'
import type { FieldPolicy, Importable, ImportMapping, MadeForRows } from '@/lib/model/wire/import-mapping'

/** Statuses of rows that have been planned and not run. */
export const plannedStatuses = ['create', 'update', 'restore', 'unchanged', 'refused', 'excluded', 'skipped']

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
  /** The import whose rows these are, those that it did not write. */
  readonly retryOf?: { readonly id: string; readonly title: string }
  /** The rows are of what is there: which of them a row is stays as it is. */
  readonly ofSelection?: true
  /** How many of what were created for its rows. */
  readonly made?: MadeForRows
  /** Row at which the file is broken; it and all below it is no part of the job. */
  readonly brokenAt?: number
  /** What the file was recognised as, and what became of its fields. */
  readonly recognised?: Recognised
  /** Of an export of dashboards with charts: their columns. Their rows come first. */
  readonly charts?: KindInput
  /** Whether what the catalogue has and the file does not is looked for, and how much of it was found. */
  readonly listsGone?: true
  readonly gone?: readonly GoneCount[]
  /** How each column was understood, for whoever looks. */
  readonly matches: readonly { readonly column: string; readonly target: string | null; readonly reason: string }[]
}

/** How much of what the services of a file hold is not in it. */
export interface GoneCount {
  readonly collection: Importable
  readonly there: number
  readonly missing: number
  /** Where there is too much of it, it is not listed, and at least that much is missing. */
  readonly isListed: boolean
}

/** How the columns of rows of one kind were understood. */
export type KindInput = Pick<ImportInput, 'headers' | 'columnNames' | 'targets' | 'matches'>

/** What rows of a kind are read by: the charts of an export have columns of their own. */
export function inputOfKind(input: ImportInput, kind: Importable = input.collection): ImportInput {
  const { charts, ...rest } = input
  return kind === input.collection || charts === undefined ? input : { ...rest, ...charts, collection: kind }
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
  const { columns } = mapping
  if (columns !== undefined) return checkedColumns(def, table.columns, { ...mapping, columns }, properties)
  const guesses = guessed(def, table, targetColumns(def, properties), services, mapping.emptyCells)
  return checked(def, table.columns, mapping, properties, guesses)
}

/** As `resolveColumns`, where every column is told. */
export const checkedColumns = (
  def: EntityDefinition,
  names: readonly string[],
  mapping: ImportMapping & Required<Pick<ImportMapping, 'columns'>>,
  properties: readonly CustomProperty[],
): Columns => checked(def, names, mapping, properties, told(names, mapping.columns))

function checked(
  def: EntityDefinition,
  names: readonly string[],
  mapping: ImportMapping,
  properties: readonly CustomProperty[],
  columns: Columns,
): Columns {
  const available = targetColumns(def, properties)
  const problems = [
    ...problemsOf(names, columns, available, mapping.columns),
    ...policyProblems(def, available, mapping, names),
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
          : `No column is the ${key} (${label}): map one. The file has ${names.slice(0, 20).join(', ')}`,
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

function told(names: readonly string[], given: Readonly<Record<string, string | null>>): Columns {
  const targetOf = (name: string): string | null => (Object.hasOwn(given, name) ? (given[name] ?? null) : null)
  const targets = names.map(targetOf)
  return {
    targets,
    matches: names.map((name, index) => ({
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
  names: readonly string[],
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
    if (target !== null && !names.includes(name))
      problems.push({ path, message: `The file has no column ${name}: ${near(name, names)}` })
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
  { policies = {}, emptyCells = {}, transforms = {} }: ImportMapping,
  columnNames: readonly string[],
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
    ...unknown('transforms', Object.keys(transforms)),
    ...transformProblems(fields, transforms, columnNames),
    ...Object.entries(policies)
      .filter(([name, policy]) => fields.has(name) && !isPossible(def, name, policy))
      .map(([name, policy]) => ({ path: `/mapping/policies/${name}`, message: noList(name, policy) })),
    ...Object.entries(policies)
      .filter(([name, policy]) => policy !== 'replace' && isNeeded(name))
      .map(([name]) => ({ path: `/mapping/policies/${name}`, message: `${name} says which row it is` })),
    ...Object.entries(emptyCells)
      .filter(([name, rule]) => rule === 'clear' && isNeeded(name))
      .map(([name]) => ({ path: `/mapping/emptyCells/${name}`, message: `${name} cannot be cleared` })),
  ]
}

const noList = (name: string, policy: FieldPolicy): string =>
  policy === 'merge'
    ? `${name} is no list that could be merged`
    : `${name} is no list that things could be taken out of`

function transformProblems(
  fields: ReadonlyMap<string, TargetColumn>,
  transforms: NonNullable<ImportMapping['transforms']>,
  columnNames: readonly string[],
): Problem[] {
  return Object.entries(transforms).flatMap(([name, how]): Problem[] => {
    const path = `/mapping/transforms/${name}`
    const strange = columnsIn(how).filter((column) => !columnNames.includes(column))
    const field = fields.get(name)
    const isNoList = how.splitBy !== undefined && field !== undefined && !isListField(field)
    return [
      ...strange.map((column) => ({
        path: `${path}/template`,
        message: `The file has no column ${column}: ${near(column, columnNames)}`,
      })),
      ...(isNoList ? [{ path: `${path}/splitBy`, message: `${name} is no list that could be split` }] : []),
    ]
  })
}

const near = (name: string, known: readonly string[]): string => {
  const close = nearestNames(name, known, (one) => one, 2)
  return close.length > 0 ? `did you mean ${close.join(' or ')}?` : `there are ${known.slice(0, 20).join(', ')}`
}

/** The mapping as somebody would send it to do the same with another file. */
export const mappingOf = ({ columnNames, targets, mapping }: ImportInput): ImportMapping => ({
  columns: Object.fromEntries(columnNames.map((name, index) => [name, targets[index] ?? null])),
  ...mapping,
})

/** The cells of a row as the mapping wants them read. */
export function transformerOf(
  { columnNames, targets, mapping: { transforms = {} } }: ImportInput,
  known: readonly TargetColumn[],
): ReturnType<typeof cellTransformer> {
  const columns = targets.flatMap((key, place) => {
    const how = key === null || !Object.hasOwn(transforms, key) ? undefined : transforms[key]
    const field = known.find((one) => one.key === key)
    return how === undefined || field === undefined ? [] : [{ place, how, isList: isListField(field) }]
  })
  return cellTransformer(columnNames, columns)
}

/** What the mapping says of values, as rows are mapped by it. */
export const valuesOf = ({ mapping: { service, leaveOut = [], values = [], separator } }: ImportInput) => ({
  fixedService: service,
  leftOut: new Set(leaveOut.map(({ type, name }) => leftOutKey(type, name))),
  meant: new Map(values.map(({ type, name, to }) => [leftOutKey(type, name), to])),
  separator,
})
