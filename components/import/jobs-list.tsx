'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { PersonName } from '@/components/entity/person-name'
import { JobCounts } from '@/components/import/job-counts'
import { JobError } from '@/components/import/job-error'
import { stateWords, titleOf } from '@/components/import/job-outcomes'
import { JobsFilter, useJobsFilter } from '@/components/import/jobs-filter'
import { undoWords } from '@/components/import/undo-words'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import { StatusBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { RelativeTime } from '@/components/ui/relative-time'
import { jobHref, jobPages } from '@/lib/client/jobs'
import type { JobView } from '@/lib/model/wire/job'

/** Imports, edits of many, undos, or imports alone, the newest first; administrators see those of everybody. */
export function JobsList({ ofImports = false }: { ofImports?: boolean }) {
  const actor = useActor()
  const filter = useJobsFilter()
  const { state, mine, person, isFiltered } = filter
  const kind = ofImports ? 'import' : filter.kind
  const query = useInfiniteQuery({
    ...jobPages({ everybody: actor.isAdmin && !mine, kind, state, startedBy: person }),
    placeholderData: keepPreviousData,
  })
  const jobs = query.data?.pages.flatMap(({ data }) => data)
  return (
    <>
      <PageHeader
        title={ofImports ? 'Import history' : 'Jobs'}
        {...(ofImports && { breadcrumb: [{ label: 'Jobs', href: '/jobs' }] })}
        actions={
          <>
            {ofImports ? null : <LinkButton href="/import/history">Import history</LinkButton>}
            <LinkButton variant="primary" href="/import">
              Import a file
            </LinkButton>
          </>
        }
      >
        <p className="max-w-[68ch] text-muted text-sm">
          {ofImports
            ? 'Every file that was imported, who brought it, what came of it, and whether it was taken back. Kept for 30 days after its end, with its rows.'
            : 'Imports, long exports, edits and deletions of many run on the server and go on without a window. They are kept for 30 days after their end.'}
        </p>
      </PageHeader>
      {jobs?.length === 0 && !isFiltered ? null : <JobsFilter {...filter} ofImports={ofImports} />}
      {query.error !== null && !query.isFetchNextPageError ? (
        <div className="px-page pb-4">
          <JobError
            title="The jobs could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        </div>
      ) : null}
      {jobs === undefined ? (
        query.error === null ? (
          <p role="status" className="px-page text-faint">
            Loading jobs
          </p>
        ) : null
      ) : jobs.length === 0 && isFiltered ? (
        <div className="border-line border-t px-page">
          <EmptyState
            announce
            title={ofImports ? 'No such import' : 'No such job'}
            actions={
              <Button variant="primary" onClick={filter.clear}>
                Clear filters
              </Button>
            }
          >
            Nothing that is kept is as the filters say.
          </EmptyState>
        </div>
      ) : jobs.length === 0 ? (
        <div className="border-line border-t px-page">
          <EmptyState
            title={ofImports ? 'No imports yet' : 'No jobs yet'}
            actions={
              <LinkButton variant="primary" href="/import">
                Import a file
              </LinkButton>
            }
          >
            A file with dashboards or charts is read, shown as it would change the catalogue, and written when you say
            so. So is what you edit or delete in many of them, from a list.
          </EmptyState>
        </div>
      ) : (
        <DataTable
          label={ofImports ? 'Imports' : 'Jobs'}
          columns={ofImports ? importColumns : columns}
          rows={jobs}
          rowKey={({ id }) => id}
          rowName={titleOf}
          refreshing={query.isPlaceholderData}
        />
      )}
      {query.isFetchNextPageError ? (
        <div className="px-page py-3">
          <JobError
            title="The older ones could not be loaded"
            error={query.error}
            onRetry={() => void query.fetchNextPage()}
            retrying={query.isFetchingNextPage}
          />
        </div>
      ) : query.hasNextPage ? (
        <div className="px-page py-3">
          <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </>
  )
}

const columns: readonly DataTableColumn<JobView>[] = [
  {
    id: 'title',
    header: 'Job',
    card: 'title',
    cell: (job) => (
      <span className="block min-w-0">
        <Link
          href={jobHref(job.id)}
          dir="auto"
          className="block truncate font-medium text-base text-fg hover:underline"
        >
          {titleOf(job)}
        </Link>
        <span dir="auto" className="block truncate text-muted text-xs">
          {[job.collection, job.note].filter(Boolean).join(' · ')}
        </span>
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: 'w-36',
    card: 'plain',
    cell: (job) => {
      const { badge, tone } = stateWords(job)
      return <StatusBadge tone={tone}>{badge}</StatusBadge>
    },
  },
  { id: 'rows', header: 'Rows', width: 'w-64', cell: (job) => <JobCounts job={job} /> },
  {
    id: 'startedBy',
    header: 'Started by',
    width: 'w-44',
    card: 'plain',
    hideBelow: 'lg',
    cell: (job) => <PersonName name={job.startedBy} />,
  },
  {
    id: 'createdAt',
    header: 'When',
    width: 'w-36',
    card: 'plain',
    cell: (job) => <RelativeTime value={job.createdAt} />,
  },
]

const importColumns: readonly DataTableColumn<JobView>[] = [
  ...columns.slice(0, 3),
  {
    id: 'undo',
    header: 'Taken back',
    width: 'w-36',
    card: 'plain',
    cell: ({ undo }) => {
      if (undo === undefined) return <span className="text-faint max-md:hidden">–</span>
      const { badge, tone } = undoWords(undo)
      return (
        <Link href={jobHref(undo.id)} className="rounded-sm hover:underline">
          <StatusBadge tone={tone}>{badge}</StatusBadge>
        </Link>
      )
    },
  },
  ...columns.slice(3),
]
