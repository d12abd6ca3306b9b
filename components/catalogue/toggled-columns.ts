/** What a tick in the choice of columns makes of it. Apart from `list-choice.ts`, which every list loads. */
import { staying } from '@/components/catalogue/list-choice'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { columnName } from '@/components/catalogue/list-row'

/** Columns that the list comes with and that can be left out. */
export const ownColumns = ({ columns }: ListKind): readonly string[] =>
  columns.map(columnName).filter((name) => name !== staying)

/** The names of what is shown, without the first. */
export const shownColumns = (shown: ListKind): readonly string[] => [
  ...ownColumns(shown),
  ...(shown.added ?? []).map(({ name }) => name),
]

/** One more or one less. Those that the list comes with need no place in the address. */
export function toggled(original: ListKind, shown: readonly string[], name: string): readonly string[] | null {
  const names = shown.includes(name) ? shown.filter((one) => one !== name) : [...shown, name]
  const own = ownColumns(original)
  return names.length === own.length && own.every((one) => names.includes(one)) ? null : names
}
