/** What rows of a file are called in the catalogue, which their naming columns alone say. */
import { requestFqn } from '@/lib/import/check-rows'
import { targetColumns } from '@/lib/import/columns'
import { rowMapper } from '@/lib/import/map-rows'
import type { Cell } from '@/lib/import/table'
import { columnsIn } from '@/lib/import/transform-cell'
import { type ImportInput, importDefinition, transformerOf, valuesOf } from '@/lib/jobs/import-input'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'

const isNaming = ({ container }: EntityDefinition, target: string | null): boolean =>
  target === 'name' || target === 'fullyQualifiedName' || (target !== null && target === container?.field)

/** Names of the file's columns that say what a row is called. */
export function namingColumns({ collection, columnNames, targets, mapping }: ImportInput): readonly string[] {
  const def = importDefinition(collection)
  const naming = columnNames.filter((_, place) => isNaming(def, targets[place] ?? null))
  const inTemplates = Object.entries(mapping.transforms ?? {}).flatMap(([target, how]) =>
    isNaming(def, target) ? columnsIn(how) : [],
  )
  return [...new Set([...naming, ...inTemplates])]
}

/** Those of a selection in a grid, which cannot be mended. */
export const lockedColumns = (input: ImportInput): readonly string[] =>
  input.ofSelection === true ? namingColumns(input) : []

/** Of the cells of a row; undefined while they make no usable name. */
export function rowNamer(input: ImportInput): (cells: readonly Cell[]) => string | undefined {
  const def = importDefinition(input.collection)
  const transform = transformerOf(input, targetColumns(def))
  const map = rowMapper({
    ...valuesOf(input),
    def,
    targets: targetColumns(def),
    columns: input.targets.map((target) => (target !== null && isNaming(def, target) ? target : undefined)),
    people: new Map(),
  })
  return (cells) => requestFqn(def, map(transform(cells)).request)
}
