/** What the page sees of a sheet. */
import { writeFailures } from '@/lib/import/failures'
import { newDiffs, plannedDiffs } from '@/lib/import/planned-changes'
import { causeKey } from '@/lib/import/row-problem'
import {
  categoryOf,
  columnFor,
  hasProblem,
  isIncluded,
  isWritable,
  problemsOf,
  type RowState,
  rowNumber,
  type SheetState,
  warningsOf,
} from '@/lib/import/sheet-state'
import type {
  ProblemGroup,
  RowDetails,
  RowFilter,
  RowWindow,
  SheetCounts,
  SheetRow,
  SheetSummary,
} from '@/lib/import/sheet-types'
import { spoiledText } from '@/lib/import/spoiled'
import { isBlank } from '@/lib/import/table'

/** Groups beyond these are not worth a list; the rows still say what is wrong with them. */
const groupsMax = 200
const rowNumbersMax = 5

export function summarise(state: SheetState): SheetSummary {
  return {
    counts: countRows(state),
    groups: groupProblems(state),
    decisions: state.decisions.map(({ id, label }) => ({ id, label })),
    revision: state.revision,
  }
}

export function countRows({ rows }: SheetState): SheetCounts {
  const counts = { create: 0, update: 0, restore: 0, unchanged: 0, fail: 0, pending: 0, excluded: 0 }
  let included = 0
  let unticked = 0
  let written = 0
  let failedInRun = 0
  for (const row of rows) {
    counts[categoryOf(row)] += 1
    if (isIncluded(row)) included += 1
    else if (isWritable(row)) unticked += 1
    if (row.sent === 'written') written += 1
    if (row.sent === 'failed') failedInRun += 1
  }
  return { rows: rows.length, ...counts, included, unticked, written, failedInRun }
}

function groupProblems(state: SheetState): ProblemGroup[] {
  const groups = new Map<
    string,
    { group: Omit<ProblemGroup, 'count' | 'rowNumbers'>; count: number; numbers: number[] }
  >()
  for (const [index, row] of state.rows.entries()) {
    if (row.isExcluded) continue
    const seen = new Set<string>()
    for (const problem of hasProblem(row) ? problemsOf(row) : warningsOf(row)) {
      const key = causeKey(problem)
      if (seen.has(key)) continue
      seen.add(key)
      const { cause, member } = problem
      const known = groups.get(key) ?? {
        group: { key, cause, message: groupMessage(problem), ...(member !== undefined && { member }) },
        count: 0,
        numbers: [],
      }
      known.count += 1
      if (known.numbers.length < rowNumbersMax) known.numbers.push(rowNumber(state, index))
      groups.set(key, known)
    }
  }
  return [...groups.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, groupsMax)
    .map(({ group, count, numbers }) => {
      const column = group.member === undefined ? undefined : columnFor(state, group.member)
      return { ...group, count, rowNumbers: numbers, ...(column !== undefined && { column }) }
    })
}

/** In words that fit every row of the group. */
const groupMessage = ({ cause, message }: { cause: ProblemGroup['cause']; message: string }): string =>
  cause.kind === 'duplicate'
    ? 'More than one row has the same name'
    : cause.kind === 'ragged'
      ? 'Rows have more cells than the header names'
      : cause.kind === 'spoiled'
        ? spoiledText(cause.how)
        : message

/** Positions that pass a filter, remembered until something changes. */
export function createFinder(state: SheetState) {
  let known: { readonly key: string; readonly positions: readonly number[] } | undefined
  return (filter: RowFilter): readonly number[] => {
    const key = JSON.stringify([filter.category, filter.text, state.revision])
    if (known?.key !== key) known = { key, positions: findRows(state, filter) }
    return known.positions
  }
}

function findRows({ rows }: SheetState, { category, text = '' }: RowFilter): number[] {
  const wanted = text.trim().toLowerCase()
  return rows.flatMap((row, index) => {
    const own = categoryOf(row)
    if (category === undefined ? own === 'unchanged' || own === 'excluded' : own !== category) return []
    return wanted === '' || nameText(row).toLowerCase().includes(wanted) ? [index] : []
  })
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const nameText = ({ request, fullyQualifiedName = '' }: RowState): string =>
  `${textOf(request.displayName)} ${textOf(request.name)} ${fullyQualifiedName}`

export function windowOf(state: SheetState, positions: readonly number[], from: number, count: number): RowWindow {
  const names = namesOf(state)
  const rows = positions.slice(from, from + count).map((index) => viewRow(state, index, names))
  return { total: positions.length, rows }
}

function viewRow(state: SheetState, index: number, names: PeopleNames): SheetRow {
  const row = state.rows[index]
  if (row === undefined) throw new RangeError(`there is no row ${index}`)
  const displayName = textOf(row.request.displayName)
  const [problem, ...others] = problemsOf(row)
  const message =
    problem === undefined || others.length === 0 ? problem?.message : `${problem.message}, and ${others.length} more`
  const fqn = row.planned?.fullyQualifiedName ?? row.fullyQualifiedName
  return {
    index,
    rowNumber: rowNumber(state, index),
    category: categoryOf(row),
    isTicked: isIncluded(row),
    canTick: isWritable(row) && row.sent === undefined,
    name: textOf(row.request.name),
    ...(displayName !== '' && { displayName }),
    ...(fqn !== undefined && { fullyQualifiedName: fqn }),
    members: diffsOf(state, row, names).map(({ field }) => field),
    ...(message !== undefined && { message }),
    ...(row.sent !== undefined && { sent: row.sent }),
  }
}

/** What the file calls people, by their ids. */
type PeopleNames = ReadonlyMap<string, string>

const namesOf = ({ people }: SheetState): PeopleNames =>
  new Map([...people].flatMap(([key, person]) => (person === undefined ? [] : [[person.id, key.replace(/^any:/, '')]])))

function diffsOf({ def }: SheetState, row: RowState, names: PeopleNames) {
  if (row.planned === undefined) return []
  return row.outcome === 'create' ? newDiffs(def, row.request, names) : plannedDiffs(def, row.planned)
}

/** Members nobody fills in by hand; that they are kept goes without saying. */
const quiet: ReadonlySet<string> = new Set(['sourceHash', 'lifeCycle', 'domain'])

export function detailsOf(state: SheetState, index: number): RowDetails {
  const row = state.rows[index]
  if (row === undefined) throw new RangeError(`there is no row ${index}`)
  const kept = (row.planned?.kept ?? []).filter((member) => !quiet.has(member))
  const fqn = row.planned?.fullyQualifiedName ?? row.fullyQualifiedName
  return {
    diffs: diffsOf(state, row, namesOf(state)),
    kept: kept.map((member) => ({ member, why: hasColumn(state, index, member) ? 'empty' : 'missing' })),
    problems: problemsOf(row),
    ...(fqn !== undefined && { fullyQualifiedName: fqn }),
  }
}

/** Does a column feed the member, so that this row's cell must be empty? */
const hasColumn = ({ columns, targets, table }: SheetState, index: number, member: string): boolean =>
  columns.some((key, position) => {
    const target = targets.find((candidate) => candidate.key === key)
    return target?.member === member && isBlank(table.rows[index]?.[position])
  })

/** Rows that failed or will, as a file to correct and import again. */
export function failuresOf(state: SheetState): string {
  const failed = state.rows.flatMap((row, index) =>
    categoryOf(row) === 'fail'
      ? [
          {
            rowNumber: rowNumber(state, index),
            cells: state.table.rows[index] ?? [],
            error: [...new Set(problemsOf(row).map(({ message }) => message))].join('; '),
          },
        ]
      : [],
  )
  return writeFailures(state.table.headers, failed)
}
