/**
 * Create, and create or update, for one request or thousands: one path. A slice of them costs a fixed number of queries
 * and one commit, and others have a turn before the next, which is planned while it is written; a refused commit is repeated
 * row by row, so that one bad row never takes others with it (docs/contract/verbs.md#put).
 */

import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { planRound, type Request, type UpsertOptions, type UpsertResult } from '@/lib/entities/plan-requests'
import { finishRestorations } from '@/lib/entities/restore'
import { retryStale } from '@/lib/entities/retry-stale'
import { Pace, takeTurns } from '@/lib/entities/turns'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { alreadyExists, badRequest } from '@/lib/model/wire/errors'
import { StoreConflict } from '@/lib/store/errors'

/** All requests have passed the definition's create schema. Never throws for a single bad request. */
export async function upsertMany(
  def: EntityDefinition,
  given: readonly Request[],
  options: UpsertOptions,
  ctx: RequestContext,
): Promise<UpsertResult[]> {
  const { complete } = def
  const requests = complete === undefined ? given : given.map((request) => complete(request))
  const results: UpsertResult[] = []
  // Requests for one name follow each other: the first may create what the next one updates.
  const rounds = roundsOfDistinctNames(def, requests)
  for (const index of rounds.slice(repeatsMax).flat()) results[index] = { ok: false, error: repeatedTooOften }
  const [turn, pace] = [takeTurns(), new Pace()]
  const goesAhead = !refersToItself(def)
  let written: Promise<void> = Promise.resolve()
  const write = async (slice: readonly number[], wanted: readonly Request[], planned: Planned): Promise<void> => {
    const started = performance.now()
    const done = await writeRound(def, wanted, planned.results, options, ctx)
    pace.took(planned.ms + performance.now() - started, slice.length)
    for (const [position, index] of slice.entries())
      results[index] = done[position] ?? { ok: false, error: new Error('no result') }
  }
  try {
    for (const round of rounds.slice(0, repeatsMax)) {
      for (let from = 0; from < round.length; ) {
        await turn()
        const slice = round.slice(from, from + pace.rows)
        from += slice.length
        const started = performance.now()
        const wanted = slice.map((index) => requests[index] ?? {})
        const planned = { results: await planRound(def, wanted, options, ctx), ms: performance.now() - started }
        await written
        // The next slice is planned meanwhile.
        written = write(slice, wanted, planned)
        written.catch(() => undefined) // told where it is waited for
        if (!goesAhead) await written
      }
      await written
    }
  } finally {
    await written.catch(() => undefined)
  }
  return results
}

interface Planned {
  readonly results: readonly UpsertResult[]
  /** How long that took, in milliseconds. */
  readonly ms: number
}

/** May a request name what another one creates? Then it is planned once that is there. */
const refersToItself = ({ type, container, relations }: EntityDefinition): boolean =>
  container?.type === type || Object.values(relations).some(({ by, types }) => by !== 'none' && types.includes(type))

/** Each repetition of a name is read, planned and written by itself. */
const repeatsMax = 100
const repeatedTooOften = badRequest(`This name comes more than ${repeatsMax} times in one call`, {
  fields: [{ path: '/name', message: `comes more than ${repeatsMax} times` }],
})

/** Splits so that no name comes twice in a round; nearly always one round. */
function roundsOfDistinctNames(def: EntityDefinition, requests: readonly Request[]): number[][] {
  const rounds: number[][] = []
  const nextRound = new Map<string, number>()
  for (const [index, request] of requests.entries()) {
    const container = def.container === undefined ? '' : String(request[def.container.field] ?? '')
    const own = def.caseless === true ? String(request.name).toLowerCase() : String(request.name)
    const name = `${container} ${String(request.parent ?? '')} ${own}`
    const turn = nextRound.get(name) ?? 0
    nextRound.set(name, turn + 1)
    const round = rounds[turn] ?? []
    rounds[turn] = round
    round.push(index)
  }
  return rounds
}

async function writeRound(
  def: EntityDefinition,
  requests: readonly Request[],
  planned: readonly UpsertResult[],
  options: UpsertOptions,
  ctx: RequestContext,
): Promise<readonly UpsertResult[]> {
  if (options.dryRun === true) return planned
  const changes = planned.flatMap((result) => (result.ok ? result.plan.changes : []))
  if (changes.length === 0) return planned
  try {
    await commit(changes, ctx)
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error
    return requests.length === 1
      ? [await upsertAgain(def, requests, options, ctx, error)]
      : rowByRow(def, requests, planned, options, ctx)
  }
  await finishRestorations(changes, ctx)
  return planned
}

/** One at a time, each read and planned anew. */
async function rowByRow(
  def: EntityDefinition,
  requests: readonly Request[],
  planned: readonly UpsertResult[],
  options: UpsertOptions,
  ctx: RequestContext,
) {
  const results: UpsertResult[] = []
  for (const [index, request] of requests.entries()) {
    const before = planned[index]
    if (before !== undefined && !before.ok) {
      results.push(before)
      continue
    }
    const anew = await planRound(def, [request], options, ctx)
    const [result] = await writeRound(def, [request], anew, options, ctx)
    results.push(result ?? { ok: false, error: new Error('no result') })
  }
  return results
}

/** Somebody else wrote first: look again, unless the name is taken and creating was all that was asked. */
async function upsertAgain(
  def: EntityDefinition,
  requests: readonly Request[],
  options: UpsertOptions,
  ctx: RequestContext,
  conflict: StoreConflict,
): Promise<UpsertResult> {
  try {
    if (conflict.reason === 'taken' && options.mode === 'create') throw alreadyExists(String(requests[0]?.name))
    const written = await retryStale(async () => {
      const [result] = await planRound(def, requests, options, ctx)
      if (result === undefined) throw new Error('one request makes one plan')
      if (result.ok) await commit(result.plan.changes, ctx)
      return result
    })
    if (written.ok) await finishRestorations(written.plan.changes, ctx)
    return written
  } catch (error) {
    return { ok: false, error }
  }
}
