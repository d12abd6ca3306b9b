'use client'

import { Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { DeleteMany } from '@/components/catalogue/delete-many'
import { ExportMenu } from '@/components/catalogue/export-menu'
import { rowName } from '@/components/catalogue/list-columns'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { RefusedRows, refusedRows } from '@/components/catalogue/refused-rows'
import { selectionMax } from '@/components/catalogue/selection-max'
import { totalsText } from '@/components/catalogue/totals-text'
import { useDeletionToast } from '@/components/catalogue/use-deletion-toast'
import type { Selection } from '@/components/catalogue/use-selection'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { ManyResult } from '@/lib/model/wire/bulk-result'

interface SelectionBarProps {
  kind: ListKind
  selection: Selection
}

/** What can be done with the rows that are ticked. Stays at the foot of the window while there are any. */
export function SelectionBar({ kind, selection }: SelectionBarProps) {
  const [isAsking, setIsAsking] = useState(false)
  const [result, setResult] = useState<ManyResult>()
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const tellDeleted = useDeletionToast(kind)
  const { def, many } = kind
  const { rows } = selection
  const reason =
    rows.length > selectionMax
      ? `At most ${selectionMax.toLocaleString('en')} ${many} can be deleted at once.`
      : rows.map((row) => blockedReason(actor, 'Delete', def, row)).find((text) => text !== undefined)

  const onDeleted = async (done: ManyResult) => {
    const refused = new Set(done.failedRequest.map(({ request }) => String(request)))
    const deleted = rows.filter((row) => !refused.has(row.id))
    setIsAsking(false)
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
        title={(count) => `${count} could not be deleted`}
        kind={kind}
        refused={refused}
        onClose={() => setResult(undefined)}
      />
      <div className="flex items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 ps-4 pe-1.5 shadow-float">
        <p role="status" className="me-2 font-medium text-sm tabular-nums">
          {rows.length.toLocaleString('en')} selected
        </p>
        {kind.hasFiles ? (
          <ExportMenu
            kind={kind}
            query={{ ids: rows.map(({ id }) => id).join(',') }}
            label={`Export the ${rows.length.toLocaleString('en')} selected`}
            disabledReason={
              rows.length > selectionMax
                ? `At most ${selectionMax.toLocaleString('en')} ${many} can be exported at once; export what a filter finds instead.`
                : undefined
            }
          />
        ) : null}
        <Button variant="danger-quiet" size="sm" disabledReason={reason} onClick={() => setIsAsking(true)}>
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
      {isAsking ? (
        <DeleteMany kind={kind} rows={rows} onClose={() => setIsAsking(false)} onDeleted={onDeleted} />
      ) : null}
    </section>
  )
}

const totalsOfOthers = ({ totals }: ManyResult, type: string): string =>
  totalsText(Object.fromEntries(Object.entries(totals).filter(([other]) => other !== type)))
