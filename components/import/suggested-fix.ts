/** What a cell may mean that names what there is not: the name that is nearly so, in place of what it says. */
import type { GridColumn } from '@/components/import/grid-columns'
import { isAbout } from '@/lib/import/row-problem'
import { isListField } from '@/lib/model/fields/kinds'
import { joinList, splitList } from '@/lib/model/fields/list-cell'
import { splitFqn, unquoteName } from '@/lib/model/rules/fqn'
import type { JobRowView } from '@/lib/model/wire/job'

export interface Suggestion {
  /** As the row names it. */
  readonly key: string
  /** What there is. */
  readonly near: string
}

/** The first one for the cell, as far as what is to be replaced stands in it. */
export function suggestionAt(row: JobRowView, column: GridColumn): Suggestion | undefined {
  if (row.outcome !== 'refused' && row.outcome !== 'failed') return undefined
  const text = row.cells?.[column.place] ?? ''
  return (row.fields ?? [])
    .filter(({ path, code }) => code === 'notFound' && isAbout(column.target.key, path))
    .flatMap(({ params: { key, near } = {} }) =>
      typeof key === 'string' && typeof near === 'string' ? [{ key, near }] : [],
    )
    .find((one) => withSuggestion(text, column, one) !== text)
}

/** What the cell says then; of a list the other items stay. */
export function withSuggestion(text: string, { target }: GridColumn, { key, near }: Suggestion): string {
  const names = namesOf(key)
  if (isListField(target)) {
    const items = splitList(text)
    if (items.some((item) => names.includes(item)))
      return joinList(items.map((item) => (names.includes(item) ? near : item)))
  }
  const said = names.find((name) => text.includes(name))
  return said === undefined ? text : text.replace(said, () => near)
}

/** As it is told, and alone: what is in a service is often named without it. */
function namesOf(key: string): readonly string[] {
  try {
    const [last = key, ...above] = splitFqn(key).toReversed()
    return above.length === 0 ? [key] : [key, unquoteName(last)]
  } catch {
    return [key]
  }
}
