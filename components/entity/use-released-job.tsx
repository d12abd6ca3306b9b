import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { tellFailure } from '@/components/entity/tell-failure'
import type { OnePlan } from '@/components/entity/use-one-thing-job'
import { Link } from '@/components/ui/link'
import { toast } from '@/components/ui/toast'
import { jobHref, jobMutations, jobQueries, settledJob } from '@/lib/client/jobs'
import { permalink } from '@/lib/client/links'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { JobView } from '@/lib/model/wire/job'

/** Longer than other notes: the ways there and back are in it. */
const noteMs = 20_000

/**
 * Carries a plan out and lets go: it succeeds when the job has begun. The tray shows how far it is, whatever page somebody
 * goes to meanwhile; when it is done, a note leads to what is in the place of it, and back. Who is still on its page is led there.
 */
export function useReleasedRun<Wish>(name: string, target: (wish: Wish) => string, told: (wish: Wish) => string) {
  const client = useQueryClient()
  const router = useRouter()
  const refresh = useRefreshCatalogue()
  const undo = useMutation({
    mutationFn: async (id: string) => settledJob(await jobMutations.undoAtOnce(id)),
    onSuccess: ({ id, counts, problem }) => {
      if (problem === undefined && (counts.failed ?? 0) + (counts.held ?? 0) === 0) toast.success(`${name} is back.`)
      else toast.error(<JobNote id={id} words={`Not everything of ${name} could be brought back.`} />)
    },
    onError: (failure) => tellFailure('It could not be undone', failure),
    onSettled: refresh,
  })
  const follow = useMutation({
    mutationFn: ({ job }: { job: JobView; wish: Wish; page: string }) => settledJob(job),
    onSuccess: async ({ id, counts }, { wish, page }) => {
      if ((counts.deleted ?? 0) === 0) toast.error(<JobNote id={id} words={`${name} stays: something still has it.`} />)
      else {
        const href = permalink(target(wish))
        if (window.location.pathname === page) router.push(href)
        const note = (
          <>
            {told(wish)}{' '}
            <Link href={href} className="underline">
              Go there
            </Link>
          </>
        )
        toast.success(note, { duration: noteMs, action: { label: 'Undo', onClick: () => undo.mutate(id) } })
      }
      await refresh()
    },
    onError: (failure) => tellFailure('Nobody knows how far it has come', failure),
  })
  return useMutation({
    mutationFn: (plan: OnePlan<Wish>) => jobMutations.run(plan.id, {}),
    onSuccess: async (job, { wish }) => {
      follow.mutate({ job, wish, page: window.location.pathname })
      await client.invalidateQueries({ queryKey: jobQueries.all })
    },
  })
}

function JobNote({ id, words }: { id: string; words: string }) {
  return (
    <>
      {words}{' '}
      <Link href={jobHref(id)} className="underline">
        See the job
      </Link>
    </>
  )
}
