import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'

/** A history before it is there. */
export function VersionsLoading() {
  return (
    <LoadingRegion label="Loading versions" className="grid max-w-80 gap-5 border-line border-t pt-4">
      {['w-40', 'w-56', 'w-32'].map((width) => (
        <span key={width} className="grid gap-2 px-3">
          <Skeleton className={width} />
          <Skeleton className="w-24" />
        </span>
      ))}
    </LoadingRegion>
  )
}
