import type { ReactNode } from 'react'
import { listedOperations } from '@/app/docs/api/listed-operations'
import { OperationList } from '@/components/docs/operation-list'

/** The list stays where it is while one goes from call to call. */
export default function CallLayout({ children }: { children: ReactNode }) {
  return (
    <div className="lg:grid lg:grid-cols-[18rem_minmax(0,1fr)]">
      <div className="sticky top-12 h-[calc(100dvh-3rem)] overflow-y-auto border-line border-e p-4 max-lg:hidden">
        <OperationList operations={listedOperations} narrow />
      </div>
      <main id="content" tabIndex={-1} className="min-w-0">
        {children}
      </main>
    </div>
  )
}
