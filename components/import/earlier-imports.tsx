'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { JobError } from '@/components/import/job-error'
import type { SourceDialogProps } from '@/components/import/other-sources'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { DialogClose, DialogContent } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { earlierFile, earlierImports } from '@/lib/client/import-files'
import { jobQueries } from '@/lib/client/jobs'
import { counted } from '@/lib/model/rules/counted'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

/** Rows of an import that is kept, to be imported once more by the same mapping. */
export function EarlierImports({ handle: { session }, onDone }: SourceDialogProps) {
  const [isMended, setIsMended] = useState(true)
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: [...jobQueries.all, 'list', 'imports'],
    queryFn: ({ signal }) => earlierImports(signal),
  })
  const take = useMutation({
    mutationFn: ({ job, collection }: { job: JobView; collection?: Importable }) =>
      earlierFile(job.id, { collection, mended: isMended }),
    onSuccess: ({ file, mapping, collection }) => {
      onDone()
      void session.again(collection, file, mapping)
    },
  })
  const problem = error ?? take.error
  return (
    <DialogContent
      size="md"
      title="Import from an earlier job"
      description="Its rows are read once more, with the mapping that they were imported by. Jobs are kept for 30 days after their end."
      footer={
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
      }
    >
      <div className="grid gap-4" aria-busy={take.isPending || data === undefined}>
        {problem === null ? null : (
          <JobError
            title="The rows could not be had"
            error={problem}
            {...(error !== null && { onRetry: () => void refetch(), retrying: isFetching })}
          />
        )}
        {data === undefined ? (
          error === null ? (
            <p role="status" className="text-faint text-sm">
              Loading
            </p>
          ) : null
        ) : data.data.length === 0 ? (
          <EmptyState title="No imports yet">What you import is listed here afterwards.</EmptyState>
        ) : (
          <>
            <CheckboxField
              label="With the cells that were edited in the preview"
              help="Unticked, the rows are as the file had them."
              checked={isMended}
              onChange={(event) => setIsMended(event.target.checked)}
            />
            <ul aria-label="Earlier imports" className="border-line border-t">
              {data.data.map((job) => (
                <li key={job.id} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-b py-2.5">
                  <div className="min-w-0 flex-1 basis-56 text-sm">
                    <p dir="auto" className="truncate font-medium text-base text-fg">
                      {job.title}
                    </p>
                    <p className="text-muted">
                      {[counted(job.rows, 'row'), job.note].filter(Boolean).join(' · ')} ·{' '}
                      <RelativeTime value={job.createdAt} />
                    </p>
                  </div>
                  {kindsOf(job).map((collection) => (
                    <Button
                      key={collection}
                      size="sm"
                      pending={
                        take.isPending && take.variables.job.id === job.id && take.variables.collection === collection
                      }
                      aria-label={`Take the ${collection} of ${job.title}`}
                      onClick={() => take.mutate({ job, collection })}
                    >
                      {`Take the ${collection}`}
                    </Button>
                  ))}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </DialogContent>
  )
}

/** Charts that came with dashboards are rows of another kind: a file of their own. */
const kindsOf = ({ collection, file }: JobView): Importable[] =>
  file?.charts !== undefined ? ['charts', 'dashboards'] : [collection === 'charts' ? 'charts' : 'dashboards']
