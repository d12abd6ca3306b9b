'use client'

import { Pencil, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { DeleteMany } from '@/components/catalogue/delete-many'
import { ExportMenu } from '@/components/catalogue/export-menu'
import { rowName } from '@/components/catalogue/list-columns'
import { exportParams } from '@/components/catalogue/list-url'
import { RefusedRows, refusedRows } from '@/components/catalogue/refused-rows'
import { isForJob, selectionMax } from '@/components/catalogue/selection-max'
import { totalsText } from '@/components/catalogue/totals-text'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { holderOf } from '@/components/catalogue/use-change-assets'
import { useDeletionToast } from '@/components/catalogue/use-deletion-toast'
import type { Selection } from '@/components/catalogue/use-selection'
import { selectionOf, useSelectionJob } from '@/components/catalogue/use-selection-job'
import { blockedReason } from '@/components/entity/blocked-reason'
import { RequestError } from '@/components/entity/request-error'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { queryText } from '@/lib/client/api'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { allEdits } from '@/lib/model/fields/members'
import { can } from '@/lib/model/rules/access'
import { counted } from '@/lib/model/rules/counted'
import type { ManyResult } from '@/lib/model/wire/bulk-result'

const TakeOutButton = later(() =>
  import('@/components/catalogue/take-out-button').then((module) => module.TakeOutButton),
)

const EditMany = later(() => import('@/components/catalogue/edit-many').then((module) => module.EditMany))

interface SelectionBarProps {
  list: CatalogueListModel
  selection: Selection
}

/** What can be done with the rows that are ticked, or with all that is found. At the foot of the window while there are any. */
export function SelectionBar({ list, selection }: SelectionBarProps) {
  const { kind, state, within, total = 0 } = list
  const [asking, setAsking] = useState<'delete' | 'edit'>()
  const [result, setResult] = useState<ManyResult>()
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const tellDeleted = useDeletionToast(kind)
  const job = useSelectionJob()
  const { def, one, many } = kind
  const { rows } = selection
  const found = exportParams(state, within)
  const holder = holderOf(within)
  const filter = queryText(found)
  const isAll = selection.allOf === filter
  const count = isAll ? total : rows.length
  const selected = selectionOf(def, isAll ? { found } : { rows })
  const isLarge = isAll || rows.length > selectionMax
  const deleteBlock = isAll
    ? undefined
    : rows.map((row) => blockedReason(actor, 'Delete', def, row)).find((text) => text !== undefined)
  const canEdit = isAll || rows.some((row) => allEdits.some((operation) => can(actor, operation, def.type, row)))

  const onDeleted = async (done: ManyResult) => {
    const refused = new Set(done.failedRequest.map(({ request }) => String(request)))
    const deleted = rows.filter((row) => !refused.has(row.id))
    setAsking(undefined)
    setResult(done)
    selection.keep(refused)
    if (deleted.length > 0) {
      const name = deleted.length === 1 && deleted[0] ? rowName(deleted[0]) : undefined
      tellDeleted(
        deleted.map((row) => row.id),
        name === undefined
          ? totalsText(done.totals)
          : [name, totalsOfOthers(done, def.type)].filter(Boolean).join(' and '),
      )
    }
    await refresh()
  }

  if (rows.length === 0) return null
  const refused = result === undefined ? [] : refusedRows(result, rows)
  return (
    <section aria-label="Selection" className="sticky bottom-4 z-20 mx-page grid justify-center gap-2 pb-2">
      <RefusedRows
        title={(number) => `${number} could not be deleted`}
        kind={kind}
        refused={refused}
        onClose={() => setResult(undefined)}
      />
      {job.error === null || asking === 'edit' ? null : (
        <RequestError title="The deletion could not be planned" error={job.error} />
      )}
      <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 ps-4 pe-1.5 shadow-float">
        <p role="status" className="me-2 font-medium text-sm tabular-nums">
          {isAll ? `All ${count.toLocaleString('en')} selected` : `${count.toLocaleString('en')} selected`}
        </p>
        {selected !== undefined && !isAll && total > list.rows.length && rows.length >= list.rows.length ? (
          <Button variant="ghost" size="sm" onClick={() => selection.takeAll(filter)}>
            {`Select all ${total.toLocaleString('en')}${list.isFiltered ? ' found' : ''}`}
          </Button>
        ) : null}
        {selected === undefined ? null : (
          <Button
            variant="ghost"
            size="sm"
            disabledReason={
              canEdit ? undefined : `Your roles do not let you edit ${rows.length === 1 ? 'it' : 'any of them'}.`
            }
            onClick={() => setAsking('edit')}
          >
            <Pencil aria-hidden strokeWidth={1.75} />
            Edit…
          </Button>
        )}
        {within !== undefined && holder !== undefined && !isAll ? (
          <TakeOutButton kind={kind} holder={holder} within={within} selection={selection} />
        ) : null}
        {kind.hasFiles ? (
          <ExportMenu
            kind={kind}
            query={isAll ? found : { ids: rows.map(({ id }) => id).join(',') }}
            count={count}
            isLarge={isAll ? isForJob(count) : count > selectionMax}
            label={
              isAll ? `Export all ${count.toLocaleString('en')}` : `Export the ${count.toLocaleString('en')} selected`
            }
          />
        ) : null}
        <Button
          variant="danger-quiet"
          size="sm"
          pending={job.isPending && asking === undefined}
          disabledReason={
            selected === undefined && isLarge
              ? `At most ${selectionMax.toLocaleString('en')} ${many} can be deleted at once.`
              : deleteBlock
          }
          onClick={() =>
            isLarge && selected !== undefined ? job.start({ kind: 'delete', ...selected }) : setAsking('delete')
          }
        >
          <Trash2 aria-hidden strokeWidth={1.75} />
          Delete…
        </Button>
        <IconButton
          label="Clear selection"
          size="sm"
          onClick={() => {
            selection.clear()
            setResult(undefined)
          }}
        >
          <X aria-hidden strokeWidth={1.75} />
        </IconButton>
      </div>
      {asking === 'delete' ? (
        <DeleteMany kind={kind} rows={rows} onClose={() => setAsking(undefined)} onDeleted={onDeleted} />
      ) : null}
      {asking === 'edit' && selected !== undefined ? (
        <EditMany
          kind={kind}
          count={counted(count, one, many)}
          total={count}
          job={job}
          selected={selected}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </section>
  )
}

const totalsOfOthers = ({ totals }: ManyResult, type: string): string =>
  totalsText(Object.fromEntries(Object.entries(totals).filter(([other]) => other !== type)))
