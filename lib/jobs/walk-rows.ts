/** The ledger of a job from its first row to its last. */
import { takeTurns } from '@/lib/entities/turns'
import type { JobRow } from '@/lib/store/jobs'
import type { Store } from '@/lib/store/store'

const rowsAtOnce = 250

/** Its rows, never more than a few of them in memory, with a turn for others between; of all statuses if none is named. */
export async function* walkRows(
  { jobs }: Store,
  jobId: string,
  statuses?: readonly string[],
): AsyncGenerator<readonly JobRow[]> {
  const only = statuses === undefined ? {} : { statuses }
  const turn = takeTurns()
  for (let after = -1; ; ) {
    const rows = await jobs.rows(jobId, { ...only, after, limit: rowsAtOnce })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.row
    yield rows
    await turn()
  }
}
