'use client'

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { rowName } from '@/components/catalogue/list-columns'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { deletedTotalQuery, rowsQuery } from '@/components/catalogue/list-queries'
import { ListSearch } from '@/components/catalogue/list-search'
import { firstPage, rangeText } from '@/components/catalogue/list-url'
import { TrashBar, useTrashActions } from '@/components/catalogue/trash-bar'
import { trashColumns } from '@/components/catalogue/trash-columns'
import { trashFilter, trashHref, trashLists, trashParams, trashTypes, trashUrl } from '@/components/catalogue/trash-url'
import { useSelection } from '@/components/catalogue/use-selection'
import { RequestError } from '@/components/entity/request-error'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { TabLinks, TabPanel } from '@/components/ui/tab-links'
import { TableSkeleton } from '@/components/ui/table-skeleton'

const panelId = 'trash-section'

/** Everything that was deleted and can come back, one list for each type. */
export function Trash() {
  const [{ type }] = useQueryStates(trashUrl)
  const totals = useQueries({ queries: trashTypes.map((each) => deletedTotalQuery(trashLists[each])) })
  const kind = trashLists[type]
  return (
    <>
      <PageHeader title="Trash">
        <p className="max-w-[68ch] text-muted text-sm">
          What was deleted is kept here until somebody restores it or an administrator deletes it permanently.
        </p>
      </PageHeader>
      <TabLinks
        label="Deleted things"
        current={type}
        panelId={panelId}
        tabs={trashTypes.map((value, at) => ({
          value,
          label: trashLists[value].title,
          href: trashHref(trashLists[value]) ?? '/trash',
          count: totals[at]?.data?.paging.total,
        }))}
        className="px-page"
      />
      <TabPanel id={panelId} label={kind.title} className="pt-4">
        <TrashList key={type} kind={kind} />
      </TabPanel>
    </>
  )
}

function TrashList({ kind }: { kind: ListKind }) {
  const [state, setState] = useQueryStates(trashUrl, { history: 'push' })
  const query = useQuery({ ...rowsQuery(kind, trashParams(state)), placeholderData: keepPreviousData })
  const rows = query.data?.data ?? []
  const selection = useSelection(rows)
  const actions = useTrashActions(kind, selection)
  const { many } = kind
  const isFiltered = state.q.trim() !== ''
  const total = query.data?.paging.total
  const { after, before } = query.isPlaceholderData ? {} : (query.data?.paging ?? {})
  const turn = (change: { after?: string; before?: string; page?: number }) => {
    void setState({ ...firstPage, ...change })
    window.scrollTo({ top: 0 })
  }

  if (query.isError && query.data === undefined) {
    return (
      <div className="px-page">
        <RequestError
          title={`The deleted ${many} could not be loaded`}
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      </div>
    )
  }
  if (total === undefined) return <TableSkeleton many={kind.many} />
  if (total === 0 && !isFiltered) return <Empty kind={kind} />
  return (
    <>
      <div className="px-page pb-2">
        <ListSearch
          label={`Search deleted ${many}`}
          value={state.q}
          onSearch={(q) => void setState({ q, ...firstPage }, { history: 'replace' })}
          className="w-full max-w-80"
        />
      </div>
      <p role="status" className="sr-only">
        {`${total.toLocaleString('en')} deleted ${total === 1 ? kind.one : many}`}
      </p>
      {rows.length === 0 ? (
        <div className="border-line border-t px-page">
          <EmptyState
            announce
            title={`No deleted ${many} match`}
            actions={
              <Button variant="primary" onClick={() => void setState({ q: null, ...firstPage })}>
                Clear search
              </Button>
            }
          />
        </div>
      ) : (
        <>
          <DataTable
            label={`Deleted ${many}`}
            columns={trashColumns(kind)}
            rows={rows}
            rowKey={(row) => row.id}
            rowName={rowName}
            selection={selection.table}
            rowActions={(row) => actions.restoreButton(row)}
            refreshing={query.isPlaceholderData && query.fetchStatus === 'fetching'}
          />
          <Pagination
            summary={rangeText(state, rows.length, total)}
            onPrevious={
              before === undefined ? undefined : () => turn(state.page <= 2 ? {} : { before, page: state.page - 1 })
            }
            onNext={after === undefined ? undefined : () => turn({ after, page: state.page + 1 })}
            className="px-page py-3"
          />
        </>
      )}
      <TrashBar
        kind={kind}
        selection={selection}
        actions={actions}
        found={trashFilter(state)}
        total={total}
        onPage={rows.length}
      />
    </>
  )
}

function Empty({ kind }: { kind: ListKind }) {
  const { many, title, href } = kind
  return (
    <div className="px-page">
      <EmptyState
        title={`No deleted ${many}`}
        actions={
          <LinkButton variant="primary" href={href}>
            {`Go to ${title.toLowerCase()}`}
          </LinkButton>
        }
      >
        {`Deleted ${many} come here, and can be restored with everything that went with them.`}
      </EmptyState>
    </div>
  )
}
