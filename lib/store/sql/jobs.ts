/** Jobs and their ledgers, written once for both engines. */
import { type Kysely, sql } from 'kysely'
import { endedStates, type JobStore } from '@/lib/store/jobs'
import type { Dialect } from '@/lib/store/sql/dialect'
import { jobColumns, resultText, toJob, toJobRow, undoneBy } from '@/lib/store/sql/job-rows'
import type { JobTable, Tables } from '@/lib/store/sql/tables'

/** Rows of one statement: an embedded database stops everybody meanwhile. */
const sweptAtOnce = 500

export function createJobs(db: Kysely<Tables>, dialect: Dialect): JobStore {
  const jobs: JobStore = {
    add: async (job) => {
      // Every member is given.
      const row = { id: job.id, ...jobColumns(job), undo_of: undoneBy(job) } as JobTable
      await db.insertInto('job').values(row).execute()
    },
    addRows: async (jobId, rows) => {
      if (rows.length === 0) return
      const values = rows.map(({ row, status, source, result }) => ({
        job_id: jobId,
        row_number: row,
        status,
        source: JSON.stringify(source),
        result: resultText(result),
      }))
      await db.insertInto('job_row').values(values).execute()
    },
    addRowsOf: async (jobId, other, statuses, after, limit) => {
      const { rows } = await sql<{ row_number: number }>`select row_number from job_row r
        where job_id = ${other} and row_number > ${after} and ${dialect.inRow('r.status')} in (${sql.join(statuses)})
        order by row_number limit ${limit}`.execute(db)
      const found = rows.map(({ row_number }) => Number(row_number))
      const pending = found.map((row) => ({ row, status: 'pending', source: { of: other, row }, result: null }))
      await jobs.addRows(jobId, pending)
      return found
    },
    find: async (id) => {
      const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : toJob(row)
    },
    list: async ({ actorId, actorName, kind, states, limit, after }) => {
      let query = db.selectFrom('job').selectAll()
      if (actorId !== undefined) query = query.where('actor_id', '=', actorId)
      if (actorName !== undefined) query = query.where('actor_name', '=', actorName)
      if (kind !== undefined) query = query.where('kind', '=', kind)
      if (states !== undefined) query = query.where('state', 'in', states)
      if (after !== undefined) {
        const { createdAt, id } = after
        query = query.where(({ or, and, eb }) =>
          or([eb('created_at', '<', createdAt), and([eb('created_at', '=', createdAt), eb('id', '<', id)])]),
        )
      }
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return rows.map(toJob)
    },
    undosOf: async (ids) => {
      if (ids.length === 0) return []
      const query = db.selectFrom('job').selectAll().where('undo_of', 'in', ids).where('state', '!=', 'receiving')
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').execute()
      return rows.map(toJob)
    },
    rows: async (jobId, { statuses, after = -1, offset = 0, limit }) => {
      const [only, ...more] = statuses ?? []
      // Of several statuses they are found in the order of the rows, of one by the index of statuses.
      const condition =
        only === undefined
          ? sql`true`
          : more.length === 0
            ? sql`r.status = ${only}`
            : sql`${dialect.inRow('r.status')} in (${sql.join([only, ...more])})`
      const { rows } = await sql<
        Parameters<typeof toJobRow>[0]
      >`select row_number, status, source, result from job_row r
        where job_id = ${jobId} and row_number > ${after} and ${condition}
        order by row_number limit ${limit} offset ${offset}`.execute(db)
      return rows.map(toJobRow)
    },
    rowsByNumber: async (jobId, rows) => {
      if (rows.length === 0) return []
      const found = await db
        .selectFrom('job_row')
        .select(['row_number', 'status', 'source', 'result'])
        .where('job_id', '=', jobId)
        .where('row_number', 'in', rows)
        .orderBy('row_number')
        .execute()
      return found.map(toJobRow)
    },
    statusesOf: async (jobId, rows) => {
      if (rows.length === 0) return []
      const { rows: found } = await sql<{ row_number: number; status: string }>`select row_number, status from job_row
        where job_id = ${jobId} and ${dialect.isOneOfNumbers('row_number', rows)} order by row_number`.execute(db)
      return found.map(({ row_number, status }) => ({ row: Number(row_number), status }))
    },
    move: async (id, { states, token, unasked = false, input }, to) => {
      let query = db.updateTable('job').set(jobColumns(to)).where('id', '=', id).where('state', 'in', states)
      if (token !== undefined) query = query.where('token', '=', token)
      if (unasked) query = query.where('wish', 'is', null)
      if (input !== undefined) query = query.where('input', '=', JSON.stringify(input))
      const { numUpdatedRows } = await query.executeTakeFirst()
      return numUpdatedRows > 0n
    },
    claim: async (token, now, leaseUntil) => {
      const { rows } = await sql<{ id: string }>`select id from job
        where state = 'queued' or (state = 'running' and lease_until < ${now})
        order by created_at, id limit 5`.execute(db)
      for (const { id } of rows) {
        // Of several that saw it, one gets it.
        const { numAffectedRows } = await sql`update job set state = 'running', token = ${token},
          lease_until = ${leaseUntil}, updated_at = ${now}
          where id = ${id} and (state = 'queued' or (state = 'running' and lease_until < ${now}))`.execute(db)
        if (numAffectedRows === 1n) return jobs.find(id)
      }
      return undefined
    },
    sweep: async (endedBefore, receivedBefore) => {
      const { rows } = await sql<{ id: string }>`select id from job
        where (state in (${sql.join(endedStates)}) and updated_at < ${endedBefore})
        or (state = 'receiving' and updated_at < ${receivedBefore}) limit 1`.execute(db)
      const [job] = rows
      if (job === undefined) return false
      const { numAffectedRows = 0n } = await sql`delete from job_row where job_id = ${job.id} and row_number in (
        select row_number from job_row where job_id = ${job.id} order by row_number limit ${sweptAtOnce})`.execute(db)
      if (numAffectedRows === 0n) await db.deleteFrom('job').where('id', '=', job.id).execute()
      return true
    },
    credits: async (entityId) => {
      const rows = await db
        .selectFrom('job_version')
        .select(['version', 'job_id'])
        .where('entity_id', '=', entityId)
        .orderBy('version', 'desc')
        .execute()
      return rows.map((row) => ({ version: Number(row.version), jobId: row.job_id }))
    },
    mappings: async () => {
      const rows = await db.selectFrom('kept_mapping').selectAll().orderBy('name').execute()
      return rows.map((row) => ({
        name: row.name,
        ownerId: row.owner_id,
        ownerName: row.owner_name,
        mapping: JSON.parse(row.mapping),
        updatedAt: Number(row.updated_at),
      }))
    },
    keepMapping: async ({ name, ownerId, ownerName, mapping, updatedAt }) => {
      const values = {
        owner_id: ownerId,
        owner_name: ownerName,
        mapping: JSON.stringify(mapping),
        updated_at: updatedAt,
      }
      await db
        .insertInto('kept_mapping')
        .values({ name, ...values })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
        .execute()
    },
    removeMapping: async (name) => {
      await db.deleteFrom('kept_mapping').where('name', '=', name).execute()
    },
  }
  return jobs
}
