import type { Metadata } from 'next'
import { PageNotFound } from '@/components/shell/page-not-found'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <main id="content" className="mx-auto max-w-2xl pt-[10vh]">
      <PageNotFound />
    </main>
  )
}
