import { sql, type Transaction } from 'kysely'
import type { ChangeOf } from '@/lib/store/change'
import { countedAfter, countedAs, laterThan, lost, resultText } from '@/lib/store/sql/job-rows'
import type { Tables } from '@/lib/store/sql/tables'

/** First of all: the lock on the job keeps apart whoever has its lease and whoever takes it over. */
export async function settleAll(
  trx: Transaction<Tables>,
  settled: readonly ChangeOf<'settle'>[],
  relisted: readonly ChangeOf<'relist'>[],
  mended: readonly ChangeOf<'mend'>[],
  credits: readonly ChangeOf<'credit'>[],
): Promise<void> {
  for (const [jobId, changes] of Map.groupBy(settled, (change) => change.jobId)) {
    const [{ token = '', leaseUntil = 0 } = {}] = changes
    const counts = await lockedCounts(trx, jobId, token)
    const rows = changes.flatMap((change) => change.rows)
    const { numAffectedRows } = await sql`update job_row r set status = u.status, result = u.result
      from unnest(${rows.map(({ row }) => row)}::int8[], ${rows.map(({ from }) => from)}::text[],
        ${rows.map(({ to }) => to)}::text[], ${rows.map(({ result }) => resultText(result))}::text[])
        as u(row_number, was, status, result)
      where r.job_id = ${jobId} and r.row_number = u.row_number and r.status = u.was`.execute(trx)
    if (numAffectedRows !== BigInt(rows.length)) throw lost(jobId)
    await sql`update job set counts = ${countedAfter(counts, rows)}, lease_until = ${leaseUntil},
      updated_at = ${Date.now()} where id = ${jobId}`.execute(trx)
  }
  for (const change of relisted) await relist(trx, change)
  for (const change of mended) await mend(trx, change)
  if (credits.length === 0) return
  // The last of several for one version counts.
  const last = [...new Map(credits.map((credit) => [`${credit.entityId} ${credit.version}`, credit])).values()]
  await sql`insert into job_version (entity_id, version, job_id) select * from unnest(
      ${last.map(({ entityId }) => entityId)}::text[], ${last.map(({ version }) => version)}::float8[],
      ${last.map(({ jobId }) => jobId)}::text[])
    on conflict (entity_id, version) do update set job_id = excluded.job_id`.execute(trx)
}

async function relist(
  trx: Transaction<Tables>,
  { jobId, token, leaseUntil, status, rows }: ChangeOf<'relist'>,
): Promise<void> {
  const counts = await lockedCounts(trx, jobId, token)
  await sql`delete from job_row where job_id = ${jobId} and status = ${status}`.execute(trx)
  await sql`insert into job_row (job_id, row_number, status, source, result)
    select ${jobId}, u.row_number, ${status}, u.source, u.result
    from unnest(${rows.map(({ row }) => row)}::int8[], ${rows.map(({ source }) => JSON.stringify(source))}::text[],
      ${rows.map(({ result }) => resultText(result))}::text[]) as u(row_number, source, result)`.execute(trx)
  await sql`update job set counts = ${countedAs(counts, status, rows.length)}, lease_until = ${leaseUntil},
    updated_at = ${Date.now()} where id = ${jobId}`.execute(trx)
}

async function mend(trx: Transaction<Tables>, { jobId, seen, state, input, rows }: ChangeOf<'mend'>): Promise<void> {
  const found = await sql<{ counts: string }>`select counts from job
    where id = ${jobId} and updated_at = ${seen.updatedAt} and input = ${JSON.stringify(seen.input)}
      and state = 'planned' for update`.execute(trx)
  const [job] = found.rows
  if (job === undefined) throw lost(jobId)
  const said = rows.map(({ source }) => (source === undefined ? null : JSON.stringify(source)))
  const { numAffectedRows } = await sql`update job_row r set status = u.status, result = u.result,
      source = coalesce(u.source, r.source)
    from unnest(${rows.map(({ row }) => row)}::int8[], ${rows.map(({ from }) => from)}::text[],
      ${rows.map(({ to }) => to)}::text[], ${rows.map(({ result }) => resultText(result))}::text[], ${said}::text[])
      as u(row_number, was, status, result, source)
    where r.job_id = ${jobId} and r.row_number = u.row_number and r.status = u.was`.execute(trx)
  if (numAffectedRows !== BigInt(rows.length)) throw lost(jobId)
  await sql`update job set counts = ${countedAfter(JSON.parse(job.counts), rows)}, state = ${state},
    input = ${JSON.stringify(input)}, updated_at = ${laterThan(seen.updatedAt)} where id = ${jobId}`.execute(trx)
}

/** The counts of a job that is under the token, which nobody takes over meanwhile. */
async function lockedCounts(trx: Transaction<Tables>, jobId: string, token: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ counts: string }>`select counts from job
    where id = ${jobId} and token = ${token} and state = 'running' for update`.execute(trx)
  const [job] = rows
  if (job === undefined) throw lost(jobId)
  return JSON.parse(job.counts)
}
