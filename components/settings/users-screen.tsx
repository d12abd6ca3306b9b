'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { ListSearch } from '@/components/catalogue/list-search'
import { rangeText } from '@/components/catalogue/list-url'
import { blockedReason } from '@/components/entity/blocked-reason'
import { RequestError } from '@/components/entity/request-error'
import { userColumns } from '@/components/settings/user-columns'
import { UsersFilters } from '@/components/settings/users-filters'
import { userStates, usersQuery, usersUrl } from '@/components/settings/users-url'
import { useActor } from '@/components/shell/actor-context'
import { leavePage } from '@/components/shell/leave-guard'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { later } from '@/components/ui/later'
import { Pagination } from '@/components/ui/pagination'
import { TableSkeleton } from '@/components/ui/table-skeleton'
import { accountsQuery, teamRolesQuery } from '@/lib/client/account'
import { addresses } from '@/lib/model/entities/addresses'
import { counted } from '@/lib/model/rules/counted'
import { shownName } from '@/lib/model/rules/shown-name'

const UserSheet = later(() => import('@/components/settings/user-sheet').then((module) => module.UserSheet))
const firstPage = { after: null, before: null, page: null } as const

/** People who are known here: who they are, what they may do, and the sheet in which an administrator says so. */
export function UsersScreen() {
  const actor = useActor()
  const [state, setState] = useQueryStates(usersUrl, { history: 'push' })
  const query = useQuery({ ...usersQuery(state), placeholderData: keepPreviousData })
  const rows = query.data?.data ?? []
  const total = query.data?.paging.total
  const ids = rows.map(({ id }) => id)
  const accounts = useQuery({ ...accountsQuery(ids), enabled: actor.isAdmin && ids.length > 0 })
  const brought = useQuery({ ...teamRolesQuery(ids), enabled: ids.length > 0 })
  const { after, before } = query.isPlaceholderData ? {} : (query.data?.paging ?? {})
  const isFiltered = state.role !== null || state.team !== null || state.state !== null
  const close = () => setState({ user: null, new: null })
  return (
    <>
      <PageHeader
        title="Users"
        count={total?.toLocaleString('en')}
        actions={
          <Button
            variant="primary"
            disabledReason={blockedReason(actor, 'Create', addresses.user)}
            onClick={() => void setState({ new: true, user: null })}
          >
            <Plus aria-hidden strokeWidth={1.75} />
            Invite somebody
          </Button>
        }
      />
      <div className="flex flex-wrap items-center gap-2 px-page pb-2">
        <ListSearch
          label="Search users"
          placeholder="Filter by name or address"
          value={state.q}
          onSearch={(q) => void setState({ q, ...firstPage }, { history: 'replace' })}
          className="w-full max-w-80"
        />
        <UsersFilters
          state={state}
          isAdmin={actor.isAdmin}
          onChange={({ state: standing, ...change }) =>
            void setState({
              ...change,
              ...(standing !== undefined && { state: userStates.find((each) => each === standing) ?? null }),
              ...firstPage,
            })
          }
        />
      </div>
      {query.error !== null && query.data === undefined ? (
        <div className="px-page pt-2">
          <RequestError
            title="The users could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        </div>
      ) : total === undefined ? (
        <TableSkeleton many="users" />
      ) : rows.length === 0 ? (
        <div className="border-line border-t px-page">
          <EmptyState
            announce
            title="Nobody matches"
            actions={
              <Button
                variant="primary"
                onClick={() => void setState({ q: '', role: null, team: null, state: null, ...firstPage })}
              >
                {isFiltered ? 'Clear filters' : 'Clear search'}
              </Button>
            }
          >
            {isFiltered
              ? 'Nobody has all that the filters ask for.'
              : 'Names, addresses and descriptions are searched.'}
          </EmptyState>
        </div>
      ) : (
        <>
          <p role="status" className="sr-only">
            {counted(total, 'user')}
          </p>
          <DataTable
            label="Users"
            columns={userColumns({
              accounts: accounts.data?.data,
              brought: brought.data,
              onOpen: actor.isAdmin
                ? (user) => void setState({ user: user.fullyQualifiedName ?? user.name })
                : undefined,
            })}
            rows={rows}
            rowKey={({ id }) => id}
            rowName={shownName}
            refreshing={query.isPlaceholderData && query.fetchStatus === 'fetching'}
          />
          <Pagination
            summary={rangeText(state, rows.length, total)}
            onPrevious={
              before === undefined
                ? undefined
                : () => void setState(state.page <= 2 ? firstPage : { ...firstPage, before, page: state.page - 1 })
            }
            onNext={
              after === undefined ? undefined : () => void setState({ ...firstPage, after, page: state.page + 1 })
            }
            className="px-page py-3"
          />
        </>
      )}
      {actor.isAdmin && (state.new || state.user !== null) ? (
        <UserSheet
          fqn={state.user ?? undefined}
          onClose={() => leavePage(() => void close())}
          onDone={close}
          onMade={(fqn) => setState({ user: fqn, new: null }, { history: 'replace' })}
        />
      ) : null}
    </>
  )
}
