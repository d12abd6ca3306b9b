'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useDeletionToast } from '@/components/catalogue/use-deletion-toast'
import { type ChartDetails, visibleCharts } from '@/components/dashboards/dashboard-query'
import { referenceName } from '@/components/entity/reference-name'
import { useActor } from '@/components/shell/actor-context'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { CheckboxField } from '@/components/ui/checkbox'
import { ErrorState } from '@/components/ui/error-state'
import { toast } from '@/components/ui/toast'
import { ApiError } from '@/lib/client/api'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import type { EntityReference } from '@/lib/model/entities/entity'
import { chartAddress, dashboardAddress } from '@/lib/model/entities/entity-address'
import { shownName } from '@/lib/model/rules/shown-name'

const writes = entityMutations(dashboardAddress)
/** Charts named in the dialog; more are counted. */
const namedMax = 5

interface DeleteDashboardProps {
  dashboard: Dashboard
  charts: Readonly<Record<string, ChartDetails>>
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks, and says which charts go along: those that no other dashboard shows (docs/contract/verbs.md#delete). */
export function DeleteDashboard({ dashboard, charts: details, open, onOpenChange }: DeleteDashboardProps) {
  const router = useRouter()
  const client = useQueryClient()
  const tellDeleted = useDeletionToast('dashboards')
  const actor = useActor()
  const isDeleted = dashboard.deleted === true
  const [permanent, setPermanent] = useState(isDeleted)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<ApiError>()
  const name = shownName(dashboard)
  const shown = visibleCharts(dashboard)
  const going = shown.filter((chart) => (details[chart.id]?.usedOn ?? 1) <= (isDeleted ? 0 : 1))
  const staying = shown.length - going.length

  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: entityQueries(dashboardAddress).all }),
      client.invalidateQueries({ queryKey: entityQueries(chartAddress).all }),
    ])
  const remove = async () => {
    setPending(true)
    setFailure(undefined)
    try {
      await writes.remove(dashboard.id, { hardDelete: permanent })
    } catch (error) {
      setPending(false)
      if (!(error instanceof ApiError)) throw error
      setFailure(error)
      return
    }
    if (permanent) toast.success(`${name} deleted permanently.`)
    else tellDeleted([dashboard.id], name)
    router.push('/dashboards')
    await refresh()
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={<span className="[overflow-wrap:anywhere]">{`Delete ${name}${isDeleted ? ' permanently' : ''}?`}</span>}
      description={
        permanent
          ? 'It is removed for good, with its versions, followers and votes. This cannot be undone.'
          : 'It leaves lists and search, and can be restored with everything it has.'
      }
      confirmLabel={permanent ? 'Delete permanently' : 'Delete'}
      danger
      pending={pending}
      onConfirm={() => void remove()}
    >
      <div className="grid gap-3 text-sm">
        <GoingCharts going={going} staying={staying} />
        {isDeleted ? null : (
          <CheckboxField
            label="Delete permanently"
            help={actor.isAdmin ? undefined : 'Only administrators may delete permanently.'}
            checked={permanent}
            disabled={!actor.isAdmin}
            onChange={(event) => setPermanent(event.target.checked)}
          />
        )}
        {failure === undefined ? null : (
          <ErrorState title="It could not be deleted" requestId={failure.requestId}>
            {failure.message}
          </ErrorState>
        )}
      </div>
    </AlertDialog>
  )
}

function GoingCharts({ going, staying }: { going: readonly EntityReference[]; staying: number }) {
  const charts = (count: number) => `${count} ${count === 1 ? 'chart' : 'charts'}`
  return (
    <div className="grid gap-1">
      {going.length === 0 ? (
        <p>No chart is deleted with it.</p>
      ) : (
        <>
          <p>{charts(going.length)} used nowhere else will be deleted with it:</p>
          <ul className="list-disc ps-5 text-muted">
            {going.slice(0, namedMax).map((chart) => (
              <li key={chart.id} dir="auto" className="[overflow-wrap:anywhere]">
                {referenceName(chart)}
              </li>
            ))}
            {going.length > namedMax ? <li>and {going.length - namedMax} more</li> : null}
          </ul>
        </>
      )}
      {staying === 0 ? null : <p>{charts(staying)} will stay, other dashboards use them.</p>}
    </div>
  )
}
