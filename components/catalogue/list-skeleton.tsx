import type { ListKind } from '@/components/catalogue/list-kinds'
import { Skeleton } from '@/components/ui/skeleton'
import { TableSkeleton } from '@/components/ui/table-skeleton'

/** A whole list page before the server has answered. */
export function ListPageSkeleton({ kind }: { kind: ListKind }) {
  return (
    <>
      <div className="flex items-center gap-3 px-page pt-5 pb-3">
        <h1 className="flex min-h-control items-center font-semibold text-xl">{kind.title}</h1>
      </div>
      <div className="flex gap-2 px-page pb-2">
        <Skeleton className="h-control w-80 rounded-md max-lg:w-auto max-lg:flex-1" />
        <Skeleton className="h-chip w-20 self-center rounded-md max-lg:hidden" />
        <Skeleton className="h-chip w-20 self-center rounded-md max-lg:hidden" />
        <Skeleton className="h-control w-24 rounded-md lg:hidden" />
      </div>
      <TableSkeleton many={kind.many} />
    </>
  )
}
