import type { ReactNode } from 'react'

/** What comes next, always in reach at the foot of the window: a sentence at the left, buttons at the right. */
export function StepBar({ children, note }: { children: ReactNode; note?: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-line border-t bg-bg px-page py-3">
      {note === undefined ? null : <p className="mr-auto min-w-0 text-muted text-sm">{note}</p>}
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  )
}
