import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'

/** The page of one thing before it is there, in its final measures. */
export function EntityLoading() {
  return (
    <LoadingRegion label="Loading">
      <div className="grid gap-1 px-page pt-5 pb-3">
        <Skeleton className="my-1 h-4 w-44" />
        <Skeleton className="my-1 h-7 w-72 max-w-full" />
        <Skeleton className="my-1.5 h-4 w-96 max-w-full" />
      </div>
      <div className="flex h-10 items-center gap-5 border-line border-b px-page">
        <Skeleton className="w-14" />
        <Skeleton className="w-16" />
        <Skeleton className="w-20" />
      </div>
      <div className="grid gap-x-10 gap-y-8 px-page pt-6 lg:grid-cols-[minmax(0,1fr)_18rem] xl:gap-x-14">
        <div className="grid content-start gap-3">
          <Skeleton className="w-full max-w-[68ch]" />
          <Skeleton className="w-full max-w-[60ch]" />
          <Skeleton className="w-full max-w-[64ch]" />
        </div>
        <div className="grid content-start gap-5 border-line lg:border-s lg:ps-6">
          {['w-40', 'w-32', 'w-48', 'w-24', 'w-36', 'w-28'].map((width) => (
            <Skeleton key={width} className={width} />
          ))}
        </div>
      </div>
    </LoadingRegion>
  )
}
