/** How far a job has been taken back, in words. */
import type { BadgeTone } from '@/components/ui/badge'
import { counted } from '@/lib/model/rules/counted'
import type { JobView } from '@/lib/model/wire/job'

type Undo = NonNullable<JobView['undo']>

interface UndoWords {
  readonly badge: string
  readonly tone: Exclude<BadgeTone, 'outline'>
  readonly sentence: string
  /** Nothing is left for another undo, or one is under way. */
  readonly isSettled: boolean
}

export function undoWords({ state, left, isTakenBack }: Undo): UndoWords {
  if (isTakenBack)
    return {
      badge: 'Undo undone',
      tone: 'neutral',
      sentence: 'It was taken back, and that was undone.',
      isSettled: false,
    }
  switch (state) {
    case 'planned':
      return {
        badge: 'Undo planned',
        tone: 'accent',
        sentence: 'Its undo is planned and waits to be run.',
        isSettled: true,
      }
    case 'queued':
    case 'running':
    case 'paused':
      return { badge: 'Being undone', tone: 'info', sentence: 'It is being taken back.', isSettled: true }
    case 'finished':
      return left === 0
        ? { badge: 'Undone', tone: 'ok', sentence: 'It was taken back.', isSettled: true }
        : {
            badge: 'Undone in part',
            tone: 'warning',
            sentence: `It was taken back, but for ${counted(left, 'row')}.`,
            isSettled: false,
          }
    case 'cancelled':
    case 'failed':
      return { badge: 'Undone in part', tone: 'warning', sentence: 'A part of it was taken back.', isSettled: false }
  }
}
