/** What rows of a file are called in the catalogue, which their naming columns alone say. */
import { requestFqn } from '@/lib/import/check-rows'
import { targetColumns } from '@/lib/import/columns'
import { rowMapper } from '@/lib/import/map-rows'
import type { Cell } from '@/lib/import/table'
import { type ImportInput, importDefinition, valuesOf } from '@/lib/jobs/import-input'

/** Of the cells of a row; undefined while they make no usable name. */
export function rowNamer(input: ImportInput): (cells: readonly Cell[]) => string | undefined {
  const def = importDefinition(input.collection)
  const naming: ReadonlySet<string> = new Set(['name', 'fullyQualifiedName', def.container?.field ?? 'name'])
  const map = rowMapper({
    ...valuesOf(input),
    def,
    targets: targetColumns(def),
    columns: input.targets.map((target) => (target !== null && naming.has(target) ? target : undefined)),
    people: new Map(),
  })
  return (cells) => requestFqn(def, map(cells).request)
}
