/** Whose business a job is: whoever started it, and administrators. */
import type { RequestContext } from '@/lib/entities/context'
import type { Job } from '@/lib/store/jobs'

/** A job that is kept still, and is the caller's business; undefined for any other. */
export async function seenJob(id: string, { store, actor }: RequestContext): Promise<Job | undefined> {
  const job = await store.jobs.find(id)
  if (job === undefined || job.state === 'receiving') return undefined
  return actor.isAdmin || job.actorId === actor.id ? job : undefined
}
