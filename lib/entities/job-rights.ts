/** Whose business a job is: whoever started it, and administrators. */
import type { RequestContext } from '@/lib/entities/context'
import type { Job } from '@/lib/store/jobs'

export const maySeeJob = ({ state, actorId }: Job, { actor }: RequestContext): boolean =>
  state !== 'receiving' && (actor.isAdmin || actorId === actor.id)
