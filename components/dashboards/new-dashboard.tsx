'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useId, useMemo, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { blankDashboard, dashboardReadFields, newFields } from '@/components/dashboards/dashboard-draft'
import { ExistsPanel } from '@/components/dashboards/exists-panel'
import { NewDashboardOutcome } from '@/components/dashboards/new-dashboard-outcome'
import { createdMessage, updatedMessage } from '@/components/dashboards/saved-message'
import { useStoredValues } from '@/components/dashboards/use-stored-values'
import { blockedReason } from '@/components/entity/blocked-reason'
import { EntityForm } from '@/components/entity/entity-form'
import { FieldInputs } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { NameStatus } from '@/components/entity/name-status'
import { useService } from '@/components/entity/reference-fields'
import { SaveBar } from '@/components/entity/save-bar'
import { type SaveMode, useSaveMode } from '@/components/entity/save-mode'
import { useEntityForm } from '@/components/entity/use-entity-form'
import { nameQuery, useNameCheck } from '@/components/entity/use-name-check'
import { useActor } from '@/components/shell/actor-context'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { FieldSet } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { RadioCards } from '@/components/ui/radio-cards'
import { toast } from '@/components/ui/toast'
import { useFocusRequest } from '@/components/ui/use-focus-request'
import { ApiError } from '@/lib/client/api'
import { entityHref } from '@/lib/client/links'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import { type Draft, requestOf, textIn } from '@/lib/model/edits/draft'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { type CreateDashboard, type Dashboard, dashboards } from '@/lib/model/entities/dashboard'
import type { EntityReference } from '@/lib/model/entities/entity'
import { withProperties } from '@/lib/model/fields/property-field'
import { referenceIn } from '@/lib/model/fields/reference'

const modes = [
  { value: 'create', label: 'Create only', help: 'Fails if the dashboard already exists' },
  { value: 'upsert', label: 'Create or update', help: 'Updates it if it exists' },
] as const

interface NewDashboardProps {
  /** Values to begin with: a chosen service, a dashboard to duplicate. */
  initial: Draft
  /** Custom properties that dashboards may have. */
  properties: readonly CustomProperty[]
  /** `?mode=` of the address. */
  mode?: string | undefined
}

const nameHelp = 'As the tool itself calls it; it cannot be changed later.'

const writes = entityMutations(dashboards)
const pageOf = (fqn: string): string => entityHref('dashboard', fqn)

/** The form for a new dashboard, which can also update the one that has the name already. */
export function NewDashboard({ initial, properties, mode: modeInAddress }: NewDashboardProps) {
  const router = useRouter()
  const client = useQueryClient()
  const actor = useActor()
  const panelId = useId()
  const { mode, choose, setForNow } = useSaveMode(modeInAddress)
  const def = useMemo(() => withProperties(dashboards, properties), [properties])
  const blank = useMemo(() => blankDashboard(def), [def])
  const [conflict, setConflict] = useState<string>()
  const [hasMoved, setHasMoved] = useState(false)

  const state = useEntityForm({
    def,
    fields: newFields(def),
    initial: { ...blank, ...initial },
    onSave: (draft) => (mode === 'create' ? create(draft) : update(draft)),
  })
  const { form } = state
  const [chosen, typed] = useWatch({ control: form.control, name: ['service', 'name'] })
  const serviceReference = referenceIn(chosen)
  const name = textIn(typed)
  const fqn = fqnOf(serviceReference, name)
  const service = useService(serviceReference)
  const check = useNameCheck(dashboards, fqn, dashboardReadFields)
  const existing = 'entity' in check ? check.entity : undefined
  useStoredValues(def, form, blank, mode === 'upsert' ? existing : undefined)

  const isUpdate = mode === 'upsert' && existing !== undefined
  const blocked = isUpdate
    ? blockedReason(actor, 'EditAll', dashboards, existing)
    : service === undefined
      ? undefined
      : blockedReason(actor, 'Create', dashboards, service)

  const focusPanel = useFocusRequest(panelId)
  const done = async (saved: Dashboard, message: string) => {
    await client.invalidateQueries({ queryKey: entityQueries(dashboards).all, refetchType: 'none' })
    toast.success(message)
    router.push(pageOf(saved.fullyQualifiedName ?? ''))
    return 'saved' as const
  }

  async function create(draft: Draft): Promise<'saved' | 'held'> {
    setConflict(undefined)
    try {
      const saved = await writes.create(requestOf(def, draft) as CreateDashboard) // checked by the resolver
      return await done(saved, createdMessage(saved))
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'alreadyExists') || fqn === undefined) throw error
      setConflict(fqn)
      form.setError('name', {
        type: 'server',
        message: `A dashboard with this name exists in ${serviceReference?.name ?? 'the service'}.`,
      })
      await client.invalidateQueries(nameQuery(dashboards, fqn, dashboardReadFields))
      focusPanel()
      return 'held'
    }
  }

  /** Looks once more before it writes: what appeared or moved since the form showed it is shown first, not overwritten. */
  async function update(draft: Draft): Promise<'saved' | 'held'> {
    setHasMoved(false)
    const before = fqn === undefined ? undefined : await storedNow(fqn)
    if (before?.id !== existing?.id || before?.version !== existing?.version) {
      setHasMoved(true)
      focusPanel()
      return 'held'
    }
    if (before?.deleted) await writes.restore(before.id)
    const saved = await writes.createOrUpdate(requestOf(def, draft, before) as CreateDashboard) // as above
    return done(saved, before === undefined ? createdMessage(saved) : updatedMessage(def, before, saved))
  }

  async function storedNow(name: string): Promise<Dashboard | undefined> {
    try {
      return await client.fetchQuery({ ...nameQuery(dashboards, name, dashboardReadFields), staleTime: 0 })
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'notFound') return undefined
      throw error
    }
  }

  const showConflict = conflict !== undefined && conflict === fqn && mode === 'create'
  return (
    <EntityForm state={state} label="Dashboard">
      <div className="grid gap-x-10 gap-y-5 px-page pb-8 lg:grid-cols-[minmax(0,40rem)_minmax(0,21rem)]">
        <div className="grid min-w-0 content-start gap-5">
          {showConflict ? (
            <ExistsPanel
              def={def}
              id={panelId}
              fqn={conflict}
              href={pageOf(conflict)}
              existing={existing}
              mine={form.getValues()}
              onUpdate={() => {
                setForNow('upsert')
                setConflict(undefined)
                form.clearErrors('name')
                requestAnimationFrame(() =>
                  document.querySelector<HTMLElement>('[data-save]')?.focus({ preventScroll: true }),
                )
              }}
              onRename={() => form.setFocus('name', { shouldSelect: true })}
            />
          ) : null}
          {hasMoved ? (
            <Notice tone="warning" role="alert" id={panelId} title="This dashboard has changed meanwhile">
              Nothing has been saved. “What will happen” shows what saving does to it as it is now.
            </Notice>
          ) : null}
          {showConflict ? null : <FormProblems {...state} />}
          <FieldSet label="Save mode">
            <RadioCards<SaveMode> options={modes} value={mode} onValueChange={choose} name="saveMode" />
          </FieldSet>
          <FieldInputs
            def={def}
            isNew
            help={{
              name: showConflict ? (
                nameHelp
              ) : (
                <NameStatus check={check} href={pageOf(fqn ?? '')} restores={mode === 'upsert'}>
                  {nameHelp}
                </NameStatus>
              ),
            }}
          />
        </div>
        <NewDashboardOutcome
          def={def}
          mode={mode}
          fqn={fqn}
          check={check}
          blocked={blocked}
          className="self-start lg:sticky lg:top-5"
        />
      </div>
      <SaveBar
        label={mode === 'create' ? 'Create dashboard' : 'Create or update dashboard'}
        isSaving={state.isSaving}
        cancelHref="/dashboards"
        disabledReason={blocked}
        onSave={() => void state.submit()}
      />
      <UnsavedChanges when={state.isUnsaved} />
    </EntityForm>
  )
}

/** Undefined while a part is missing or no name could be built. */
function fqnOf(service: EntityReference | null, name: string): string | undefined {
  if (service?.fullyQualifiedName === undefined || name === '') return undefined
  try {
    return dashboards.fullyQualifiedName(service.fullyQualifiedName, name, {})
  } catch {
    return undefined
  }
}
