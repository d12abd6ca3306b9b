/**
 * Another name or place for one thing, or another thing in its place: a job whose first row is about it, planned first, and
 * run when its plan has been looked at.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { EntityKind } from '@/components/entity/entity-kind'
import { toast } from '@/components/ui/toast'
import { planQueries } from '@/lib/client/job-plan'
import { jobMutations, settledJob } from '@/lib/client/jobs'
import { permalink } from '@/lib/client/links'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { JobRowView, JobView } from '@/lib/model/wire/job'
import type { OneThingRequest } from '@/lib/model/wire/selection'

/** What it would come to: the job that has found out, its first row, and how many rows come to what. */
export interface OnePlan<Wish> {
  readonly id: string
  readonly wish: Wish
  readonly row: JobRowView
  readonly counts: JobView['counts']
}

/** The plan, if it can be carried out. */
export const readyOf = <Wish>(plan: OnePlan<Wish> | undefined): OnePlan<Wish> | undefined =>
  plan !== undefined && canRun(plan.row) ? plan : undefined

const canRun = ({ outcome }: JobRowView): boolean => outcome === 'update' || outcome === 'delete'

/** Has the server find out; a plan that is not carried out is given up. */
export function useOnePlan<Wish>(request: (wish: Wish) => OneThingRequest) {
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: async (wish: Wish): Promise<OnePlan<Wish>> => {
      const job = await settledJob(await jobMutations.create(request(wish)))
      if (job.problem !== undefined) throw new Error(job.problem)
      const { data } = await client.fetchQuery(planQueries.rows(job.id, {}, 0))
      const [row] = data
      if (row === undefined) throw new Error('The server has lost the plan: try it again')
      if (!canRun(row)) await jobMutations.cancel(job.id)
      return { id: job.id, wish, row, counts: job.counts }
    },
  })
  const { data, reset } = mutation
  return {
    ...mutation,
    drop: () => {
      const ready = readyOf(data)
      if (ready !== undefined) void jobMutations.cancel(ready.id).catch(() => {})
      reset()
    },
  }
}

/** Carries a plan out, and leads to the page under the name it has then, or to that of what is in its place. */
export function useOneRun<Wish>({ one }: EntityKind, target: (wish: Wish) => string, told: (wish: Wish) => string) {
  const router = useRouter()
  const refresh = useRefreshCatalogue()
  return useMutation({
    mutationFn: async (plan: OnePlan<Wish>) => {
      const { counts, problem } = await settledJob(await jobMutations.run(plan.id, {}))
      if ((counts[plan.row.outcome === 'delete' ? 'deleted' : 'updated'] ?? 0) === 0)
        throw new Error(problem ?? `This ${one} has changed meanwhile: close this, and look at it again`)
      return plan.wish
    },
    onSuccess: async (wish) => {
      router.push(permalink(target(wish)))
      toast.success(told(wish))
      await refresh()
    },
  })
}
