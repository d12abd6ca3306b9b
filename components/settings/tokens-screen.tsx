'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Ban, Ellipsis, Plus, RefreshCw } from 'lucide-react'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useState } from 'react'
import { RequestError } from '@/components/entity/request-error'
import { LastUse } from '@/components/settings/last-use'
import { NewTokenDialog } from '@/components/settings/new-token-dialog'
import { PageHeader } from '@/components/shell/page-header'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { Menu } from '@/components/ui/menu'
import { RelativeTime } from '@/components/ui/relative-time'
import { TableSkeleton } from '@/components/ui/table-skeleton'
import { toast } from '@/components/ui/toast'
import { revokeToken, tokensQuery } from '@/lib/client/account'
import type { PersonalToken } from '@/lib/model/wire/account'

const columns: readonly DataTableColumn<PersonalToken>[] = [
  {
    id: 'name',
    header: 'Token',
    card: 'title',
    cell: ({ tokenName }) => (
      <span dir="auto" title={tokenName} className="block truncate font-medium text-base text-fg">
        {tokenName}
      </span>
    ),
  },
  {
    id: 'expires',
    header: 'Ends',
    width: 'w-40',
    cell: ({ expiryDate }) => (expiryDate === undefined ? 'Never' : <RelativeTime value={expiryDate} />),
  },
  {
    id: 'used',
    header: 'Last used',
    width: 'w-52',
    cell: (token) => <LastUse {...token} />,
  },
]

/** Personal tokens: which there are, a new one, away with one. */
export function TokensScreen() {
  const [isNew, setIsNew] = useQueryState('new', parseAsBoolean.withDefault(false))
  /** Which one another takes the place of; kept while that is shown, although it is gone from the list. */
  const [replaced, setReplaced] = useState<PersonalToken>()
  const [revoked, setRevoked] = useState<PersonalToken>()
  const client = useQueryClient()
  const { data, error, refetch, isFetching } = useQuery(tokensQuery)
  const revoke = useMutation({
    mutationFn: ({ token }: PersonalToken) => revokeToken(token),
    onSuccess: (left, { tokenName }) => {
      client.setQueryData(tokensQuery.queryKey, left)
      setRevoked(undefined)
      toast.success(`${tokenName} is revoked.`)
    },
  })
  const tokens = data?.data
  const create = (
    <Button variant="primary" onClick={() => void setIsNew(true)}>
      <Plus aria-hidden strokeWidth={1.75} />
      New token
    </Button>
  )
  const isEmpty = tokens?.length === 0
  return (
    <>
      <PageHeader
        title="Tokens"
        count={tokens === undefined || isEmpty ? undefined : tokens.length}
        actions={isEmpty ? undefined : create}
      >
        {isEmpty ? null : (
          <p className="max-w-[68ch] text-muted text-sm">
            A program that calls with one of them acts as you, as long as you are allowed to.
          </p>
        )}
      </PageHeader>
      {error !== null && tokens === undefined ? (
        <div className="px-page pt-2">
          <RequestError
            title="The tokens could not be loaded"
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        </div>
      ) : tokens === undefined ? (
        <TableSkeleton many="tokens" rowHeight="one-line" />
      ) : isEmpty ? (
        <div className="border-line border-t px-page">
          <EmptyState title="No tokens yet" actions={create}>
            A personal token lets a program of yours call the API as you, without your password: a nightly import, a
            notebook, a connector.
          </EmptyState>
        </div>
      ) : (
        <DataTable
          label="Tokens"
          columns={columns}
          rows={tokens}
          rowKey={({ token }) => token}
          rowName={({ tokenName }) => tokenName}
          rowHeight="one-line"
          rowActions={(token) => (
            <Menu
              align="end"
              trigger={
                <IconButton label={`Actions for ${token.tokenName}`} size="sm" className="-me-2">
                  <Ellipsis strokeWidth={1.75} />
                </IconButton>
              }
              entries={[
                { label: 'Replace…', icon: <RefreshCw strokeWidth={1.75} />, onSelect: () => setReplaced(token) },
                { label: 'Revoke…', icon: <Ban strokeWidth={1.75} />, danger: true, onSelect: () => setRevoked(token) },
              ]}
            />
          )}
        />
      )}
      <NewTokenDialog
        key={replaced?.token}
        open={isNew || replaced !== undefined}
        replaced={replaced}
        onClose={() => {
          setReplaced(undefined)
          void setIsNew(null)
        }}
      />
      <AlertDialog
        open={revoked !== undefined}
        onOpenChange={(isOpen) => {
          if (isOpen || revoke.isPending) return
          revoke.reset()
          setRevoked(undefined)
        }}
        title={<span className="[overflow-wrap:anywhere]">{`Revoke ${revoked?.tokenName ?? ''}?`}</span>}
        description="Programs that use it are refused from then on. It cannot be brought back."
        confirmLabel="Revoke"
        danger
        pending={revoke.isPending}
        onConfirm={() => revoked !== undefined && revoke.mutate(revoked)}
      >
        {revoke.error === null ? null : <RequestError title="It could not be revoked" error={revoke.error} />}
      </AlertDialog>
    </>
  )
}
