/** Rows of a file into the catalogue: planned and run by the engine's own way of writing many. */
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { withNearNames } from '@/lib/entities/near-names'
import type { Plan } from '@/lib/entities/plan'
import type { RowRules } from '@/lib/entities/plan-requests'
import type { Expected } from '@/lib/entities/resolve'
import { type RowProblem, refusalsOf, toldOf } from '@/lib/import/row-problem'
import { spoiledName } from '@/lib/import/spoiled'
import { shaper } from '@/lib/jobs/field-policy'
import { deleteGone, goneRows } from '@/lib/jobs/gone-rows'
import { type ImportInput, importInputOf, inputOfKind } from '@/lib/jobs/import-input'
import { isNameless, modeOf } from '@/lib/jobs/import-mode'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { Basis, JobKind, OpenJob, Settle } from '@/lib/jobs/job-kind'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { isGone, marksOf, settledByMarks } from '@/lib/jobs/row-marks'
import { type Batch, type Reading, type RowRequest, readingOf, requestsOf } from '@/lib/jobs/row-requests'
import { walkRows } from '@/lib/jobs/walk-rows'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { Job, JobRow, SettledRow } from '@/lib/store/jobs'
import type { StoredEntity } from '@/lib/store/rows'

export const importJob: JobKind = {
  kind: 'import',
  todo: ['create', 'update', 'restore'],
  open: openImport,
}

/** Planned and done, by what the engine calls it. */
const planned = {
  entityCreated: 'create',
  entityUpdated: 'update',
  entityRestored: 'restore',
  entityNoChange: 'unchanged',
}
const done = {
  entityCreated: 'created',
  entityUpdated: 'updated',
  entityRestored: 'restored',
  entityNoChange: 'unchanged',
}
const statusOf = (names: Readonly<Record<string, string>>, kind: string): string => names[kind] ?? 'refused'

async function openImport({ id, input: given }: Job, ctx: RequestContext): Promise<OpenJob> {
  const input = importInputOf(given)
  const readings = new Map<Importable, Promise<Reading>>()
  const readingBy = (kind: Importable): Promise<Reading> => {
    const known = readings.get(kind) ?? readingOf(inputOfKind(input, kind), ctx)
    readings.set(kind, known)
    return known
  }
  // Charts come before the dashboards that show them, in the ledger and in each batch.
  const byKind = (rows: readonly JobRow[]) => [...Map.groupBy(rows, kindIn(input))]
  let expected: Promise<Expected> | undefined
  return {
    plan: async (rows, context) => {
      const marked = rows.flatMap(({ row, status, result }): SettledRow[] => {
        const settled = settledByMarks(marksOf(result), input.mapping)
        return settled === undefined ? [] : [{ row, from: status, ...settled }]
      })
      const done = new Set(marked.map(({ row }) => row))
      const settled = [...marked]
      for (const [kind, some] of byKind(rows.filter(({ row }) => !done.has(row)))) {
        const reading = await readingBy(kind)
        const batch = await requestsOf(some, { ...reading, leftAlone: new Set() }, context)
        if (input.charts !== undefined && kind === input.collection) expected ??= plannedCharts(id, settled, context)
        settled.push(...(await planRows(reading, batch, await expected, context)))
      }
      return settled
    },
    run: async (rows, settle, context) => {
      const gone = rows.filter(({ source }) => isGone(source))
      const settled = gone.length === 0 ? [] : [...(await deleteGone(gone, settle, context))]
      for (const [kind, some] of byKind(rows.filter(({ source }) => !isGone(source)))) {
        const reading = await readingBy(kind)
        settled.push(...(await runRows(reading, await requestsOf(some, reading, context), settle, context)))
      }
      return settled
    },
    ...(input.listsGone && { gone: (context, mayGoOn) => goneRows(id, input, context, mayGoOn) }),
  }
}

const kindIn =
  ({ collection }: ImportInput) =>
  ({ source }: JobRow): Importable =>
    (source as ImportSource).of ?? collection // as `receiveImport` wrote it

/** The charts that will be there by this job: those in the ledger, and those that are about to be settled in it. */
async function plannedCharts(
  jobId: string,
  settled: readonly SettledRow[],
  { store }: RequestContext,
): Promise<Expected> {
  const names = new Set<string>()
  const take = (status: string, result: unknown): void => {
    const { fullyQualifiedName }: ImportResult = Object(result)
    if (fullyQualifiedName !== undefined && willBeThere.has(status)) names.add(fullyQualifiedName)
  }
  for (const { to, result } of settled) take(to, result)
  for await (const rows of walkRows(store, jobId, [...willBeThere])) {
    const charts = rows.filter(({ source }) => (source as ImportSource).of === 'charts') // as above
    if (charts.length === 0) break
    for (const { status, result } of charts) take(status, result)
  }
  return new Map([['chart', names]])
}
const willBeThere: ReadonlySet<string> = new Set(['create', 'restore'])

/** Beside what stays known of the row. */
const refusedHere = (
  { row }: RowRequest,
  to: 'refused' | 'failed',
  known: ImportResult,
  problems: readonly RowProblem[],
): SettledRow => ({
  row: row.row,
  from: row.status,
  to,
  result: { ...known, ...toldOf(problems), problems },
})

const basisOf = ({ id, version, updatedAt }: Basis): Basis => ({ id, version, updatedAt })

/** A row that is wrong here is asked about without what is wrong, so that everything is told at once. */
const isAskable = ({ problems }: RowRequest, container: string | undefined): boolean =>
  problems.every(({ member }) => member !== undefined && member !== 'name' && member !== container)

function askedOf({ request, problems }: RowRequest): Record<string, unknown> {
  const wrong = new Set(problems.map(({ member }) => member?.split('.')[0]))
  return Object.fromEntries(Object.entries(request).filter(([member]) => !wrong.has(member)))
}

async function planRows(
  { def, known, near, input }: Reading,
  batch: Batch,
  expected: Expected | undefined,
  ctx: RequestContext,
): Promise<SettledRow[]> {
  const asked = batch.requests.filter((one) => isAskable(one, def.container?.field))
  const bases = new Map<string, Basis | null>()
  const there = new Map<string, StoredEntity | undefined>()
  const certified = new Set<string>()
  const shaping = shaper(def, batch, asked)
  const rules: RowRules = {
    admit: ({ row: { fullyQualifiedName: fqn } }, before) => {
      bases.set(fqn, before === undefined ? null : basisOf(before.row))
      there.set(fqn, before?.row)
      if (before?.row.document.certification !== undefined) certified.add(fqn)
    },
    shape: shaping.shape,
    along: () => [],
  }
  const { rows: judged } = await bulkUpsert(
    def,
    asked.map(askedOf),
    { keepOmitted: true, dryRun: true, ...(expected !== undefined && { expected }), rules },
    ctx,
  )
  const rows = await withNearNames(judged, ctx, near)
  const leftOut = await modeOf(def, input, asked, there, ctx)
  const settled = rows.flatMap(({ row: place, outcome, ...said }): SettledRow[] => {
    const one = asked[place]
    if (one === undefined) return []
    const { row, request, problems } = one
    const marks = marksOf(row.result)
    const refusals = outcome === 'refused' ? refusalsOf(said, known) : []
    const left = isNameless(def, [...problems, ...refusals]) ? undefined : leftOut(request)
    if (left?.to === 'skipped') {
      const { fullyQualifiedName, message } = left
      return [{ row: row.row, from: row.status, to: 'skipped', result: { ...marks, fullyQualifiedName, message } }]
    }
    if (left !== undefined) {
      const { fullyQualifiedName, message } = left
      const told = [...problems, { cause: { kind: 'refused' }, message, member: 'name' } as const]
      return [refusedHere(one, 'refused', { ...marks, fullyQualifiedName }, told)]
    }
    if (problems.length > 0) return [refusedHere(one, 'refused', marks, [...problems, ...refusals])]
    const { fullyQualifiedName: fqn = '' } = said
    const kept = [...(said.kept ?? []), ...(shaping.kept.get(fqn) ?? [])]
    const warnings = outcome === 'entityCreated' ? spoiledName(request.name) : []
    const result: ImportResult = {
      ...marks,
      ...said,
      ...(kept.length > 0 && { kept }),
      ...(shaping.emptied.has(fqn) && { cleared: shaping.emptied.get(fqn) ?? [] }),
      ...(bases.has(fqn) && { base: bases.get(fqn) ?? null }),
      ...(certified.has(fqn) && { isCertified: true }),
      ...(warnings.length > 0 && { problems: warnings }),
      ...(refusals.length > 0 && { ...toldOf(refusals), problems: refusals }),
    }
    return [{ row: row.row, from: row.status, to: statusOf(planned, outcome), result }]
  })
  const bad = batch.requests
    .filter((one) => !isAskable(one, def.container?.field))
    .map((one) => refusedHere(one, 'refused', marksOf(one.row.result), one.problems))
  return [...settled, ...bad]
}

async function runRows(
  { def, known }: Reading,
  batch: Batch,
  settle: Settle,
  ctx: RequestContext,
): Promise<SettledRow[]> {
  const byName = new Map<string, JobRow>()
  const twins: SettledRow[] = []
  const good = batch.requests.filter(({ row, problems }) => {
    if (problems.length > 0) return false
    const { fullyQualifiedName: fqn = '' } = resultOf(row)
    // Named in two ways that are the same to the catalogue alone.
    const isTwin = byName.has(fqn)
    if (isTwin) twins.push({ ...settledAs(row, 'held'), result: { ...resultOf(row), message: moved(fqn) } })
    else byName.set(fqn, row)
    return !isTwin
  })
  const held = new Set<string>()
  const rules: RowRules = {
    admit: ({ row: { fullyQualifiedName: fqn } }, before) => {
      const row = byName.get(fqn)
      const base = row === undefined ? undefined : resultOf(row).base
      if (base !== undefined && isSame(base, before?.row)) return
      held.add(fqn)
      throw new CatalogueError('conflict', moved(fqn))
    },
    shape: shaper(def, batch, good).shape,
    along: (plan) => {
      const row = byName.get(plan.after.row.fullyQualifiedName)
      if (row === undefined) throw new Error('a row that was not asked for')
      return [settle([{ row: row.row, from: row.status, to: statusOf(done, plan.kind), result: ranAs(row, plan) }])]
    },
  }
  const ranAs = (row: JobRow, { kind, after, changeDescription, unrecorded = [] }: Plan): ImportResult => {
    const { changeDescription: _old, unrecorded: _silent, ...result } = resultOf(row)
    return {
      ...result,
      ...(changeDescription !== undefined && { changeDescription }),
      ...(unrecorded.length > 0 && { unrecorded: [...unrecorded] }),
      ...(kind !== 'entityNoChange' && { written: basisOf(after.row) }),
    }
  }
  const requests = good.map(({ request }) => request)
  const { rows } = await bulkUpsert(def, requests, { keepOmitted: true, rules }, ctx)
  const refused = rows.flatMap(({ row: place, outcome, message, fields }): SettledRow[] => {
    const row = good[place]?.row
    if (row === undefined || outcome !== 'refused') return []
    const result = resultOf(row)
    const isHeld = held.has(result.fullyQualifiedName ?? '')
    if (isHeld) return [{ ...settledAs(row, 'held'), result: { ...result, message } }]
    const problems = refusalsOf({ message, fields }, known)
    return [{ ...settledAs(row, 'failed'), result: { ...result, ...toldOf(problems), problems } }]
  })
  const bad = batch.requests
    .filter(({ problems }) => problems.length > 0)
    .map((one) => refusedHere(one, 'failed', resultOf(one.row), one.problems))
  return [...refused, ...twins, ...bad]
}

const resultOf = ({ result }: JobRow): ImportResult => Object(result)

const settledAs = ({ row, status, result }: JobRow, to: string): SettledRow => ({ row, from: status, to, result })

const moved = (fqn: string): string =>
  `${fqn} has changed since the preview. Import the row again to see what it would do now`

const isSame = (base: Basis | null, row: Basis | undefined): boolean =>
  base === null || row === undefined
    ? base === null && row === undefined
    : base.id === row.id && base.version === row.version && base.updatedAt === row.updatedAt
