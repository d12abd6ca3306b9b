import { useEffect, useRef, useState } from 'react'
import { hasEnded, isMoving } from '@/lib/client/jobs'
import type { JobView } from '@/lib/model/wire/job'

/** The heading of what a job's page shows now. */
export const stageId = 'stage'

type Stage = 'progress' | 'preview' | 'result'

export interface Shown {
  readonly stage: Stage
  /** Of a preview: the job as it was when it was planned last. */
  readonly job: JobView
  /** Of a preview: its rows are planned again. */
  readonly isPlannedAgain: boolean
}

/** What of a job its page shows. A preview stays while rows are planned again, with what somebody types into it. */
export function useShown(job: JobView | undefined): Shown | undefined {
  const [plan, setPlan] = useState<JobView>()
  const last = job?.state === 'planned' ? job : plan
  if (last !== plan) setPlan(last)
  if (job === undefined) return undefined
  if (hasEnded(job)) return { stage: 'result', job, isPlannedAgain: false }
  const isPlannedAgain = last !== undefined && job.phase === 'plan' && isMoving(job)
  return isPlannedAgain || job === last
    ? { stage: 'preview', job: last, isPlannedAgain }
    : { stage: 'progress', job, isPlannedAgain: false }
}

/** When the page turns by itself, what had the focus is gone: it goes to the new heading, unless it is somewhere useful. */
export function useStageFocus(stage: Stage | undefined): void {
  const before = useRef(stage)
  useEffect(() => {
    const hasTurned = before.current !== undefined && stage !== before.current
    before.current = stage
    if (hasTurned && isFocusLost()) document.getElementById(stageId)?.focus({ preventScroll: true })
  }, [stage])
}

/** What had it is gone, or goes: a dialog that closes gives it back to a button that may be gone by then. */
export function isFocusLost(): boolean {
  const { activeElement } = document
  return (
    activeElement === null || activeElement === document.body || activeElement.closest('[data-state=closed]') !== null
  )
}
