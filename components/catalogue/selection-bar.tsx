'use client'

import { Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { rowName } from '@/components/catalogue/list-columns'
import type { ListKindFacts } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import type { Selection } from '@/components/catalogue/use-selection'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { type Attempt, inTurn } from '@/lib/client/in-turn'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'

interface SelectionBarProps {
  facts: ListKindFacts
  selection: Selection
}

/** What can be done with the rows that are ticked. Stays at the foot of the window while there are any. */
export function SelectionBar({ facts, selection }: SelectionBarProps) {
  const [isPending, setIsPending] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const [failures, setFailures] = useState<readonly Attempt<ListRow>[]>([])
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const { rows } = selection
  const count = (many: number) => `${many.toLocaleString('en')} ${many === 1 ? facts.one : facts.many}`
  const calls = entityMutations(facts.def)
  const reason = rows.map((row) => blockedReason(actor, 'Delete', facts.def, row)).find((text) => text !== undefined)
  const shown = rows.filter((row) => row.dashboardCount > 0)

  const restore = async (deleted: readonly ListRow[]) => {
    const attempts = await inTurn(deleted, (row) => calls.restore(row.id))
    await refresh()
    const failed = attempts.filter((attempt) => attempt.error !== undefined)
    if (failed.length === 0) toast.success(`${count(deleted.length)} restored.`)
    else toast.error(`${count(failed.length)} could not be restored. They are still among the deleted ones.`)
  }
  const remove = async () => {
    setIsPending(true)
    const attempts = await inTurn(rows, (row) => calls.remove(row.id))
    const failed = attempts.filter((attempt) => attempt.error !== undefined)
    const deleted = attempts.filter((attempt) => attempt.error === undefined).map((attempt) => attempt.item)
    selection.keep(new Set(failed.map((attempt) => attempt.item.id)))
    setFailures(failed)
    setIsAsking(false)
    setIsPending(false)
    if (deleted.length > 0) {
      const name = deleted.length === 1 && deleted[0] ? rowName(deleted[0]) : count(deleted.length)
      toast.success(`${name} deleted.`, { action: { label: 'Undo', onClick: () => void restore(deleted) } })
    }
    await refresh()
  }

  if (rows.length === 0) return null
  return (
    <section aria-label="Selection" className="sticky bottom-4 z-20 mx-page grid justify-center gap-2 pb-2">
      {failures.length === 0 ? null : (
        <Notice
          tone="danger"
          role="alert"
          title={`${count(failures.length)} could not be deleted`}
          className="max-w-xl shadow-float"
          actions={<Button onClick={() => setFailures([])}>Close</Button>}
        >
          <ul>
            {failures.slice(0, 5).map(({ item, error }) => (
              <li key={item.id} className="[overflow-wrap:anywhere]">
                {rowName(item)}: {error?.message}
              </li>
            ))}
          </ul>
          {failures.length > 5 ? <p>And {failures.length - 5} more.</p> : null}
        </Notice>
      )}
      <div className="flex items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 ps-4 pe-1.5 shadow-float">
        <p role="status" className="me-2 font-medium text-sm tabular-nums">
          {rows.length.toLocaleString('en')} selected
        </p>
        <Button
          variant="danger-quiet"
          size="sm"
          pending={isPending}
          disabledReason={reason}
          onClick={() => (shown.length > 0 ? setIsAsking(true) : void remove())}
        >
          <Trash2 aria-hidden strokeWidth={1.75} />
          Delete
        </Button>
        <IconButton
          label="Clear selection"
          size="sm"
          onClick={() => {
            selection.clear()
            setFailures([])
          }}
        >
          <X aria-hidden strokeWidth={1.75} />
        </IconButton>
      </div>
      <AlertDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${count(rows.length)}?`}
        description={`${shown.length === 1 ? '1 of them is' : `${shown.length.toLocaleString('en')} of them are`} shown on dashboards and will be missing there until restored.`}
        confirmLabel="Delete"
        danger
        pending={isPending}
        onConfirm={() => void remove()}
      />
    </section>
  )
}
