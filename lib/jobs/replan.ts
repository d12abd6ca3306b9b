/** Another mapping for a job that has been planned: what it may touch is planned once more. */
import type { RequestContext } from '@/lib/entities/context'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { missingKey } from '@/lib/import/row-problem'
import { findJob, notNow } from '@/lib/jobs/ask'
import {
  checkedColumns,
  type ImportInput,
  importDefinition,
  importInputOf,
  mappingOf,
  plannedStatuses,
} from '@/lib/jobs/import-input'
import { summariseJob } from '@/lib/jobs/summarise'
import { sameValue } from '@/lib/model/edits/change'
import { addUp } from '@/lib/model/rules/made-for-rows'
import { notFound } from '@/lib/model/wire/errors'
import type { ImportMapping, PlanAgain } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

/** Throws 400 for a mapping that does not fit the file, and 409 for a job that is not waiting to be run. */
export async function replanImport(id: string, asked: PlanAgain, ctx: RequestContext): Promise<Job> {
  const { made = {}, ...change } = asked
  const job = await findJob(id, ctx)
  if (job.kind !== 'import') throw notFound('import', id)
  const before = importInputOf(job.input)
  const old = mappingOf(before)
  const said = Object.entries({ ...old, ...change }).filter(([, value]) => value !== null)
  const mapping = { ...(Object.fromEntries(said) as ImportMapping), columns: change.columns ?? old.columns ?? {} }
  const def = importDefinition(before.collection)
  const properties = [...(await customPropertiesOf(def.type, ctx)).values()]
  const columns = checkedColumns(def, before.columnNames, mapping, properties)
  const { columns: _columns, ...rest } = mapping
  const causes = async () => (await summariseJob(job, ctx)).causes
  const replan = isAnswer(old, mapping) && answersOnly(old, mapping, await causes()) ? ['refused'] : plannedStatuses
  const input: ImportInput = {
    ...before,
    targets: columns.targets,
    // Why a column was guessed to be what it still is stays worth knowing.
    matches: columns.matches.map((match, index) => {
      const known = before.matches[index]
      return known !== undefined && known.target === match.target ? known : match
    }),
    mapping: rest,
    ...(Object.keys(made).length > 0 && { made: addUp(before.made, made) }),
    replan,
  }
  if (job.state !== 'planned')
    throw notNow(job, 'planned again', 'Only what has been planned, and not begun, can be planned again.')
  const to = { state: 'queued', input: { ...input }, updatedAt: Date.now() } as const
  // Somebody has ticked a row meanwhile, or asked for something else.
  if (!(await ctx.store.jobs.move(id, { states: ['planned'], input: job.input }, to)))
    return replanImport(id, asked, ctx)
  return findJob(id, ctx)
}

type Mapping = ImportMapping

/** Does the new mapping say all that the old one said, and more of what answers problems alone? When a run stops changes no row. */
function isAnswer(old: Mapping, fresh: Mapping): boolean {
  const { leaveOut: _l, values: _v, separator: _s, duplicates: _d, stopAfter: _a, ...oldRest } = old
  const { leaveOut: _fl, values: _fv, separator: _fs, duplicates: _fd, stopAfter: _fa, ...freshRest } = fresh
  const holds = (all: readonly unknown[] = [], some: readonly unknown[] = []) =>
    some.every((one) => all.some((other) => sameValue(other, one)))
  return (
    sameValue(oldRest, freshRest) &&
    holds(fresh.leaveOut, old.leaveOut) &&
    holds(fresh.values, old.values) &&
    (old.separator ?? fresh.separator) === fresh.separator &&
    (old.duplicates ?? fresh.duplicates) === fresh.duplicates
  )
}

/** Is every reference that it says something new of one that is missing? Then no row that is planned well has it. */
function answersOnly(old: Mapping, fresh: Mapping, causes: ReadonlySet<string>): boolean {
  const added = [...(fresh.leaveOut ?? []), ...(fresh.values ?? [])].filter(
    (one) => ![...(old.leaveOut ?? []), ...(old.values ?? [])].some((other) => sameValue(other, one)),
  )
  return added.every(({ type, name }) => causes.has(missingKey(type, name)))
}
