'use client'

import { useMutation } from '@tanstack/react-query'
import { RotateCcw, Trash2, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { DeleteMany } from '@/components/catalogue/delete-many'
import { rowName } from '@/components/catalogue/list-columns'
import type { ListKind } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import type { RowParams } from '@/components/catalogue/list-url'
import { RefusedRows, refusedRows } from '@/components/catalogue/refused-rows'
import { selectionMax } from '@/components/catalogue/selection-max'
import { totalsText } from '@/components/catalogue/totals-text'
import type { Selection } from '@/components/catalogue/use-selection'
import { selectionOf, useSelectionJob } from '@/components/catalogue/use-selection-job'
import { blockedReason } from '@/components/entity/blocked-reason'
import { referenceName } from '@/components/entity/reference-name'
import { RequestError } from '@/components/entity/request-error'
import { tellFailure } from '@/components/entity/tell-failure'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { queryText } from '@/lib/client/api'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { ManyResult } from '@/lib/model/wire/bulk-result'

export interface TrashActions {
  /** Rows that a call has refused. */
  readonly refused: ReturnType<typeof refusedRows>
  readonly isPending: boolean
  reasonAgainst(rows: readonly ListRow[]): string | undefined
  restore(rows: readonly ListRow[]): void
  restoreButton(row: ListRow): ReactNode
  settle(rows: readonly ListRow[], result: ManyResult): Promise<void>
  forget(): void
}

/** Bringing rows of the trash back, and what became of it. */
export function useTrashActions(kind: ListKind, selection: Selection): TrashActions {
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const [refused, setRefused] = useState<TrashActions['refused']>([])
  const { def } = kind

  const settle: TrashActions['settle'] = async (rows, result) => {
    const failed = refusedRows(result, rows)
    const left = new Set(failed.map(({ row }) => row.id))
    const done = new Set(rows.map((row) => row.id).filter((id) => !left.has(id)))
    setRefused(failed)
    selection.keep(new Set(selection.rows.map((row) => row.id).filter((id) => !done.has(id))))
    await refresh()
  }
  const restoring = useMutation({
    mutationFn: (rows: readonly ListRow[]) => entityMutations(def).restoreMany(rows.map((row) => row.id)),
    onSuccess: async (result, rows) => {
      const told = totalsText(result.totals)
      if (told !== '') toast.success(`${told} restored.`)
      await settle(rows, result)
    },
    onError: (error) => tellFailure('Nothing was restored', error),
  })
  const pending = restoring.isPending ? restoring.variables : []
  const reasonAgainst: TrashActions['reasonAgainst'] = (rows) => {
    const homeless = rows.find((row) => row.service?.deleted === true)
    if (homeless?.service !== undefined)
      return `Restore the service ${referenceName(homeless.service)} first: what was in it comes back with it.`
    return rows.map((row) => blockedReason(actor, 'EditAll', def, row)).find((reason) => reason !== undefined)
  }
  return {
    refused,
    isPending: restoring.isPending,
    reasonAgainst,
    restore: (rows) => restoring.mutate(rows),
    settle,
    forget: () => setRefused([]),
    restoreButton: (row) => (
      <Button
        variant="ghost"
        size="sm"
        className="-me-2.5"
        aria-label={`Restore ${rowName(row)}`}
        pending={pending.some(({ id }) => id === row.id)}
        disabledReason={reasonAgainst([row])}
        onClick={() => restoring.mutate([row])}
      >
        <RotateCcw aria-hidden strokeWidth={1.75} />
      </Button>
    ),
  }
}

interface TrashBarProps {
  kind: ListKind
  selection: Selection
  actions: TrashActions
  /** What the trash is narrowed to. */
  found: RowParams
  /** How many that finds, and how many of them are on the page. */
  total: number
  onPage: number
}

/** What can be done with the rows of the trash that are ticked, or with all that is found. */
export function TrashBar({ kind, selection, actions, found, total, onPage }: TrashBarProps) {
  const [isAsking, setIsAsking] = useState(false)
  const actor = useActor()
  const job = useSelectionJob()
  const { rows } = selection
  const { def, many } = kind
  const filter = queryText(found)
  const isAll = selection.allOf === filter
  const isLarge = isAll || rows.length > selectionMax
  const selected = selectionOf(def, isAll ? { found } : { rows })
  const tooMany = isLarge ? `At most ${selectionMax.toLocaleString('en')} ${many} at once.` : undefined
  const isByJob = isLarge && selected !== undefined
  if (rows.length === 0 && actions.refused.length === 0) return null
  return (
    <section aria-label="Selection" className="sticky bottom-4 z-20 mx-page grid justify-center gap-2 pb-2">
      <RefusedRows
        title={(count) => `Nothing was changed about ${count}`}
        kind={kind}
        refused={actions.refused}
        onClose={actions.forget}
      />
      {job.error === null ? null : <RequestError title="The restoration could not be planned" error={job.error} />}
      {rows.length === 0 ? null : (
        <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 ps-4 pe-1.5 shadow-float">
          <p role="status" className="me-2 font-medium text-sm tabular-nums">
            {isAll ? `All ${total.toLocaleString('en')} selected` : `${rows.length.toLocaleString('en')} selected`}
          </p>
          {selected !== undefined && !isAll && total > onPage && rows.length >= onPage ? (
            <Button variant="ghost" size="sm" onClick={() => selection.takeAll(filter)}>
              {`Select all ${total.toLocaleString('en')}${filter === '' ? '' : ' found'}`}
            </Button>
          ) : null}
          <Button
            variant="primary"
            size="sm"
            pending={actions.isPending || job.isPending}
            disabledReason={isByJob ? undefined : (tooMany ?? actions.reasonAgainst(rows))}
            onClick={() => (isByJob ? job.start({ kind: 'restore', ...selected }) : actions.restore(rows))}
          >
            <RotateCcw aria-hidden strokeWidth={1.75} />
            {isByJob ? 'Restore…' : 'Restore'}
          </Button>
          <Button
            variant="danger-quiet"
            size="sm"
            disabledReason={tooMany ?? (actor.isAdmin ? undefined : 'Only administrators may delete permanently.')}
            onClick={() => setIsAsking(true)}
          >
            <Trash2 aria-hidden strokeWidth={1.75} />
            Delete permanently…
          </Button>
          <IconButton label="Clear selection" size="sm" onClick={selection.clear}>
            <X aria-hidden strokeWidth={1.75} />
          </IconButton>
        </div>
      )}
      {isAsking ? (
        <DeleteMany
          kind={kind}
          rows={rows}
          forGood
          onClose={() => setIsAsking(false)}
          onDeleted={async (result) => {
            setIsAsking(false)
            const told = totalsText(result.totals)
            if (told !== '') toast.success(`${told} deleted permanently.`)
            await actions.settle(rows, result)
          }}
        />
      ) : null}
    </section>
  )
}
