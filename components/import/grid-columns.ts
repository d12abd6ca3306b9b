import { importDefinitions } from '@/components/import/definitions'
import { type RowProblem, rowProblems } from '@/components/import/job-outcomes'
import { type TargetColumn, targetColumns } from '@/lib/import/columns'
import { isAbout } from '@/lib/import/row-problem'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { JobRowView, JobView } from '@/lib/model/wire/job'

/** A column of the file that is imported. */
export interface GridColumn {
  readonly name: string
  /** Its place in the file. */
  readonly place: number
  readonly target: TargetColumn
  /** Told below its name, in place of the field that it is. */
  readonly detail?: string
  /** Why its cells stay as they are. */
  readonly locked?: string | undefined
}

/** Columns of a file, or of the charts that it has besides its dashboards. */
export const fileColumns = ({ file }: JobView, isCharts: boolean) => (isCharts ? file?.charts : file?.columns) ?? []

export function columnsOf(
  job: JobView,
  kind: Importable,
  properties: readonly CustomProperty[],
): readonly GridColumn[] {
  const isBeside = kind !== job.collection
  const targets = targetColumns(importDefinitions[kind], isBeside ? [] : properties)
  const byKey = new Map(targets.map((target) => [target.key, target]))
  return fileColumns(job, isBeside).flatMap(({ column: name, target: key }, place) => {
    const target = key === null ? undefined : byKey.get(key)
    if (target === undefined) return []
    const isLocked = job.file?.locked?.includes(name) === true
    return [{ name, place, target, ...(isLocked && { locked: lockedText(target) }) }]
  })
}

const lockedText = ({ label }: TargetColumn): string =>
  `${label} says which of the selected things the row is. It is renamed or moved on its own page.`

const problemsIn = (row: JobRowView): readonly RowProblem[] =>
  row.outcome === 'refused' || row.outcome === 'failed' ? rowProblems(row) : []

/** What is wrong with a cell; with the head of a row what no column has to do with. */
export const problemsAt = (
  row: JobRowView,
  column: GridColumn | undefined,
  columns: readonly GridColumn[],
): readonly string[] =>
  [
    ...problemsIn(row).filter(({ path }) =>
      column === undefined
        ? !columns.some(({ target }) => isAbout(target.key, path))
        : isAbout(column.target.key, path),
    ),
  ].map(({ message }) => message)

/** Columns of a row, from 0 for its head, at which something is wrong. */
export const problemColumns = (row: JobRowView, columns: readonly GridColumn[]): readonly number[] =>
  [undefined, ...columns].flatMap((column, at) => (problemsAt(row, column, columns).length > 0 ? [at] : []))
