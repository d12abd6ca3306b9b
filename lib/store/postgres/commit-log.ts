import { sql, type Transaction } from 'kysely'
import { commitsBetween, commitsKept, type Moved } from '@/lib/store/sql/commit-log'
import type { Tables } from '@/lib/store/sql/tables'

/** At the end of a commit, under the lock of the feed: the numbers are in the order in which the commits become visible. */
export async function logCommit(trx: Transaction<Tables>, moved: Moved): Promise<void> {
  const { unknown } = moved
  if (unknown.length > 0) {
    const { rows } = await sql<{ id: string; type: string; seq: string }>`select id, type, seq from entity
      where id = any(${unknown}::text[])`.execute(trx)
    for (const { id, type, seq } of rows) moved.row(type, id, seq)
  }
  const { rows } = await sql<{ seq: string }>`insert into commit_log (touched) values (${moved.text})
    returning seq`.execute(trx)
  const latest = Number(rows[0]?.seq)
  if (latest % commitsBetween === 0) await sql`delete from commit_log where seq <= ${latest - commitsKept}`.execute(trx)
}
