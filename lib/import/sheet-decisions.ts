/** Answers to problems that many rows share. Each can be taken back. */
import { markDuplicates, rowBuilder } from '@/lib/import/build-rows'
import { leftOutKey } from '@/lib/import/map-rows'
import { causeKey } from '@/lib/import/row-problem'
import { newStamp, problemsOf, type SheetState, warningsOf } from '@/lib/import/sheet-state'
import type { Decision } from '@/lib/import/sheet-types'

const rowsWith = (state: SheetState, keys: ReadonlySet<string>): number[] =>
  state.rows.flatMap((row, index) =>
    !row.isExcluded && [...problemsOf(row), ...warningsOf(row)].some((problem) => keys.has(causeKey(problem)))
      ? [index]
      : [],
  )

const rowsInWords = (count: number): string => (count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`)

export function decide(state: SheetState, decision: Decision): void {
  const id = (state.decisions.at(-1)?.id ?? 0) + 1
  switch (decision.kind) {
    case 'leaveOut': {
      const rows = rowsWith(state, new Set(decision.keys))
      const names = new Map<string, string>()
      for (const index of rows) {
        for (const problem of problemsOf(state.rows[index] ?? never(index))) {
          if (problem.cause.kind === 'missing' && decision.keys.includes(causeKey(problem)))
            names.set(leftOutKey(problem.cause.type, problem.cause.key), problem.cause.key)
        }
      }
      for (const key of names.keys()) state.leftOut.add(key)
      rebuild(state, rows)
      const shown = names.size > 3 ? `${names.size} names` : [...names.values()].map((name) => `“${name}”`).join(', ')
      const label = `${shown} left out of ${rowsInWords(rows.length)}`
      state.decisions.push({ id, label, excluded: [], leftOut: [...names.keys()] })
      break
    }
    case 'exclude': {
      const rows = rowsWith(state, new Set([decision.key]))
      exclude(state, rows)
      state.decisions.push({ id, label: `${rowsInWords(rows.length)} excluded`, excluded: rows, leftOut: [] })
      break
    }
    case 'keepDuplicate': {
      const rows = duplicatesBut(state, decision.which)
      exclude(state, rows)
      const label = `The ${decision.which} row of each name is kept, ${rowsInWords(rows.length)} excluded`
      state.decisions.push({ id, label, excluded: rows, leftOut: [] })
      break
    }
    case 'replaceSeparator': {
      const rows = rowsWith(state, new Set(['separator']))
      state.separator = '_'
      rebuild(state, rows)
      const label = `“::” in names is written “_” in ${rowsInWords(rows.length)}`
      state.decisions.push({ id, label, excluded: [], leftOut: [], separates: true })
      break
    }
    default:
      decision satisfies never
  }
  markDuplicates(state)
  state.revision += 1
}

const never = (index: number): never => {
  throw new RangeError(`there is no row ${index}`)
}

/** The rows it excluded are back, what it left out is asked for again. */
export function undoDecision(state: SheetState, id: number): void {
  const record = state.decisions.find((candidate) => candidate.id === id)
  if (record === undefined) return
  state.decisions = state.decisions.filter((candidate) => candidate !== record)
  for (const index of record.excluded) {
    const row = state.rows[index]
    if (row !== undefined) row.isExcluded = false
  }
  if (record.separates) state.separator = undefined
  if (record.leftOut.length > 0 || record.separates) {
    for (const key of record.leftOut) state.leftOut.delete(key)
    const before = state.rows.map((row) => JSON.stringify(row.request))
    const build = rowBuilder(state)
    for (const [index, row] of [...state.rows.entries()]) {
      if (row.sent !== undefined) continue
      build(index)
      // A row that the decision had not touched keeps its plan.
      if (JSON.stringify(state.rows[index]?.request) === before[index] && !hasLostProblems(row, state.rows[index]))
        state.rows[index] = row
    }
  }
  markDuplicates(state)
  state.revision += 1
}

const hasLostProblems = (
  before: { problems: readonly unknown[] },
  after: { problems: readonly unknown[] } | undefined,
) => before.problems.length !== after?.problems.length

/** Rows whose problem may be gone, because somebody made what they were missing. */
export function askAgain(state: SheetState, key: string): void {
  for (const index of rowsWith(state, new Set([key]))) {
    const row = state.rows[index]
    if (row === undefined) continue
    row.refusals = []
    row.outcome = 'pending'
    row.planned = undefined
    row.stamp = newStamp()
  }
  state.revision += 1
}

function rebuild(state: SheetState, rows: readonly number[]): void {
  const build = rowBuilder(state)
  for (const index of rows) build(index)
}

function exclude(state: SheetState, rows: readonly number[]): void {
  for (const index of rows) {
    const row = state.rows[index]
    if (row !== undefined) row.isExcluded = true
  }
}

function duplicatesBut(state: SheetState, which: 'first' | 'last'): number[] {
  const positions = state.rows.flatMap((row, index) => (row.duplicate !== undefined && !row.isExcluded ? [index] : []))
  const groups = Map.groupBy(positions, (index) => state.rows[index]?.fullyQualifiedName)
  return [...groups.values()].flatMap((same) => (which === 'first' ? same.slice(1) : same.slice(0, -1)))
}
