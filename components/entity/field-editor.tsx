'use client'

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { EntityForm } from '@/components/entity/entity-form'
import type { EntityKind } from '@/components/entity/entity-kind'
import { containerOf, FieldInputs } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { useDefinition } from '@/components/entity/use-definition'
import { useEntityEdit } from '@/components/entity/use-entity-edit'
import { leavePage } from '@/components/shell/leave-guard'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { formNames } from '@/lib/model/edits/draft'
import type { PropertyInUse } from '@/lib/model/entities/custom-property'
import type { Entity } from '@/lib/model/entities/entity'
import { fieldOf, withOnly } from '@/lib/model/fields/field'

export interface FieldEditorProps {
  kind: EntityKind
  entity: Entity
  properties: readonly PropertyInUse[]
  /** The form's name: "Edit owners". */
  label: string
  /** Fields that it asks for. */
  names: readonly string[]
  onClose: () => void
}

/**
 * A few fields of something that exists, in their place on its page: the form's controls, and its care. Enter saves where
 * it means nothing else, Ctrl Enter everywhere, Escape gives up.
 */
export function FieldEditor({ kind, properties, label, names, onClose, ...given }: FieldEditorProps) {
  // What the page learns meanwhile is not what this edit began from.
  const [entity] = useState(given.entity)
  const formId = useId()
  const def = useDefinition(kind.def.type, properties)
  const refresh = useRefreshCatalogue()
  const asked = useMemo(() => withOnly(def, names), [def, names])
  // A patch names places in a member: what else is kept in it has to be known.
  const known = useMemo(() => {
    const members = new Set(names.map((name) => fieldOf(def, name).member))
    return formNames(def, false).filter((name) => members.has(fieldOf(def, name).member))
  }, [def, names])
  const { state, lockedReason, changed } = useEntityEdit({
    kind,
    def,
    entity,
    names: known,
    onDone: async () => {
      await refresh()
      onClose()
    },
  })

  const region = useRef<HTMLDivElement>(null)
  useEffect(() => {
    region.current
      ?.querySelector<HTMLElement>('input:not([type=hidden], [type=radio]:not(:checked)), textarea, select')
      ?.focus()
  }, [])
  const onKey = (event: KeyboardEvent) => {
    const saves = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!saves && (event.key !== 'Escape' || hasOpenList(event.target))) return
    event.preventDefault()
    event.stopPropagation()
    if (!saves) leavePage(onClose)
    else if (changed === undefined) void state.submit()
  }
  return (
    <>
      <div ref={region} onKeyDownCapture={onKey} className="grid min-w-0 gap-2.5">
        {changed}
        <EntityForm
          id={formId}
          state={state}
          label={label}
          isEdit
          lockedReason={lockedReason}
          className="grid min-w-0 gap-3"
        >
          {changed === undefined ? <FormProblems {...state} /> : null}
          <FieldInputs def={asked} isNew={false} within={containerOf(def, entity)} />
        </EntityForm>
        <div className="flex gap-2">
          <Button
            size="sm"
            type="submit"
            form={formId}
            variant="primary"
            pending={state.isSaving}
            disabledReason={changed === undefined ? undefined : 'Save merged or discard yours above.'}
          >
            Save
          </Button>
          <Button size="sm" onClick={() => leavePage(onClose)}>
            Cancel
          </Button>
        </div>
      </div>
      <UnsavedChanges when={state.isUnsaved} />
    </>
  )
}

/** A list of options that Escape closes first. */
const hasOpenList = (target: EventTarget): boolean =>
  target instanceof Element && target.getAttribute('aria-expanded') === 'true'
