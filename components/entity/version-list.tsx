'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import { type ReactNode, useState } from 'react'
import { FieldDiffs } from '@/components/entity/field-diffs'
import { PersonName } from '@/components/entity/person-name'
import { RequestError } from '@/components/entity/request-error'
import { useDefinition } from '@/components/entity/use-definition'
import { VersionsLoading } from '@/components/entity/versions-loading'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { useMediaQuery } from '@/components/ui/use-media-query'
import { jobHref, jobQueries } from '@/lib/client/jobs'
import { entityQueries } from '@/lib/client/queries'
import { blankDraft, formNames, storedDraft } from '@/lib/model/edits/draft'
import { changeSummary, draftDiffs, type FieldDiff, fieldDiffs } from '@/lib/model/edits/field-diff'
import type { Entity, EntityType } from '@/lib/model/entities/entity'
import { formatVersion } from '@/lib/model/rules/version'

/** Rows shown at a time; a long history is unrolled by the reader. */
const pageSize = 50

/** The history of an entity, newest first, and what one version changed against the one before. */
export function VersionList({ type, id }: { type: EntityType; id: string }) {
  const def = useDefinition(type)
  const { data: versions, error, refetch, isFetching } = useQuery(entityQueries(def).versions(id))
  const jobs = useQuery(jobQueries.ofEntity(type, id)).data?.data ?? []
  const [chosen, choose] = useQueryState('version')
  const [shown, setShown] = useState(pageSize)
  const isWide = useMediaQuery('(min-width: 64rem)') ?? true
  if (error !== null) {
    return (
      <RequestError
        title="The versions could not be loaded."
        error={error}
        onRetry={() => void refetch()}
        retrying={isFetching}
      >
        {error.message}
      </RequestError>
    )
  }
  if (versions === undefined) return <VersionsLoading />
  const current = versions.find((version) => numberOf(version) === chosen) ?? versions[0]
  const diffsOf = (version: Entity) =>
    version.changeDescription === undefined
      ? draftDiffs(def, blankDraft(def), storedDraft(def, version, formNames(def, true)))
      : fieldDiffs(def, version.changeDescription)
  const jobOf = ({ version }: Entity) => jobs.find((credit) => credit.version === version)?.jobId
  const details =
    current === undefined ? null : <VersionChange version={current} diffs={diffsOf(current)} jobId={jobOf(current)} />
  return (
    <div className="grid gap-x-8 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className="min-w-0">
        <ol aria-label="Versions" className="border-line border-t">
          {versions.slice(0, shown).map((version) => (
            <li key={version.version} className="border-line border-b">
              <VersionRow
                version={version}
                summary={version.changeDescription === undefined ? 'created' : changeSummary(diffsOf(version))}
                isCurrent={version === current}
                isByJob={jobOf(version) !== undefined}
                onChoose={() => void choose(numberOf(version))}
              />
              {version === current && !isWide ? <div className="pt-3 pb-4 ps-3">{details}</div> : null}
            </li>
          ))}
        </ol>
        {versions.length <= shown ? null : (
          <Button variant="link" className="mt-3" onClick={() => setShown(shown + pageSize)}>
            Show {Math.min(pageSize, versions.length - shown)} more
          </Button>
        )}
      </div>
      {isWide ? <div className="min-w-0 self-start lg:sticky lg:top-5">{details}</div> : null}
    </div>
  )
}

const numberOf = (version: Entity): string => formatVersion(version.version ?? 0.1)

interface VersionRowProps {
  version: Entity
  summary: string
  isCurrent: boolean
  isByJob: boolean
  onChoose: () => void
}

function VersionRow({ version, summary, isCurrent, isByJob, onChoose }: VersionRowProps) {
  return (
    <button
      type="button"
      aria-current={isCurrent}
      onClick={onChoose}
      className={cn(
        'grid w-full grid-cols-[2.75rem_minmax(0,1fr)] gap-x-2 rounded-md px-3 py-2.5 text-start hover:bg-hover focus-visible:outline-offset-[-2px]',
        isCurrent && 'bg-active hover:bg-active',
      )}
    >
      <span className="font-medium font-mono text-fg text-xs leading-5 tabular-nums">
        <span className="sr-only">Version </span>
        {numberOf(version)}
      </span>
      <span className="min-w-0">
        <span className="block truncate text-fg text-sm first-letter:uppercase">{summary}</span>
        <Attribution version={version} isByJob={isByJob} className="text-xs" />
      </span>
    </button>
  )
}

/** Who and when. */
function Attribution({
  version,
  isByJob = false,
  className,
}: {
  version: Entity
  isByJob?: boolean
  className?: string
}): ReactNode {
  return (
    <span className={cn('flex min-w-0 gap-1 text-muted', className)}>
      {version.updatedBy === undefined ? null : <PersonName name={version.updatedBy} />}
      <span aria-hidden>·</span>
      {version.updatedAt === undefined ? null : <RelativeTime value={version.updatedAt} className="shrink-0" />}
      {isByJob ? <span className="shrink-0">· import</span> : null}
    </span>
  )
}

function VersionChange({
  version,
  diffs,
  jobId,
}: {
  version: Entity
  diffs: readonly FieldDiff[]
  jobId: string | undefined
}) {
  const before = version.changeDescription?.previousVersion
  const title =
    before === undefined
      ? `Version ${numberOf(version)}: how it began`
      : `Version ${numberOf(version)}: changes since ${formatVersion(before)}`
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="font-semibold text-base">{title}</h2>
      <div className="mt-0.5 mb-3 flex flex-wrap gap-x-3">
        <Attribution version={version} className="text-sm" />
        {jobId === undefined ? null : <JobOf id={jobId} />}
      </div>
      {diffs.length === 0 ? (
        <p className="text-muted text-sm">Nothing more than its name and place.</p>
      ) : (
        <FieldDiffs diffs={diffs} />
      )}
    </section>
  )
}

/** What the job is called, and what it was for, is told to whoever may see it. */
function JobOf({ id }: { id: string }) {
  const { data: job } = useQuery({ ...jobQueries.byId(id), refetchInterval: false, retry: false })
  const name = job?.kind === 'undo' ? `Undo of ${job.title}` : job?.title
  return (
    <>
      <Link href={jobHref(id)} className="rounded-sm text-accent-text text-sm underline-offset-4 hover:underline">
        The job that wrote it
      </Link>
      <span dir="auto" className="min-w-0 text-muted text-sm [overflow-wrap:anywhere]">
        {[name, job?.note].filter(Boolean).join(' · ')}
      </span>
    </>
  )
}
