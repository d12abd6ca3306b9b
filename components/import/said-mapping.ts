/** From a mapping to what is said of the columns of a file, and back. */
import type { ImportState } from '@/components/import/import-state'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

type Said = Pick<ImportState, 'columns' | 'fixedService' | 'policies' | 'answers'>

/** What it says of columns that this file has; of the others nothing. */
export const saidOf = (
  { columns = {}, service, policies = {}, ...rest }: ImportMapping,
  { file }: Pick<ImportState, 'file'>,
): Said => ({
  columns: (file?.columns ?? []).map(({ name }) => columns[name] ?? undefined),
  fixedService: service,
  policies,
  answers: rest,
})

/** As it is kept: with the columns that are left out, so that the next file of the same columns is known by them. */
export const keptOf = (state: Said & Pick<ImportState, 'file'>): ImportMapping => {
  const { columns, ...rest } = mappingOf(state)
  const names = (state.file?.columns ?? []).map(({ name }) => [name, columns?.[name] ?? null])
  return { ...rest, columns: Object.fromEntries(names) }
}

/** What was said of the columns, as the server takes it. */
export function mappingOf({
  file,
  columns,
  policies,
  fixedService,
  answers,
}: Said & Pick<ImportState, 'file'>): ImportMapping {
  const mapped = new Set(columns)
  const said = Object.entries(policies).filter(([field]) => mapped.has(field))
  return {
    ...answers,
    columns: Object.fromEntries(
      (file?.columns ?? []).flatMap(({ name }, index) => {
        const target = columns[index]
        return target === undefined ? [] : [[name, target]]
      }),
    ),
    ...(fixedService !== undefined && { service: fixedService }),
    ...(said.length > 0 && { policies: Object.fromEntries(said) }),
  }
}
