import { useEffect, useRef } from 'react'

/** The heading of what a job's page shows now. */
export const stageId = 'stage'

/** When the page turns by itself, what had the focus is gone: it goes to the new heading, unless it is somewhere useful. */
export function useStageFocus(stage: string | undefined): void {
  const before = useRef(stage)
  useEffect(() => {
    const hasTurned = before.current !== undefined && stage !== before.current
    before.current = stage
    if (hasTurned && (document.activeElement === null || document.activeElement === document.body))
      document.getElementById(stageId)?.focus({ preventScroll: true })
  }, [stage])
}
