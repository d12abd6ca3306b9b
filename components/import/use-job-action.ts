import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { jobQueries } from '@/lib/client/jobs'
import type { JobView } from '@/lib/model/wire/job'

/** Something that is asked of a job; the answer is the job as it is then. */
export function useJobAction<Asked = void>(ask: (asked: Asked) => Promise<JobView>, scope?: { readonly id: string }) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ask,
    ...(scope !== undefined && { scope }),
    onSuccess: async (job) => {
      await showJob(client, job)
      return client.invalidateQueries({ queryKey: ['jobs', 'list'] })
    },
    // It may stand elsewhere than this page thought.
    onError: () => client.invalidateQueries({ queryKey: ['jobs', 'one'] }),
  })
}

/** The job as an answer says it is. What was asked before may be answered later, and would show it as it was. */
export async function showJob(client: QueryClient, job: JobView): Promise<void> {
  const { queryKey } = jobQueries.byId(job.id)
  await client.cancelQueries({ queryKey })
  client.setQueryData(queryKey, (known) => (known !== undefined && known.updatedAt > job.updatedAt ? known : job))
}
