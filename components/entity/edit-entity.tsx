'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback, useId, useMemo, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { ChangedPanel } from '@/components/entity/changed-panel'
import { EntityForm } from '@/components/entity/entity-form'
import type { EntityKind } from '@/components/entity/entity-kind'
import { FieldDiffs } from '@/components/entity/field-diffs'
import { FieldInputs } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { OutcomePanel } from '@/components/entity/outcome-panel'
import { SaveBar } from '@/components/entity/save-bar'
import { updatedMessage } from '@/components/entity/saved-message'
import { tellFailure } from '@/components/entity/tell-failure'
import { useDefinition } from '@/components/entity/use-definition'
import { useEntityForm } from '@/components/entity/use-entity-form'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { toast } from '@/components/ui/toast'
import { useFocusRequest } from '@/components/ui/use-focus-request'
import { ApiError } from '@/lib/client/api'
import { entityHref, listHref } from '@/lib/client/links'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { type Draft, draftPatch, formNames, storedDraft } from '@/lib/model/edits/draft'
import { draftDiffs } from '@/lib/model/edits/field-diff'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { fieldOf, fieldsToRead, fieldWord, labelFrom, storedValue } from '@/lib/model/fields/field'
import { isReference } from '@/lib/model/fields/reference'
import { can } from '@/lib/model/rules/access'
import { shownName } from '@/lib/model/rules/shown-name'
import type { AccessSubject } from '@/lib/model/rules/subject-test'
import { formatVersion, nextVersion } from '@/lib/model/rules/version'

export interface EditEntityProps {
  kind: EntityKind
  entity: Entity
  /** Custom properties that such things may have. */
  properties: readonly CustomProperty[]
}

/** The same form over something that exists. Only what was changed is sent, under the condition that nobody was faster. */
export function EditEntity({ kind, entity, properties }: EditEntityProps) {
  const { type } = kind.def
  const def = useDefinition(type, properties)
  const writes = entityMutations(def)
  const router = useRouter()
  const client = useQueryClient()
  const refresh = useRefreshCatalogue()
  const actor = useActor()
  const panelId = useId()
  const fqn = entity.fullyQualifiedName ?? entity.name
  const page = entityHref(type, fqn)
  const name = shownName(entity)
  const focusPanel = useFocusRequest(panelId)
  const [theirs, setTheirs] = useState<Entity>()
  const [start] = useState(() => storedDraft(def, entity))
  const within = useMemo(() => containerOf(def, entity), [def, entity])

  const lockedReason = useCallback(
    (field: string) => {
      return can(actor, fieldOf(def, field).edit, type, entity as AccessSubject) // read with its owners and domains
        ? undefined
        : `Your roles do not let you change the ${fieldWord(def, field)} of this ${kind.one}.`
    },
    [actor, entity, def, type, kind.one],
  )
  const state = useEntityForm({
    def,
    fields: formNames(def, false),
    entity,
    initial: start,
    onSave: (draft) => save(entity, start, draft),
  })

  /** Sends the way from one draft to the other; 412 brings what is stored now onto the screen instead. */
  async function save(stored: Entity, before: Draft, after: Draft): Promise<'saved' | 'held'> {
    const steps = draftPatch(def, before, after)
    try {
      if (steps.length === 0) return leave('Nothing was changed.')
      const saved = await writes.patch(stored.id, steps, stored.version)
      return leave(updatedMessage(def, stored, saved), () => undo.mutate({ saved, after, before }))
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'preconditionFailed')) throw error
      const query = entityQueries(def).byName(fqn, { fields: fieldsToRead(def) })
      setTheirs(await client.fetchQuery({ ...query, staleTime: 0 }))
      focusPanel()
      return 'held'
    }
  }

  function leave(message: string, onUndo?: () => void): 'saved' {
    toast.success(message, onUndo === undefined ? {} : { action: { label: 'Undo', onClick: onUndo } })
    router.push(page)
    void refresh()
    return 'saved'
  }

  // Pressed when this form is gone.
  const undo = useMutation({
    mutationFn: ({ saved, after, before }: { saved: Entity; after: Draft; before: Draft }) =>
      writes.patch(saved.id, draftPatch(def, after, before), saved.version),
    onSuccess: ({ version = 0.1 }) => toast.success(`Undone, version ${formatVersion(version)}`),
    onError: (error) => tellFailure('It could not be undone', error),
    onSettled: refresh,
  })

  return (
    <>
      <PageHeader
        title={`Edit ${name}`}
        breadcrumb={[
          { label: kind.title, href: listHref(type) },
          { label: name, href: page },
        ]}
      />
      <EntityForm state={state} label={labelFrom(kind.one)} isEdit lockedReason={lockedReason}>
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
                theirs={storedDraft(def, theirs)}
                mine={state.form.getValues()}
                stored={theirs}
                isSaving={state.isSaving}
                onSave={(merged) => state.run(() => save(theirs, storedDraft(def, theirs), merged))}
                onDiscard={() => state.run(async () => leave('Your changes were discarded.'))}
              />
            )}
            <FieldInputs def={def} isNew={false} within={within} />
          </div>
          {/* While a merge is open, it is what says what will happen. */}
          {theirs === undefined ? (
            <EditOutcome def={def} entity={entity} start={start} className="self-start lg:sticky lg:top-5" />
          ) : null}
        </div>
        <SaveBar
          label="Save changes"
          isSaving={state.isSaving}
          cancelHref={page}
          disabledReason={theirs === undefined ? undefined : 'Save merged or discard yours above.'}
          onSave={() => void state.submit()}
        />
        <UnsavedChanges when={state.isUnsaved} />
      </EntityForm>
    </>
  )
}

/** What saving changes, and the patch it sends. */
function EditOutcome({
  def,
  entity,
  start,
  className,
}: {
  def: EntityDefinition
  entity: Entity
  start: Draft
  className: string
}) {
  // Every field is part of the form from the start, so that none is missing here.
  const draft = useWatch<Draft>() as Draft
  const diffs = draftDiffs(def, start, draft)
  const { version = 0.1 } = entity
  const isRecorded = diffs.some((diff) => !fieldOf(def, diff.field).isSilent)
  const next = isRecorded ? `, version ${formatVersion(nextVersion(version))} follows` : ''
  const count = `${diffs.length} ${diffs.length === 1 ? 'field' : 'fields'}`
  return (
    <OutcomePanel
      fqn={entity.fullyQualifiedName}
      outcome={
        diffs.length === 0
          ? { tone: 'plain', sentence: `Nothing is changed yet. This is version ${formatVersion(version)}.` }
          : { tone: 'changes', sentence: `${count} will change${next}.` }
      }
      code={
        diffs.length === 0
          ? undefined
          : {
              def,
              origin: typeof location === 'undefined' ? '' : location.origin,
              write: { method: 'PATCH', id: entity.id, steps: draftPatch(def, start, draft), version },
            }
      }
      className={className}
    >
      {diffs.length === 0 ? null : <FieldDiffs diffs={diffs} stacked />}
    </OutcomePanel>
  )
}

/** Where it is, if it is in something. */
function containerOf(def: EntityDefinition, entity: Entity) {
  if (def.container === undefined) return undefined
  const value = storedValue(fieldOf(def, def.container.field), entity)
  return isReference(value) ? value : undefined
}
