'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useId, useMemo, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { blockedReason } from '@/components/entity/blocked-reason'
import { EntityForm } from '@/components/entity/entity-form'
import type { EntityKind } from '@/components/entity/entity-kind'
import { ExistsPanel } from '@/components/entity/exists-panel'
import { FieldInputs } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { NameStatus } from '@/components/entity/name-status'
import { NewOutcome } from '@/components/entity/new-outcome'
import { useContainer } from '@/components/entity/reference-fields'
import { referenceName } from '@/components/entity/reference-name'
import { SaveBar } from '@/components/entity/save-bar'
import { type SaveMode, useSaveMode } from '@/components/entity/save-mode'
import { createdMessage, updatedMessage } from '@/components/entity/saved-message'
import { useDefinition } from '@/components/entity/use-definition'
import { useEntityForm } from '@/components/entity/use-entity-form'
import { nameQuery, useNameCheck } from '@/components/entity/use-name-check'
import { useStoredValues } from '@/components/entity/use-stored-values'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { FieldSet } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { RadioCards } from '@/components/ui/radio-cards'
import { toast } from '@/components/ui/toast'
import { useFocusRequest } from '@/components/ui/use-focus-request'
import { ApiError } from '@/lib/client/api'
import { entityHref, listHref } from '@/lib/client/links'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { blankDraft, type Draft, formNames, requestOf, textIn } from '@/lib/model/edits/draft'
import type { PropertyInUse } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity, EntityReference } from '@/lib/model/entities/entity'
import { fieldOf, fieldsToRead, labelFrom } from '@/lib/model/fields/field'
import { referenceIn } from '@/lib/model/fields/reference'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

const modes = (noun: string) =>
  [
    { value: 'create', label: 'Create only', help: `Fails if the ${noun} already exists` },
    { value: 'upsert', label: 'Create or update', help: 'Updates it if it exists' },
  ] as const

export interface NewEntityProps {
  kind: EntityKind
  /** Values to begin with: a chosen service, another one to duplicate. */
  initial: Draft
  /** Custom properties that such things may have. */
  properties: readonly PropertyInUse[]
  /** `?mode=` of the address. */
  mode?: string | undefined
}

/** The form for something new, which can also update what has the name already. */
export function NewEntity({ kind, initial, properties, mode: modeInAddress }: NewEntityProps) {
  const { type } = kind.def
  const router = useRouter()
  const client = useQueryClient()
  const refresh = useRefreshCatalogue()
  const actor = useActor()
  const panelId = useId()
  const { mode, choose, setForNow } = useSaveMode(modeInAddress)
  const def = useDefinition(type, properties)
  const writes = entityMutations(def)
  const blank = useMemo(() => blankDraft(def), [def])
  const readFields = useMemo(() => fieldsToRead(def), [def])
  const [conflict, setConflict] = useState<string>()
  const [hasMoved, setHasMoved] = useState(false)

  const state = useEntityForm({
    def,
    fields: formNames(def, true),
    initial: { ...blank, ...initial },
    onSave: (draft) => (mode === 'create' ? create(draft) : update(draft)),
  })
  const { form } = state
  const [chosen, above, typed] = useWatch({
    control: form.control,
    name: [def.container?.field ?? 'name', def.childRelation ?? 'name', 'name'],
  })
  const container = referenceIn(chosen)
  const name = textIn(typed)
  const fqn = fqnOf(def, container, referenceIn(above), name)
  const holder = useContainer(def.container?.type, container)
  const isInSomething = container !== null || (def.container !== undefined && def.container.optional !== true)
  const check = useNameCheck(def, fqn, readFields)
  const existing = 'entity' in check ? check.entity : undefined
  useStoredValues(def, form, blank, mode === 'upsert' ? existing : undefined)

  const isUpdate = mode === 'upsert' && existing !== undefined
  const blocked = isUpdate
    ? blockedReason(actor, 'EditAll', def, existing as AccessSubject) // read with its owners and domains
    : isInSomething && holder === undefined
      ? undefined
      : blockedReason(actor, 'Create', def, holder as AccessSubject | undefined) // as above

  const focusPanel = useFocusRequest(panelId)
  const done = (saved: Entity, message: string) => {
    toast.success(message)
    router.push(entityHref(type, saved.fullyQualifiedName ?? saved.name))
    void refresh()
    return 'saved' as const
  }

  async function create(draft: Draft): Promise<'saved' | 'held'> {
    setConflict(undefined)
    try {
      const saved = await writes.create(requestOf(def, draft) as unknown as CreateEntity) // checked by the resolver
      return done(saved, createdMessage(saved))
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'alreadyExists') || fqn === undefined) throw error
      setConflict(fqn)
      form.setError('name', {
        type: 'server',
        message: `A ${kind.one} with this name exists${container === null ? '' : ` in ${referenceName(container)}`}.`,
      })
      await client.invalidateQueries(nameQuery(def, fqn, readFields))
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
    const saved = await writes.createOrUpdate(requestOf(def, draft, before) as unknown as CreateEntity) // as above
    return done(saved, before === undefined ? createdMessage(saved) : updatedMessage(def, before, saved))
  }

  async function storedNow(name: string): Promise<Entity | undefined> {
    try {
      return await client.fetchQuery({ ...nameQuery(def, name, readFields), staleTime: 0 })
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'notFound') return undefined
      throw error
    }
  }

  const showConflict = conflict !== undefined && conflict === fqn && mode === 'create'
  return (
    <>
      <PageHeader title={`New ${kind.one}`} breadcrumb={[{ label: kind.title, href: listHref(type) }]} />
      <EntityForm state={state} label={labelFrom(kind.one)}>
        <div className="grid gap-x-10 gap-y-5 px-page pb-8 lg:grid-cols-[minmax(0,40rem)_minmax(0,21rem)]">
          <div className="grid min-w-0 content-start gap-5">
            {showConflict ? (
              <ExistsPanel
                kind={kind}
                def={def}
                id={panelId}
                fqn={conflict}
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
              <Notice tone="warning" role="alert" id={panelId} title={`This ${kind.one} has changed meanwhile`}>
                Nothing has been saved. “What will happen” shows what saving does to it as it is now.
              </Notice>
            ) : null}
            {showConflict ? null : <FormProblems {...state} />}
            <FieldSet label="Save mode">
              <RadioCards<SaveMode> options={modes(kind.one)} value={mode} onValueChange={choose} name="saveMode" />
            </FieldSet>
            <FieldInputs
              def={def}
              isNew
              help={{
                name: showConflict ? undefined : (
                  <NameStatus check={check} href={entityHref(type, fqn ?? '')} restores={mode === 'upsert'}>
                    {fieldOf(def, 'name').help}
                  </NameStatus>
                ),
              }}
            />
          </div>
          <NewOutcome
            kind={kind}
            def={def}
            mode={mode}
            fqn={fqn}
            check={check}
            blocked={blocked}
            className="self-start lg:sticky lg:top-5"
          />
        </div>
        <SaveBar
          label={`${mode === 'create' ? 'Create' : 'Create or update'} ${kind.one}`}
          isSaving={state.isSaving}
          cancelHref={listHref(type)}
          disabledReason={blocked}
          onSave={() => void state.submit()}
        />
        <UnsavedChanges when={state.isUnsaved} />
      </EntityForm>
    </>
  )
}

/** Undefined while a part is missing or no name could be built. */
function fqnOf(
  def: EntityDefinition,
  container: EntityReference | null,
  above: EntityReference | null,
  name: string,
): string | undefined {
  const isPlaced = def.container === undefined || def.container.optional === true || (container ?? above) !== null
  if (name === '' || !isPlaced) return undefined
  try {
    return def.fullyQualifiedName(container?.fullyQualifiedName, name, { parent: above?.fullyQualifiedName })
  } catch {
    return undefined
  }
}
