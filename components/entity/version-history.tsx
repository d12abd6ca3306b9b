'use client'

import { useQuery } from '@tanstack/react-query'
import { type ChangeLine, changeLines, changeSummary } from '@/components/entity/change-lines'
import { Avatar } from '@/components/ui/avatar'
import { DiffText } from '@/components/ui/diff-text'
import { ErrorState } from '@/components/ui/error-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'
import { ApiError } from '@/lib/client/api'
import { entityQueries } from '@/lib/client/queries'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import { formatVersion } from '@/lib/model/rules/version'

/** Every version of a thing, newest first: when, who, and what it changed. */
export function VersionHistory<E extends Entity, C extends CreateEntity>({
  def,
  id,
}: {
  def: EntityDefinition<E, C>
  id: string
}) {
  const { data, error, refetch, isFetching } = useQuery(entityQueries(def).versions(id))
  if (data === undefined && error !== null) {
    return (
      <ErrorState
        title="The versions could not be loaded"
        requestId={error instanceof ApiError ? error.requestId : undefined}
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    )
  }
  if (data === undefined) {
    return (
      <LoadingRegion label="Loading versions" className="grid gap-5">
        <Skeleton className="h-4 w-1/3" />
        <Skeleton className="h-4 w-1/2" />
      </LoadingRegion>
    )
  }
  return (
    <ol aria-label="Versions" className="max-w-4xl">
      {data.map((version, index) => (
        <li
          key={version.version}
          className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-3 border-line border-b py-3 first:pt-0 last:border-b-0"
        >
          <span className="font-mono text-fg text-sm tabular-nums">{formatVersion(version.version ?? 0.1)}</span>
          <Version version={version} isFirst={index === data.length - 1} />
        </li>
      ))}
    </ol>
  )
}

function Version({ version, isFirst }: { version: Entity; isFirst: boolean }) {
  const lines = changeLines(version.changeDescription)
  return (
    <div className="grid min-w-0 gap-1.5">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <h3 className="font-medium text-fg">{isFirst && lines.length === 0 ? 'Created' : changeSummary(lines)}</h3>
        <span className="inline-flex min-w-0 items-center gap-1.5 text-muted">
          {version.updatedBy === undefined ? null : (
            <>
              <Avatar name={version.updatedBy} />
              <span className="truncate">{version.updatedBy}</span>
            </>
          )}
          {version.updatedAt === undefined ? null : <RelativeTime value={version.updatedAt} className="shrink-0" />}
        </span>
      </div>
      {lines.length === 0 ? null : (
        <dl className="grid gap-1 text-sm">
          {lines.map((line) => (
            <Change key={line.field} line={line} />
          ))}
        </dl>
      )}
    </div>
  )
}

function Change({ line }: { line: ChangeLine }) {
  const parts = [
    ...line.removed.map((text) => ({ kind: 'removed' as const, text })),
    ...line.added.map((text) => ({ kind: 'added' as const, text })),
  ]
  return (
    <div className="grid min-w-0 gap-x-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-muted">{line.label}</dt>
      <dd dir="auto" className="line-clamp-6 min-w-0 [overflow-wrap:anywhere]">
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may have the same text, their order is fixed
          <span key={index} className="me-1.5">
            <DiffText parts={[part]} />
          </span>
        ))}
      </dd>
    </div>
  )
}
