import type Database from 'better-sqlite3'
import type { ChangeOf } from '@/lib/store/change'
import { countedAfter, countedAs, laterThan, lost, resultText } from '@/lib/store/sql/job-rows'

/** What a commit does to the ledgers of jobs; prepared once per connection. */
export function settleStatements(db: Database.Database) {
  const findJob = db.prepare<[string, string], { counts: string }>(
    "select counts from job where id = ? and token = ? and state = 'running'",
  )
  const renewJob = db.prepare('update job set counts = ?, lease_until = ?, updated_at = ? where id = ?')
  const settleRow = db.prepare(
    'update job_row set status = ?, result = ? where job_id = ? and row_number = ? and status = ?',
  )
  const findWaiting = db.prepare<[string, number, string], { counts: string }>(
    "select counts from job where id = ? and updated_at = ? and input = ? and state = 'planned'",
  )
  const mendRow = db.prepare(`update job_row set status = ?, result = ?, source = coalesce(?, source)
    where job_id = ? and row_number = ? and status = ?`)
  const mendJob = db.prepare('update job set counts = ?, state = ?, input = ?, updated_at = ? where id = ?')
  const dropRows = db.prepare('delete from job_row where job_id = ? and status = ?')
  const addRow = db.prepare('insert into job_row (job_id, row_number, status, source, result) values (?, ?, ?, ?, ?)')
  const credit = db.prepare('insert or replace into job_version (entity_id, version, job_id) values (?, ?, ?)')

  return {
    settle: ({ jobId, token, rows, leaseUntil }: ChangeOf<'settle'>): void => {
      const job = findJob.get(jobId, token)
      if (job === undefined) throw lost(jobId)
      for (const { row, from, to, result } of rows)
        if (settleRow.run(to, resultText(result), jobId, row, from).changes === 0) throw lost(jobId)
      renewJob.run(countedAfter(JSON.parse(job.counts), rows), leaseUntil, Date.now(), jobId)
    },

    relist: ({ jobId, token, rows, leaseUntil, status }: ChangeOf<'relist'>): void => {
      const job = findJob.get(jobId, token)
      if (job === undefined) throw lost(jobId)
      dropRows.run(jobId, status)
      for (const { row, source, result } of rows)
        addRow.run(jobId, row, status, JSON.stringify(source), resultText(result))
      renewJob.run(countedAs(JSON.parse(job.counts), status, rows.length), leaseUntil, Date.now(), jobId)
    },

    mend: ({ jobId, seen, state, input, rows }: ChangeOf<'mend'>): void => {
      const job = findWaiting.get(jobId, seen.updatedAt, JSON.stringify(seen.input))
      if (job === undefined) throw lost(jobId)
      for (const { row, from, to, result, source } of rows) {
        const said = source === undefined ? null : JSON.stringify(source)
        if (mendRow.run(to, resultText(result), said, jobId, row, from).changes === 0) throw lost(jobId)
      }
      const counts = countedAfter(JSON.parse(job.counts), rows)
      mendJob.run(counts, state, JSON.stringify(input), laterThan(seen.updatedAt), jobId)
    },

    credit: ({ entityId, version, jobId }: ChangeOf<'credit'>): void => {
      credit.run(entityId, version, jobId)
    },
  }
}
