import { useMutation, useQueryClient } from '@tanstack/react-query'
import { jobQueries } from '@/lib/client/jobs'
import type { JobView } from '@/lib/model/wire/job'

/** Something that is asked of a job; the answer is the job as it is then. */
export function useJobAction<Asked = void>(ask: (asked: Asked) => Promise<JobView>, scope?: { readonly id: string }) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ask,
    ...(scope !== undefined && { scope }),
    onSuccess: (job) => {
      client.setQueryData(jobQueries.byId(job.id).queryKey, job)
      return client.invalidateQueries({ queryKey: ['jobs', 'list'] })
    },
    // It may stand elsewhere than this page thought.
    onError: () => client.invalidateQueries({ queryKey: ['jobs', 'one'] }),
  })
}
