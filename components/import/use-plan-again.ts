import { type QueryClient, useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query'
import { showJob } from '@/components/import/use-job-action'
import { planQueries } from '@/lib/client/job-plan'
import { isMoving, jobQueries, settledJob } from '@/lib/client/jobs'
import { planAgain } from '@/lib/client/plan-again'
import type { ImportMapping, MappingChange, PlanAgain } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

/** What is asked of a plan comes in turn, and ends once nothing is planned any more: meanwhile the server takes nothing. */
export const planScope = ({ id }: JobView) => ({ id: `plan of ${id}` })

export const planningKey = ({ id }: JobView) => ['jobs', 'planning', id]

/** Is something asked that changes the plan? What is shown of it is not what there will be. */
export const useIsPlanning = (job: JobView): boolean => useIsMutating({ mutationKey: planningKey(job) }) > 0

/** Shows the job while it is planned, and gives it once it is. */
export async function plannedJob(client: QueryClient, begun: JobView): Promise<JobView> {
  await showJob(client, begun)
  if (!isMoving(begun)) return begun
  const job = await settledJob(begun)
  await showJob(client, job)
  return job
}

interface PlanChange extends Pick<PlanAgain, 'made'> {
  /** Of the mapping as it is when its turn has come: what was said just before is in it. */
  readonly change: (mapping: ImportMapping) => MappingChange
  /** The server has taken it, and plans. */
  readonly onTaken?: () => void
}

/** Plans rows of an import once more, by what is said of its mapping now. */
export function usePlanAgain(job: JobView) {
  const client = useQueryClient()
  return useMutation({
    mutationKey: planningKey(job),
    scope: planScope(job),
    mutationFn: async ({ change, made, onTaken }: PlanChange) => {
      const { file } = client.getQueryData(jobQueries.byId(job.id).queryKey) ?? job
      const begun = await planAgain(job.id, { ...change(file?.mapping ?? {}), ...(made !== undefined && { made }) })
      onTaken?.()
      const planned = await plannedJob(client, begun)
      // What stands in the way now is known as soon as the plan is.
      await client.prefetchQuery(planQueries.summary(planned))
      return planned
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: ['jobs', 'list'] }),
    // It may stand elsewhere than this page thought.
    onError: () => client.invalidateQueries({ queryKey: ['jobs', 'one'] }),
  })
}
