import type { ReactNode } from 'react'

/** One fact beside a description, in a list of them. What is not known is said quietly by the caller. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2">
      <dt title={label} className="truncate text-faint">
        {label}
      </dt>
      <dd className="grid min-w-0 gap-1.5 text-fg [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}

/** The value of a fact that is not there. */
export const Missing = ({ children }: { children: ReactNode }) => <span className="text-muted">{children}</span>
