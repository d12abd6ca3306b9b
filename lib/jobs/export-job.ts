/** The dashboards of a service as a file that is made in the background: a row of the ledger is a line of it. */
import type { RequestContext } from '@/lib/entities/context'
import { exportIds } from '@/lib/entities/export-pages'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { contractFields, contractWriter } from '@/lib/import/contract-csv'
import { importDefinition } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-job'
import type { JobKind } from '@/lib/jobs/job-kind'
import { queueTargets, targetsIn } from '@/lib/jobs/select-rows'
import type { SelectionSource } from '@/lib/jobs/selection-job'
import { walkRows } from '@/lib/jobs/walk-rows'
import type { Entity } from '@/lib/model/entities/entity'
import type { Job, JobRow, SettledRow } from '@/lib/store/jobs'

const def = importDefinition('dashboards')

/** What the ledger says of a row of an export. */
interface ExportResult extends ImportResult {
  readonly line?: string
}

/** There is nothing to look at before: it changes nothing. */
export const exportJob: JobKind = {
  kind: 'export',
  todo: ['pending'],
  open: async (_job, ctx) => {
    const writer = contractWriter(def, [...(await customPropertiesOf(def.type, ctx)).values()])
    return { plan: async () => [], run: (rows, _settle, context) => linesOf(rows, writer.row, context) }
  },
}

async function linesOf(
  rows: readonly JobRow[],
  write: (entity: Entity) => string,
  ctx: RequestContext,
): Promise<readonly SettledRow[]> {
  const ids = rows.map(({ source }) => (source as SelectionSource).id) // as `queueTargets` wrote it
  const found = new Map<string, Entity>()
  for await (const page of exportIds(def, ids, new Set(contractFields), ctx))
    for (const entity of page) found.set(entity.id, entity)
  return rows.map(({ row, status }, index): SettledRow => {
    const entity = found.get(ids[index] ?? '')
    const { fullyQualifiedName, displayName } = entity ?? {}
    const result: ExportResult =
      entity === undefined
        ? { message: 'It is not there any more' }
        : { line: write(entity), fullyQualifiedName, ...(displayName !== undefined && { displayName }) }
    return { row, from: status, to: entity === undefined ? 'failed' : 'unchanged', result }
  })
}

/** A job that exports all dashboards of the service that the caller may see, queued. */
export async function startExport(service: string, ctx: RequestContext): Promise<Job> {
  const input = { collection: 'dashboards', fileName: `${service}.csv` } as const
  return queueTargets('export', 'run', await targetsIn(def, { service }, ctx), () => input, ctx)
}

/** The file, as far as it is made, piece by piece. */
export async function* exportedFile({ id }: Job, ctx: RequestContext): AsyncGenerator<string> {
  yield contractWriter(def, []).start
  for await (const rows of walkRows(ctx.store, id, ['unchanged']))
    yield rows.map(({ result }) => (Object(result) as ExportResult).line ?? '').join('')
}
