'use client'

import { useQuery } from '@tanstack/react-query'
import { FieldDiffs } from '@/components/entity/field-diffs'
import { useDefinition } from '@/components/entity/use-definition'
import { Avatar } from '@/components/ui/avatar'
import { ErrorState } from '@/components/ui/error-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'
import { ApiError } from '@/lib/client/api'
import { entityQueries } from '@/lib/client/queries'
import { changeSummary, type FieldDiff, fieldDiffs } from '@/lib/model/edits/field-diff'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import type { WithMembers } from '@/lib/model/fields/field'
import { formatVersion } from '@/lib/model/rules/version'

/** Every version of a thing, newest first: when, who, and what it changed. */
export function VersionHistory<E extends Entity, C extends CreateEntity>({
  def,
  id,
}: {
  def: EntityAddress<E, C>
  id: string
}) {
  const members = useDefinition(def.type)
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
  if (data === undefined || members === undefined) {
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
          <Version def={members} version={version} isFirst={index === data.length - 1} />
        </li>
      ))}
    </ol>
  )
}

function Version({ def, version, isFirst }: { def: WithMembers; version: Entity; isFirst: boolean }) {
  const diffs = fieldDiffs(def, version.changeDescription)
  return (
    <div className="grid min-w-0 gap-1.5">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <h3 className="font-medium text-fg">{isFirst && diffs.length === 0 ? 'Created' : summaryOf(diffs)}</h3>
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
      <FieldDiffs diffs={diffs} />
    </div>
  )
}

function summaryOf(diffs: readonly FieldDiff[]): string {
  const text = changeSummary(diffs)
  return text === '' ? 'Nothing that is recorded changed' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
