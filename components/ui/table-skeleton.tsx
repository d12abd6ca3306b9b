import { cn } from '@/components/ui/cn'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'

const widths = ['w-1/2', 'w-2/3', 'w-2/5', 'w-3/5', 'w-1/3', 'w-1/2', 'w-3/4', 'w-2/5']

interface TableSkeletonProps {
  /** "users" */
  many: string
  rows?: number
  rowHeight?: 'two-line' | 'one-line' | undefined
}

/** The rows of a `DataTable` to come, in their final height. */
export function TableSkeleton({ many, rows = 12, rowHeight = 'two-line' }: TableSkeletonProps) {
  return (
    <LoadingRegion label={`Loading ${many}`}>
      <div className="h-9 border-line border-b max-md:hidden" />
      {Array.from({ length: rows }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows without content and without order
          key={index}
          className={cn(
            'flex items-center gap-6 border-line border-b px-page max-md:h-24',
            rowHeight === 'two-line' ? 'h-row' : 'h-line',
          )}
        >
          <span className="grid min-w-0 flex-1 gap-2">
            <Skeleton className={cn('h-3', widths[index % widths.length])} />
            {rowHeight === 'two-line' ? <Skeleton className="h-2.5 w-1/4" /> : null}
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
