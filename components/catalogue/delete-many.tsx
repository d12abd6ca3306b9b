'use client'

import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rowName } from '@/components/catalogue/list-columns'
import { chartList, type ListKind } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import { sumOf, totalsText } from '@/components/catalogue/totals-text'
import { useContents } from '@/components/catalogue/use-contents'
import { RequestError } from '@/components/entity/request-error'
import { TypedCount, untyped } from '@/components/entity/typed-count'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { entityMutations } from '@/lib/client/mutations'
import { counted } from '@/lib/model/rules/counted'
import type { ManyResult } from '@/lib/model/wire/bulk-result'

/** Rows that stay, named in the dialog; more are counted. */
const namedMax = 5

interface DeleteManyProps {
  kind: ListKind
  rows: readonly ListRow[]
  /** They are in the trash already and go for good. */
  forGood?: boolean | undefined
  onClose: () => void
  onDeleted: (result: ManyResult) => Promise<void>
}

/** What would go: asked of the server, which knows what only these hold or show. Never kept. */
const removalQuery = (kind: ListKind, ids: readonly string[], hardDelete: boolean) =>
  queryOptions({
    queryKey: [kind.def.collection, 'removal', ids, hardDelete] as const,
    queryFn: () => entityMutations(kind.def).removeMany(ids, { dryRun: true, hardDelete, recursive: hardDelete }),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  })

/** Asks before the rows are deleted, with the totals of what goes with them. In the page while it is open. */
export function DeleteMany({ kind, rows, forGood = false, onClose, onDeleted }: DeleteManyProps) {
  const { def, one, many } = kind
  const [typed, setTyped] = useState('')
  const ids = rows.map((row) => row.id)
  const { data: planned, error, isFetching, refetch } = useQuery(removalQuery(kind, ids, forGood))
  const count = counted(rows.length, one, many)
  const goes = planned === undefined ? undefined : sumOf(planned.totals)
  const remove = useMutation({
    mutationFn: async () =>
      onDeleted(await entityMutations(def).removeMany(ids, { hardDelete: forGood, recursive: forGood })),
  })
  const name = rows.length === 1 && rows[0] ? rowName(rows[0]) : count
  return (
    <AlertDialog
      open
      onOpenChange={(isOpen) => !isOpen && !remove.isPending && onClose()}
      title={<span className="[overflow-wrap:anywhere]">{`Delete ${name}${forGood ? ' permanently' : ''}?`}</span>}
      description={
        forGood
          ? 'Removed for good, with all versions. It cannot be undone.'
          : 'They leave lists and search. The trash keeps them, with everything that goes with them, until somebody restores them.'
      }
      confirmLabel={forGood ? 'Delete permanently' : 'Delete'}
      danger
      pending={remove.isPending}
      confirmDisabledReason={
        goes === undefined
          ? 'What goes with them is still being counted.'
          : goes === 0
            ? 'None of them can be deleted.'
            : forGood
              ? untyped(typed, goes)
              : undefined
      }
      onConfirm={() => remove.mutate()}
    >
      <div className="grid gap-3 text-sm">
        {error === null ? (
          <div role="status" className="grid gap-2">
            {planned === undefined ? <Counting /> : <Going kind={kind} rows={rows} planned={planned} />}
          </div>
        ) : (
          <RequestError
            title="What goes with them could not be counted"
            error={error}
            retrying={isFetching}
            onRetry={refetch}
          />
        )}
        {forGood && goes !== undefined && goes > 0 ? <TypedCount count={goes} typed={typed} onType={setTyped} /> : null}
        {remove.error === null ? null : <RequestError title="Nothing was deleted" error={remove.error} />}
      </div>
    </AlertDialog>
  )
}

const Counting = () => (
  <>
    <span className="sr-only">Counting what goes with them</span>
    <Skeleton className="h-3 w-2/3" />
    <Skeleton className="h-3 w-1/2" />
  </>
)

function Going({ kind, rows, planned }: { kind: ListKind; rows: readonly ListRow[]; planned: ManyResult }) {
  const { def, many } = kind
  const { [def.type]: own = 0, ...others } = planned.totals
  const along = totalsText(others)
  const stay = planned.failedRequest
  const names = new Map(rows.map((row) => [row.id, rowName(row)]))
  return (
    <>
      <p>
        <strong className="font-semibold">{totalsText({ [def.type]: own }) || `No ${many}`}</strong>
        {along === '' ? ' will be deleted, and nothing else.' : ' will be deleted, and with them '}
        {along === '' ? null : (
          <>
            <strong className="font-semibold">{along}</strong>
            {def.type === 'dashboard' ? ', which no other dashboard shows.' : '.'}
          </>
        )}
      </p>
      {def.type === 'chart' ? <Missed rows={rows} /> : null}
      {stay.length === 0 ? null : (
        <div>
          <p>{`${stay.length.toLocaleString('en')} of them stay${stay.length === 1 ? 's' : ''}:`}</p>
          <ul className="mt-1 list-disc ps-5 text-muted">
            {stay.slice(0, namedMax).map(({ request, message }) => (
              <li key={String(request)} className="[overflow-wrap:anywhere]">
                {names.get(String(request)) ?? String(request)}: {message}
              </li>
            ))}
            {stay.length > namedMax ? <li>and {(stay.length - namedMax).toLocaleString('en')} more</li> : null}
          </ul>
        </div>
      )}
    </>
  )
}

/** Charts that dashboards show. */
function Missed({ rows }: { rows: readonly ListRow[] }) {
  const contents = useContents(
    chartList,
    rows.map((row) => row.id),
  )
  const shown = rows.filter((row) => (contents?.get(row.id)?.dashboards ?? 0) > 0).length
  if (shown === 0) return null
  return (
    <p>{`${shown.toLocaleString('en')} of them ${shown === 1 ? 'is' : 'are'} shown on dashboards and will be missing there until restored.`}</p>
  )
}
