'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RequestError } from '@/components/entity/request-error'
import { agentWords } from '@/components/settings/agent-words'
import { SettingsSection } from '@/components/settings/settings-section'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { endOtherSessions, sessionsQuery } from '@/lib/client/account'

/** Where the person is signed in, and the way to end all of it but here. */
export function SessionsSection() {
  const client = useQueryClient()
  const { data, error, refetch, isFetching } = useQuery(sessionsQuery)
  const end = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: (left) => {
      client.setQueryData(sessionsQuery.queryKey, left)
      toast.success('You are signed out everywhere else.')
    },
  })
  const sessions = data?.data ?? []
  return (
    <SettingsSection title="Sessions" about="Where you are signed in. A session ends by itself after two weeks.">
      {error === null ? null : (
        <RequestError
          title="The sessions could not be loaded"
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
      {data === undefined && error === null ? (
        <LoadingRegion label="Loading sessions" className="border-line border-t border-b py-3.5">
          <Skeleton className="w-40" />
        </LoadingRegion>
      ) : null}
      <ul aria-label="Sessions" className={cn('grid border-line text-sm', sessions.length > 0 && 'border-t')}>
        {sessions.map(({ id, userAgent, address, createdAt, current }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-line border-b py-2.5">
            <span className="min-w-0 truncate font-medium" title={userAgent}>
              {agentWords(userAgent)}
            </span>
            {current ? <Badge tone="accent">This session</Badge> : null}
            <span className="text-muted sm:ms-auto">
              {address === undefined ? null : `${address} · `}
              signed in <RelativeTime value={createdAt} />
            </span>
          </li>
        ))}
      </ul>
      <Button
        className="w-fit"
        pending={end.isPending}
        disabledReason={
          data === undefined || sessions.some(({ current }) => !current) ? undefined : 'You are signed in nowhere else.'
        }
        onClick={() => end.mutate()}
      >
        Sign out everywhere else
      </Button>
      {end.error === null ? null : <RequestError title="It did not work" error={end.error} />}
    </SettingsSection>
  )
}
