/** From a selection to a job: which things there are is found out here and kept, so that nobody has to send them all. */
import type { RequestContext } from '@/lib/entities/context'
import { type ListOptions, list } from '@/lib/entities/list'
import { listFilters } from '@/lib/entities/list-filters'
import { propertyFilters } from '@/lib/entities/property-lists'
import { takeTurns } from '@/lib/entities/turns'
import { newJob } from '@/lib/jobs/job-kind'
import { editedDefinition, knownEdits, type SelectionInput, type SelectionSource } from '@/lib/jobs/selection-job'
import type { KnownEdit } from '@/lib/model/edits/field-edit'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { inSentence, sentenceList } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'
import { badRequest } from '@/lib/model/wire/errors'
import { listQueryOf } from '@/lib/model/wire/query'
import { type SelectionFilter, type SelectionJob, selectedMax } from '@/lib/model/wire/selection'
import type { Job, JobRow } from '@/lib/store/jobs'

/** Rows that are written at once. */
const sliceRows = 200

/** Gives the job, queued. Throws 400 for edits that cannot be, and for a selection of nothing or too much. */
export async function selectRows(request: SelectionJob, runs: boolean, ctx: RequestContext): Promise<Job> {
  const { kind, collection, note } = request
  const def = await editedDefinition(collection, ctx)
  const edits = kind === 'edit' ? knownEdits(def, request.edits) : []
  const pages = await selectedIds(def, request, kind === 'restore', ctx)
  const inputOf = (count: number): SelectionInput => ({
    collection,
    fileName: `${whatOf(kind, edits)} of ${counted(count, def.label)}`,
    ...(kind === 'edit' && {
      edits: request.edits.map((edit, index) => ({ ...edit, field: edits[index]?.field.key ?? edit.field })),
    }),
    ...(note !== undefined && { note }),
    ...(runs && { runs }),
  })
  return queueTargets(kind, 'plan', pages, inputOf, ctx)
}

/** Those that are named, or that are found. Throws 400 for a selection of nothing or too much. */
export async function selectedIds(
  def: EntityDefinition,
  { ids, filter }: Pick<SelectionJob, 'ids' | 'filter'>,
  deleted: boolean,
  ctx: RequestContext,
): Promise<IdPages> {
  if ((ids === undefined) === (filter === undefined))
    throw badRequest('Name either ids or a filter', { hint: 'The filter {} is everything.' })
  if (ids !== undefined) return slicesOf([...new Set(ids)])
  const wanted = await optionsOf(def, filter ?? {}, deleted, ctx)
  await requireSome(def, wanted, ctx)
  return matching(def, wanted, ctx)
}

type IdPages = AsyncIterable<readonly string[]>

/** A job with a row for each of the ids, queued; `inputOf` is told how many there are. */
export async function queueTargets(
  kind: string,
  phase: Job['phase'],
  pages: IdPages,
  inputOf: (count: number) => object,
  ctx: RequestContext,
): Promise<Job> {
  const job = { ...newJob(kind, {}, ctx), phase }
  const { jobs } = ctx.store
  await jobs.add(job)
  let pending = 0
  for await (const page of pages) {
    const from = pending
    // More may have come since they were counted.
    const rows = page.slice(0, selectedMax - pending).map(
      (id, index): JobRow => ({
        row: from + index,
        status: 'pending',
        source: { id } satisfies SelectionSource,
        result: null,
      }),
    )
    await jobs.addRows(job.id, rows)
    pending += rows.length
    if (pending === selectedMax) break
  }
  const input = { ...inputOf(pending) }
  const queued = { state: 'queued', input, counts: { pending }, updatedAt: Date.now() } as const
  await jobs.move(job.id, { states: ['receiving'] }, queued)
  return { ...job, ...queued }
}

/** All that a list with the filter shows the caller. */
export const targetsIn = async (
  def: EntityDefinition,
  filter: SelectionFilter,
  ctx: RequestContext,
): Promise<IdPages> => matching(def, await optionsOf(def, filter, false, ctx), ctx)

/** What is done, in a word: "Owners and tags". */
function whatOf(kind: SelectionJob['kind'], edits: readonly KnownEdit[]): string {
  if (kind !== 'edit') return kind === 'delete' ? 'Deletion' : 'Restoration'
  const labels = [...new Set(edits.map(({ field }) => field.label))]
  const [first = '', ...others] = labels
  return labels.length > 3 ? `${labels.length} fields` : sentenceList([first, ...others.map(inSentence)])
}

async function requireSome(def: EntityDefinition, wanted: Wanted, ctx: RequestContext): Promise<void> {
  const { total } = (await list(def, { ...wanted, limit: 0 }, ctx)).paging
  if (total === 0) throw badRequest(`No ${def.label} fits the filter`)
  if (total > selectedMax)
    throw badRequest(`The filter finds ${total.toLocaleString('en')} ${def.collection}, too many for one job`, {
      hint: `Narrow it to ${selectedMax.toLocaleString('en')} at most, and make a job of each part.`,
    })
}

/** So many of the ids as are written at once. */
export async function* slicesOf(ids: readonly string[]): AsyncGenerator<readonly string[]> {
  const turn = takeTurns()
  for (let from = 0; from < ids.length; from += sliceRows) {
    yield ids.slice(from, from + sliceRows)
    await turn()
  }
}

type Wanted = Awaited<ReturnType<typeof optionsOf>>

const optionsOf = async (
  def: EntityDefinition,
  { q, service, extension, ...filter }: SelectionFilter,
  deleted: boolean,
  ctx: RequestContext,
) => ({
  ...(await listFilters(def, listQueryOf(def).parse(filter), ctx)),
  properties: await propertyFilters(def, extension, ctx),
  fields: new Set<string>(),
  include: deleted ? ('deleted' as const) : ('non-deleted' as const),
  container: service,
  text: q,
})

/** All that a list shows the caller, page by page. */
export async function* matching(
  def: EntityDefinition,
  wanted: Omit<ListOptions, 'limit'>,
  ctx: RequestContext,
): AsyncGenerator<readonly string[]> {
  const turn = takeTurns()
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const { data, paging } = await list(def, { ...wanted, limit: sliceRows, after }, ctx)
    if (data.length > 0) yield data.map(({ id }) => id)
    after = paging.after
    await turn()
  }
}
