import type { ReactNode } from 'react'

/** Of a page with a `StepBar`: as high as the window, so that the bar is at its foot however little stands above. */
export const stepPage = 'flex min-h-[calc(100dvh-3rem)] flex-col md:min-h-dvh'

/** What comes next, always in reach at the foot of the window: a sentence at the left, buttons at the right. */
export function StepBar({ children, note }: { children: ReactNode; note?: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 mt-auto flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-line border-t bg-bg px-page py-3">
      {note === undefined ? null : <p className="mr-auto min-w-0 text-muted text-sm">{note}</p>}
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  )
}
