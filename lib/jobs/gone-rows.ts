/** What the services of a file hold and the file does not: listed behind its rows, and deleted softly where that is asked for. */
import type { RequestContext } from '@/lib/entities/context'
import { requireList } from '@/lib/entities/gate'
import { takeTurns } from '@/lib/entities/turns'
import { type GoneCount, type ImportInput, importDefinition, inputOfKind } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { GoneRows, MayGoOn } from '@/lib/jobs/job-kind'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { type GoneSource, isGone } from '@/lib/jobs/row-marks'
import { rowNamer } from '@/lib/jobs/row-names'
import { openDeed, planSoftDeletes, type Target } from '@/lib/jobs/stored-rows'
import { walkRows } from '@/lib/jobs/walk-rows'
import { rootFqn } from '@/lib/model/rules/fqn'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { ListPosition } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'

/** Of more than that no list is made: whoever sent one of ten thousand dashboards says nothing of the others. */
export const goneMax = 10_000
const pageRows = 1_000

/** By the names of all rows, also of those that are refused. Undefined once it may not go on. */
export async function goneRows(
  jobId: string,
  input: ImportInput,
  ctx: RequestContext,
  mayGoOn: MayGoOn,
): Promise<GoneRows | undefined> {
  const names = await namesIn(jobId, input, ctx, mayGoOn)
  if (names === undefined) return undefined
  const rows: GoneRows['rows'][number][] = []
  const gone: GoneCount[] = []
  for (const [collection, known] of names.byKind) {
    const found = await lookFor(collection, known, goneMax - rows.length, ctx, mayGoOn)
    if (found === undefined) return undefined
    gone.push({ collection, there: found.there, missing: found.missing, isListed: found.listed !== undefined })
    for (const row of found.listed ?? []) {
      const { name, displayName, fullyQualifiedName, id, version, updatedAt } = row
      const source: GoneSource = {
        gone: true,
        ...(collection !== input.collection && collection === 'charts' && { of: collection }),
        name,
        ...(displayName !== null && { displayName }),
      }
      const result: ImportResult = {
        fullyQualifiedName,
        base: { id, version, updatedAt },
        ...(row.document.certification !== undefined && { isCertified: true }),
      }
      rows.push({ row: names.next + rows.length, source, result })
    }
  }
  return { rows, input: { gone } }
}

/** Dashboards before the charts on them, as they are deleted. */
async function namesIn(jobId: string, input: ImportInput, { store }: RequestContext, mayGoOn: MayGoOn) {
  const kinds: Importable[] = input.charts === undefined ? [input.collection] : [input.collection, 'charts']
  const byKind = new Map(kinds.map((kind) => [kind, new Set<string>()]))
  const namers = new Map(kinds.map((kind) => [kind, rowNamer(inputOfKind(input, kind))]))
  let next = 0
  for await (const rows of walkRows(store, jobId)) {
    if (!(await mayGoOn())) return undefined
    for (const { row, source } of rows) {
      if (isGone(source)) continue
      const { of, cells } = source as ImportSource // as `receiveImport` wrote it
      const kind = of ?? input.collection
      const name = namers.get(kind)?.(cells)
      if (name !== undefined) byKind.get(kind)?.add(name)
      next = row + 1
    }
  }
  return { byKind, next }
}

/** In the services that the names are of; `listed` unless there is more than room for. */
async function lookFor(
  collection: Importable,
  names: ReadonlySet<string>,
  room: number,
  ctx: RequestContext,
  mayGoOn: MayGoOn,
) {
  const def = importDefinition(collection)
  const within = requireList(def.type, ['ViewBasic'], ctx)
  const services = [...new Set([...names].map(rootFqn))]
  const containers = await ctx.store.findByFqns(def.container?.type ?? def.type, services)
  const containerIds = containers.filter(({ deleted }) => !deleted).map(({ id }) => id)
  const listed: StoredEntity[] = []
  if (containerIds.length === 0) return { there: 0, missing: 0, listed }
  const turn = takeTurns()
  let there = 0
  for (let after: ListPosition | undefined; ; ) {
    const page = await ctx.store.list({
      type: def.type,
      include: 'non-deleted',
      containerIds,
      sort: 'name',
      limit: pageRows,
      ...(within !== undefined && { within }),
      ...(after === undefined ? {} : { after, uncounted: true }),
    })
    if (!(await mayGoOn())) return undefined
    if (after === undefined) there = page.total
    if (there - names.size > room) return { there, missing: there - names.size, listed: undefined }
    for (const row of page.rows) {
      await turn()
      if (!names.has(row.fullyQualifiedName)) listed.push(row)
    }
    const last = page.rows.at(-1)
    if (!page.more || last === undefined) return { there, missing: listed.length, listed }
    after = { key: last.name, id: last.id }
  }
}

/** Each alone, dashboards before charts, so that the undo brings all of it back. */
export const { run: deleteGone } = openDeed<Target>({
  targets: async (rows) =>
    rows.map((row) => {
      const { fullyQualifiedName, base }: ImportResult = Object(row.result) // as it was listed
      return { row, id: base?.id, fullyQualifiedName, ...(base && { expected: base }) }
    }),
  plan: async (def, found, ctx) => ({ planned: planSoftDeletes(def, found, ctx), along: [] }),
  moved: (name) => `${name} has changed since the preview and stays as it is`,
})
