/** Column by column: in which of a file's columns rows have something wrong, and in which cells that were mended. */
import { isAbout } from '@/lib/import/row-problem'
import { importInputOf, inputOfKind } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { isGone } from '@/lib/jobs/row-marks'
import { type Importable, importable } from '@/lib/model/wire/import-mapping'
import type { Job, JobRow } from '@/lib/store/jobs'

/** Of one row: names of columns. */
export interface MarkedColumns {
  readonly wrong: readonly string[]
  readonly edited: readonly string[]
}

export interface ColumnCounts {
  readonly collection: Importable
  readonly column: string
  readonly wrong: number
  readonly edited: number
}

/** The kind of an import's row: an export may bring charts with its dashboards. */
const kindIn = (job: Job, { of }: ImportSource): Importable => of ?? importInputOf(job.input).collection

/** Of the rows of a job, one after the other. Rows of anything but a file have no columns. */
export function columnMarker(job: Job): (row: JobRow) => MarkedColumns {
  const none: MarkedColumns = { wrong: [], edited: [] }
  if (job.kind !== 'import') return () => none
  const input = importInputOf(job.input)
  return ({ status, source, result }) => {
    if (isGone(source)) return none
    const said = source as ImportSource // as `receiveImport` wrote it
    const { fields = [] }: ImportResult = status === 'refused' || status === 'failed' ? Object(result) : {}
    const places = Object.keys(said.came ?? {}).map(Number)
    if (fields.length === 0 && places.length === 0) return none
    const { columnNames, targets } = inputOfKind(input, said.of)
    return {
      wrong: columnNames.filter((_, place) => {
        const target = targets[place] ?? null
        return target !== null && fields.some(({ path }) => isAbout(target, path))
      }),
      edited: places.flatMap((place) => columnNames[place] ?? []),
    }
  }
}

/** Adds up what rows have; only columns in which something was found are told, in the order of the file. */
export function countColumns(job: Job): { add(row: JobRow): void; counts(): readonly ColumnCounts[] } {
  const marksOf = columnMarker(job)
  const found = new Map<string, { wrong: number; edited: number }>()
  const keyOf = (collection: Importable, column: string) => `${collection} ${column}`
  return {
    add: (row) => {
      const marks = marksOf(row)
      for (const mark of ['wrong', 'edited'] as const)
        for (const column of marks[mark]) {
          const key = keyOf(kindIn(job, row.source as ImportSource), column) // only rows of a file have marks
          const counts = found.get(key) ?? { wrong: 0, edited: 0 }
          counts[mark] += 1
          found.set(key, counts)
        }
    },
    counts: () =>
      found.size === 0
        ? []
        : importable.flatMap((collection) =>
            inputOfKind(importInputOf(job.input), collection).columnNames.flatMap((column) => {
              const counts = found.get(keyOf(collection, column))
              return counts === undefined ? [] : [{ collection, column, ...counts }]
            }),
          ),
  }
}
