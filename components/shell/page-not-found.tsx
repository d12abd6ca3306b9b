import type { ReactNode } from 'react'
import { buttonVariants } from '@/components/ui/button-variants'

/** What stands in the main region when there is nothing at the address; for the `not-found.tsx` of a segment. */
export function PageNotFound({
  title = 'There is no page at this address',
  children = 'It may have been renamed or deleted, or the link is incomplete.',
  actions,
}: {
  title?: string | undefined
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="grid max-w-2xl justify-items-start gap-3 px-page pt-10">
      <h1 className="font-semibold text-xl">{title}</h1>
      <div className="text-lg text-muted">{children}</div>
      {actions ?? (
        // No `Link`: every page carries what the page for unknown addresses is made of.
        <a href="/dashboards" className={buttonVariants({ variant: 'primary' })}>
          Go to dashboards
        </a>
      )}
    </div>
  )
}
