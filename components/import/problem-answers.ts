/** Answers to what stands in the way of rows, as changes of the mapping. */
import { feeds } from '@/lib/import/field-policies'
import { sameValue } from '@/lib/model/edits/change'
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

/** What has changed is elsewhere. */
export const asItIs = (): MappingChange => ({})

/** Said twice, it is said once: a button is pressed again while its answer is on its way. */
export const leftOut =
  (problems: readonly JobProblem[]) =>
  ({ leaveOut = [] }: ImportMapping): MappingChange => {
    const names = problems.flatMap(({ cause }) =>
      cause.kind === 'missing' ? [{ type: cause.type, name: cause.key }] : [],
    )
    return { leaveOut: [...leaveOut.filter((known) => !names.some((one) => sameValue(one, known))), ...names] }
  }

interface Called {
  /** As rows have it. */
  readonly name: string
  readonly to: string
}

/** What rows mean by a name; what is called as they call it is found by itself. */
export const calledNow =
  (type: string, called: readonly Called[]) =>
  ({ values = [] }: ImportMapping): MappingChange => {
    const fresh = called.filter(({ name, to }) => name !== to).map((one) => ({ type, ...one }))
    const isSaidAnew = (known: { type: string; name: string }) =>
      fresh.some((one) => one.type === known.type && one.name === known.name)
    return fresh.length === 0 ? {} : { values: [...values.filter((known) => !isSaidAnew(known)), ...fresh] }
  }

/** Without name and service there is no row left to import. */
export const isNeeded = (member: string, container: string | undefined): boolean =>
  member === 'name' || member === container

/** The columns without those that end up in a field. */
export const without =
  (member: string) =>
  ({ columns = {} }: ImportMapping): MappingChange => ({
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, target]) => [name, target !== null && feeds(target, member) ? null : target]),
    ),
  })
