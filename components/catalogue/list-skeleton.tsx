import type { ListKind } from '@/components/catalogue/list-kinds'
import { cn } from '@/components/ui/cn'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'

const widths = ['w-1/2', 'w-2/3', 'w-2/5', 'w-3/5', 'w-1/3', 'w-1/2', 'w-3/4', 'w-2/5']

/** The rows to come, in their final height. */
export function ListSkeleton({ kind, rows = 12 }: { kind: ListKind; rows?: number }) {
  return (
    <LoadingRegion label={`Loading ${kind.many}`}>
      <div className="h-9 border-line border-b max-md:hidden" />
      {Array.from({ length: rows }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows without content and without order
          key={index}
          className="flex h-12 items-center gap-6 border-line border-b px-page max-md:h-24"
        >
          <span className="grid min-w-0 flex-1 gap-2">
            <Skeleton className={cn('h-3', widths[index % widths.length])} />
            <Skeleton className="h-2.5 w-1/4" />
          </span>
          <Skeleton className="w-28 max-md:hidden" />
          <Skeleton className="w-24 max-md:hidden" />
          <Skeleton className="w-20 max-lg:hidden" />
          <Skeleton className="w-16 max-md:hidden" />
        </div>
      ))}
    </LoadingRegion>
  )
}

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
      <ListSkeleton kind={kind} />
    </>
  )
}
