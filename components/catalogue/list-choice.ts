/** Which columns somebody chose for a list, from those it comes with and what else its type has. */
import type { ListKind } from '@/components/catalogue/list-kinds'
import { columnName } from '@/components/catalogue/list-row'
import type { Field } from '@/lib/model/fields/field'

/** More cannot be read in one table. */
export const addedMax = 10

/** The first column leads to the page of the row, and stays. */
export const staying = 'displayName'

/** What can be shown besides: the list has no column for it. */
export const addableFields = ({ columns }: ListKind, fields: readonly Field[]): readonly Field[] => {
  const own = new Set<string>(columns.map(columnName))
  return fields.filter(({ name }) => !own.has(name))
}

/** The list as it is shown. Names that nothing has any more, as of a custom property that is gone, are passed over. */
export function withChosen(kind: ListKind, names: readonly string[] | null, fields: readonly Field[] = []): ListKind {
  if (names === null) return kind
  const chosen = new Set([staying, ...names])
  return {
    ...kind,
    columns: kind.columns.filter((column) => chosen.has(columnName(column))),
    added: addableFields(kind, fields)
      .filter(({ name }) => chosen.has(name))
      .slice(0, addedMax),
  }
}
