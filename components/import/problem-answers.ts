/** Answers to what stands in the way of rows, as changes of the mapping. */
import { feeds } from '@/lib/import/field-policies'
import type { ImportMapping, MappingChange } from '@/lib/model/wire/import-mapping'
import type { JobProblem } from '@/lib/model/wire/job'

/** What rows refer to, in words. */
export const nouns: Readonly<Record<string, string>> = {
  tag: 'tag',
  glossaryTerm: 'term',
  chart: 'chart',
  dashboard: 'dashboard',
  dashboardDataModel: 'data model',
  domain: 'domain',
  dataProduct: 'data product',
  user: 'owner',
  team: 'owner',
}

/** What a row can do without. */
export const canLeaveOut = ({ cause }: JobProblem): boolean => cause.kind === 'missing' && cause.type in nouns

export const leftOut = ({ leaveOut = [] }: ImportMapping, problems: readonly JobProblem[]): MappingChange => ({
  leaveOut: [
    ...leaveOut,
    ...problems.flatMap(({ cause }) => (cause.kind === 'missing' ? [{ type: cause.type, name: cause.key }] : [])),
  ],
})

/** What was made is looked for by its name; what is called otherwise is told. */
export function calledNow(
  { values = [] }: ImportMapping,
  type: string,
  made: readonly { readonly name: string; readonly to: string }[],
): MappingChange {
  const others = made.filter(({ name, to }) => name !== to).map((one) => ({ type, ...one }))
  return others.length === 0 ? {} : { values: [...values, ...others] }
}

/** Without name and service there is no row left to import. */
export const isNeeded = (member: string, container: string | undefined): boolean =>
  member === 'name' || member === container

/** The columns without those that end up in a field. */
export const without = ({ columns = {} }: ImportMapping, member: string): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, target]) => [name, target !== null && feeds(target, member) ? null : target]),
  )
