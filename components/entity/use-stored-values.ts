import { useEffect, useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { type Draft, type DraftDefinition, formNames, sameDraftValue, storedDraft } from '@/lib/model/edits/draft'
import type { Entity } from '@/lib/model/entities/entity'

/**
 * Shows what an update would otherwise clear: while saving is going to update what exists, every field that nobody has
 * filled in holds what is stored. What was typed stays, and what was taken over goes again when the name is another.
 */
export function useStoredValues(
  def: DraftDefinition,
  form: UseFormReturn<Draft>,
  blank: Draft,
  existing: Entity | undefined,
): void {
  const taken = useRef<{ state: string; values: Draft }>(undefined)
  useEffect(() => {
    const state = existing && `${existing.id} ${existing.version}`
    if (taken.current?.state === state) return
    const now = form.getValues()
    for (const [field, value] of Object.entries(taken.current?.values ?? {})) {
      if (sameDraftValue(def, field, now[field], value)) form.setValue(field, blank[field] ?? null)
    }
    taken.current = undefined
    if (existing === undefined || state === undefined) return
    const stored = storedDraft(def, existing, formNames(def, true))
    const current = form.getValues()
    const values = Object.entries(stored).filter(
      ([field, value]) =>
        sameDraftValue(def, field, current[field], blank[field]) && !sameDraftValue(def, field, value, blank[field]),
    )
    for (const [field, value] of values) form.setValue(field, value, { shouldValidate: form.formState.isSubmitted })
    taken.current = { state, values: Object.fromEntries(values) }
  }, [def, form, blank, existing])
}
