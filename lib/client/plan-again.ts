/** What is created for rows of a job is told with the next planning; where that fails, with the one after it. */
import { send } from '@/lib/client/api'
import { soon } from '@/lib/client/jobs'
import { addUp } from '@/lib/model/rules/made-for-rows'
import type { MadeForRows, PlanAgain } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

/** By the id of the job, while the page stays. */
const untold = new Map<string, MadeForRows>()

/** What the job has not heard of yet. */
export const untoldOf = (id: string): MadeForRows => untold.get(id) ?? {}

/** Plans rows once more, by what is said of the mapping now. */
export const planAgain = (id: string, change: PlanAgain): Promise<JobView> =>
  withUntold(id, change, (body) => send<JobView>(`/api/x/imports/${id}/plan`, { method: 'POST', query: soon, body }))

/** Asks for a planning that tells all of it, too. */
export async function withUntold<Answer>(
  id: string,
  { made, ...change }: PlanAgain,
  ask: (asked: PlanAgain) => Promise<Answer>,
): Promise<Answer> {
  const all = addUp(untoldOf(id), made)
  // A planning that is asked for meanwhile does not tell it once more.
  untold.delete(id)
  try {
    return await ask({ ...change, ...(Object.keys(all).length > 0 && { made: all }) })
  } catch (error) {
    untold.set(id, addUp(untoldOf(id), all))
    throw error
  }
}
