'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback, useId, useMemo, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { ChangedPanel } from '@/components/dashboards/changed-panel'
import { dashboardReadFields, editableFields, storedDraft } from '@/components/dashboards/dashboard-draft'
import { dashboardPath } from '@/components/dashboards/dashboard-query'
import { updatedMessage } from '@/components/dashboards/saved-message'
import { EntityForm } from '@/components/entity/entity-form'
import { FieldDiffs } from '@/components/entity/field-diffs'
import { FieldInputs } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { OutcomePanel } from '@/components/entity/outcome-panel'
import { SaveBar } from '@/components/entity/save-bar'
import { useEntityForm } from '@/components/entity/use-entity-form'
import { useActor } from '@/components/shell/actor-context'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { toast } from '@/components/ui/toast'
import { useFocusRequest } from '@/components/ui/use-focus-request'
import { ApiError } from '@/lib/client/api'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import { type Draft, draftPatch } from '@/lib/model/edits/draft'
import { draftDiffs } from '@/lib/model/edits/field-diff'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { type Dashboard, dashboards } from '@/lib/model/entities/dashboard'
import { fieldOf, fieldWord } from '@/lib/model/fields/field'
import { editOf } from '@/lib/model/fields/members'
import { withProperties } from '@/lib/model/fields/property-field'
import { can } from '@/lib/model/rules/access'
import { formatVersion, nextVersion } from '@/lib/model/rules/version'

const writes = entityMutations(dashboards)

/** The same form over a dashboard that exists. Only what was changed is sent, under the condition that nobody was faster. */
export function EditDashboard({
  dashboard,
  properties,
}: {
  dashboard: Dashboard
  properties: readonly CustomProperty[]
}) {
  const def = useMemo(() => withProperties(dashboards, properties), [properties])
  const fields = useMemo(() => editableFields(def), [def])
  const draftIn = (stored: Dashboard): Draft => storedDraft(def, stored, fields)
  const router = useRouter()
  const client = useQueryClient()
  const actor = useActor()
  const panelId = useId()
  const fqn = dashboard.fullyQualifiedName ?? dashboard.name
  const focusPanel = useFocusRequest(panelId)
  const [theirs, setTheirs] = useState<Dashboard>()
  const [start] = useState(() => draftIn(dashboard))

  const lockedReason = useCallback(
    (field: string) => {
      return can(actor, editOf(field), dashboards.type, dashboard)
        ? undefined
        : `Your roles do not let you change the ${fieldWord(def, field)} of this dashboard.`
    },
    [actor, dashboard, def],
  )
  const state = useEntityForm({
    def,
    fields,
    entity: dashboard,
    initial: start,
    onSave: (draft) => save(dashboard, start, draft),
  })

  /** Sends the way from one draft to the other; 412 brings what is stored now onto the screen instead. */
  async function save(stored: Dashboard, before: Draft, after: Draft): Promise<'saved' | 'held'> {
    const steps = draftPatch(def, before, after)
    try {
      if (steps.length === 0) return leave('Nothing was changed.')
      const saved = await writes.patch(stored.id, steps, stored.version)
      return leave(updatedMessage(def, stored, saved), () => undo(saved, after, before))
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'preconditionFailed')) throw error
      const query = entityQueries(dashboards).byName(fqn, { fields: dashboardReadFields })
      setTheirs(await client.fetchQuery({ ...query, staleTime: 0 }))
      focusPanel()
      return 'held'
    }
  }

  async function leave(message: string, onUndo?: () => void): Promise<'saved'> {
    await client.invalidateQueries({ queryKey: entityQueries(dashboards).all, refetchType: 'none' })
    toast.success(message, onUndo === undefined ? {} : { action: { label: 'Undo', onClick: onUndo } })
    router.push(dashboardPath(fqn))
    return 'saved'
  }

  async function undo(saved: Dashboard, after: Draft, before: Draft): Promise<void> {
    try {
      const undone = await writes.patch(saved.id, draftPatch(def, after, before), saved.version)
      toast.success(`Undone, version ${formatVersion(undone.version ?? 0.1)}`)
    } catch (error) {
      toast.error(`It could not be undone: ${error instanceof Error ? error.message : 'unknown reason'}`)
    }
    await client.invalidateQueries({ queryKey: entityQueries(dashboards).all })
  }

  return (
    <EntityForm state={state} label="Dashboard" isEdit lockedReason={lockedReason}>
      <div className="grid gap-x-10 gap-y-5 px-page pb-8 lg:grid-cols-[minmax(0,40rem)_minmax(0,21rem)]">
        <div className="grid min-w-0 content-start gap-5">
          {theirs === undefined ? (
            <FormProblems {...state} />
          ) : (
            <ChangedPanel
              def={def}
              key={theirs.version}
              id={panelId}
              base={start}
              theirs={draftIn(theirs)}
              mine={state.form.getValues()}
              stored={theirs}
              isSaving={state.isSaving}
              onSave={(merged) => void state.run(() => save(theirs, draftIn(theirs), merged))}
              onDiscard={() => void state.run(() => leave('Your changes were discarded.'))}
            />
          )}
          <FieldInputs def={def} isNew={false} within={dashboard.service} />
        </div>
        <EditOutcome def={def} dashboard={dashboard} start={start} className="self-start lg:sticky lg:top-5" />
      </div>
      <SaveBar
        label="Save changes"
        isSaving={state.isSaving}
        cancelHref={dashboardPath(fqn)}
        disabledReason={theirs === undefined ? undefined : 'Save merged or discard yours above.'}
        onSave={() => void state.submit()}
      />
      <UnsavedChanges when={state.isUnsaved} />
    </EntityForm>
  )
}

/** What saving changes, and the patch it sends. */
function EditOutcome({
  def,
  dashboard,
  start,
  className,
}: {
  def: typeof dashboards
  dashboard: Dashboard
  start: Draft
  className: string
}) {
  // Every field is part of the form from the start, so that none is missing here.
  const draft = useWatch<Draft>() as Draft
  const diffs = draftDiffs(def, start, draft)
  const { version = 0.1 } = dashboard
  const isRecorded = diffs.some((diff) => !fieldOf(def, diff.field).isSilent)
  const next = isRecorded ? `, version ${formatVersion(nextVersion(version))} follows` : ''
  const count = `${diffs.length} ${diffs.length === 1 ? 'field' : 'fields'}`
  return (
    <OutcomePanel
      fqn={dashboard.fullyQualifiedName}
      outcome={
        diffs.length === 0
          ? { tone: 'plain', sentence: `Nothing is changed yet. This is version ${formatVersion(version)}.` }
          : { tone: 'changes', sentence: `${count} will change${next}.` }
      }
      code={
        diffs.length === 0
          ? undefined
          : {
              def: dashboards,
              origin: typeof location === 'undefined' ? '' : location.origin,
              write: { method: 'PATCH', id: dashboard.id, steps: draftPatch(def, start, draft), version },
            }
      }
      className={className}
    >
      {diffs.length === 0 ? null : <FieldDiffs diffs={diffs} stacked />}
    </OutcomePanel>
  )
}
