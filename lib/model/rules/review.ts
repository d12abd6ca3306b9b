/** What reviewers say of what they review (decision 043): asked by the gate, and by screens for their buttons. */
import type { Actor } from '@/lib/model/rules/access'
import { conditionTest } from '@/lib/model/rules/condition'
import { type AccessSubject, fits, never } from '@/lib/model/rules/subject-test'

/** How far something is, in OpenMetadata's words. */
export const statuses = ['Draft', 'In Review', 'Approved', 'Archived', 'Deprecated', 'Rejected', 'Unprocessed'] as const
export type EntityStatus = (typeof statuses)[number]

/** Of what nobody has said anything, in the contract's words. */
export const unsaidStatus: EntityStatus = 'Unprocessed'

/** A status that says what reviewers think of it. The others say how far somebody is with it. */
export const isVerdict = (status: unknown): boolean => status === 'Approved' || status === 'Rejected'

/** Whether reviewers leave it to the actor to say so: where there are some, it is theirs and the administrators'. */
export const mayJudge = (actor: Actor, subject: AccessSubject): boolean =>
  actor.isAdmin ||
  (subject.reviewers ?? []).length === 0 ||
  fits(conditionTest('isReviewer()', actor) ?? never, subject)
