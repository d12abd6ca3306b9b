import { useEffect, useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { newFields, storedDraft } from '@/components/dashboards/dashboard-draft'
import { type Draft, sameDraftValue } from '@/lib/model/edits/draft'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import type { WithMembers } from '@/lib/model/fields/field'

/**
 * Shows what an update would otherwise clear: while saving is going to update a dashboard, every field that nobody has
 * filled in holds what is stored. What was typed stays, and what was taken over goes again when the name is another.
 */
export function useStoredValues(
  def: WithMembers,
  form: UseFormReturn<Draft>,
  blank: Draft,
  existing: Dashboard | undefined,
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
    const stored = storedDraft(def, existing, newFields(def))
    const current = form.getValues()
    const values = Object.entries(stored).filter(
      ([field, value]) =>
        sameDraftValue(def, field, current[field], blank[field]) && !sameDraftValue(def, field, value, blank[field]),
    )
    for (const [field, value] of values) form.setValue(field, value, { shouldValidate: form.formState.isSubmitted })
    taken.current = { state, values: Object.fromEntries(values) }
  }, [def, form, blank, existing])
}
