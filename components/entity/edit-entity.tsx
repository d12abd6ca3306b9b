'use client'

import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { useWatch } from 'react-hook-form'
import { EditRefused } from '@/components/entity/edit-refused'
import { EntityForm } from '@/components/entity/entity-form'
import type { EntityKind } from '@/components/entity/entity-kind'
import { FieldDiffs } from '@/components/entity/field-diffs'
import { containerOf, FieldInputs } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { OutcomePanel } from '@/components/entity/outcome-panel'
import { SaveBar } from '@/components/entity/save-bar'
import { useDefinition } from '@/components/entity/use-definition'
import { useEntityEdit } from '@/components/entity/use-entity-edit'
import { PageHeader } from '@/components/shell/page-header'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { entityHref, listHref } from '@/lib/client/links'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { type Draft, draftPatch, formNames } from '@/lib/model/edits/draft'
import { draftDiffs } from '@/lib/model/edits/field-diff'
import type { PropertyInUse } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { fieldOf, labelFrom } from '@/lib/model/fields/field'
import { shownName } from '@/lib/model/rules/shown-name'
import { formatVersion, nextVersion } from '@/lib/model/rules/version'

export interface EditEntityProps {
  kind: EntityKind
  entity: Entity
  /** Custom properties that such things may have. */
  properties: readonly PropertyInUse[]
}

/** The same form over something that exists. Only what was changed is sent, under the condition that nobody was faster. */
export function EditEntity({ kind, entity, properties }: EditEntityProps) {
  const { type } = kind.def
  const def = useDefinition(type, properties)
  const names = useMemo(() => formNames(def, false), [def])
  const router = useRouter()
  const refresh = useRefreshCatalogue()
  const fqn = entity.fullyQualifiedName ?? entity.name
  const page = entityHref(type, fqn)
  const name = shownName(entity)
  const within = useMemo(() => containerOf(def, entity), [def, entity])
  const { state, start, lockedReason, changed } = useEntityEdit({
    kind,
    def,
    entity,
    names,
    onDone: () => {
      router.push(page)
      void refresh()
    },
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
            <EditRefused kind={kind} entity={entity} />
            {changed ?? <FormProblems {...state} />}
            <FieldInputs def={def} isNew={false} within={within} />
          </div>
          {/* While a merge is open, it is what says what will happen. */}
          {changed === undefined ? (
            <EditOutcome def={def} entity={entity} start={start} className="self-start lg:sticky lg:top-5" />
          ) : null}
        </div>
        <SaveBar
          label="Save changes"
          isSaving={state.isSaving}
          cancelHref={page}
          disabledReason={changed === undefined ? undefined : 'Save merged or discard yours above.'}
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
