/** (Re)builds rows of a sheet from their cells: mapping, checks, duplicates. */
import { checkRequest, findDuplicates, requestFqn } from '@/lib/import/check-rows'
import { rowMapper } from '@/lib/import/map-rows'
import type { RowProblem } from '@/lib/import/row-problem'
import { columnFor, freshRow, rowNumber, type SheetState } from '@/lib/import/sheet-state'
import { breathe, type Watch } from '@/lib/import/table'

/** How long a stretch of work may take before messages are let in, in milliseconds. */
const stretchMs = 40

/** Calls `work` for every position, breathing now and then. Ends in whatever `watch.check` throws. */
export async function inStretches(count: number, work: (position: number) => void, watch: Watch): Promise<void> {
  let until = performance.now() + stretchMs
  for (let position = 0; position < count; position += 1) {
    work(position)
    if (position % 128 !== 0 || performance.now() < until) continue
    watch.progress?.(position, count)
    await breathe()
    watch.check?.()
    until = performance.now() + stretchMs
  }
}

/** A function that builds the row at a position anew; whether it is excluded stays. */
export function rowBuilder(state: SheetState): (index: number) => void {
  const { def, table, targets } = state
  const map = rowMapper({
    def,
    targets,
    columns: state.columns,
    fixedService: state.fixedService,
    people: state.people,
    known: state.known,
    leftOut: state.leftOut,
    separator: state.separator,
  })
  const columns = new Map<string, string | undefined>()
  const columnOf = (member: string): string | undefined => {
    if (!columns.has(member)) columns.set(member, columnFor(state, member))
    return columns.get(member)
  }
  const tooWide = new Map(
    table.ragged.flatMap(({ index, cells }) => (cells > table.columns.length ? [[index, cells] as const] : [])),
  )
  const excluded = new Set(state.decisions.flatMap((decision) => decision.excluded))
  return (index) => {
    const mapped = map(table.rows[index] ?? [])
    const cells = tooWide.get(index)
    const problems: RowProblem[] =
      cells === undefined
        ? [...mapped.problems, ...checkRequest(def, targets, mapped.request, columnOf)]
        : [
            {
              cause: { kind: 'ragged' },
              message: `The row has ${cells} cells, the header names ${table.columns.length}: a quote or a delimiter may be missing`,
            },
          ]
    const row = freshRow({ request: mapped.request, problems }, requestFqn(def, mapped.request))
    state.rows[index] = { ...row, isExcluded: state.rows[index]?.isExcluded ?? excluded.has(index) }
  }
}

/** Finds rows with one name anew, among those that are not excluded. */
export function markDuplicates(state: SheetState): void {
  for (const row of state.rows) if (!row.isExcluded) row.duplicate = undefined
  const fqns = state.rows.map((row) => (row.isExcluded ? undefined : row.fullyQualifiedName))
  for (const positions of findDuplicates(fqns)) {
    const numbers = positions.map((position) => rowNumber(state, position))
    const fqn = fqns[positions[0] ?? 0] ?? ''
    const message = `Rows ${inWords(numbers)} are all ${fqn}`.replace(
      / are all /,
      positions.length === 2 ? ' are both ' : ' are all ',
    )
    for (const position of positions) {
      const row = state.rows[position]
      if (row !== undefined) row.duplicate = { cause: { kind: 'duplicate' }, member: 'name', message }
    }
  }
}

/** "7 and 12", "7, 12 and 3 more". */
function inWords(numbers: readonly number[]): string {
  if (numbers.length <= 3) return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
  return `${numbers.slice(0, 2).join(', ')} and ${numbers.length - 2} more`
}
