'use client'

import { PageError, type PageErrorProps } from '@/components/shell/page-error'

/** For pages without the frame; those inside it have their own, which keeps the navigation. */
export default function RootError(props: PageErrorProps) {
  return (
    <main id="content" className="mx-auto max-w-2xl pt-[10vh]">
      <PageError {...props} />
    </main>
  )
}
