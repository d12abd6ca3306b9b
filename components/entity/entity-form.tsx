'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { FormProvider, useController, useFormContext } from 'react-hook-form'
import type { EntityFormState } from '@/components/entity/use-entity-form'
import { Field } from '@/components/ui/field'
import type { Draft } from '@/lib/model/edits/draft'
import { fieldLabel } from '@/lib/model/fields/field'
import type { DraftValue } from '@/lib/model/fields/kind'

interface EntityFormContextValue {
  controlId: (field: string) => string
  labelOf: (field: string) => string
  /** Fields can be put back to what is stored. */
  isEdit: boolean
  /** Why this person may not change a field; nothing when they may. */
  lockedReason: (field: string) => string | undefined
}

const EntityFormContext = createContext<EntityFormContextValue | undefined>(undefined)

interface EntityFormProps {
  state: EntityFormState
  /** The form's name: "Dashboard". */
  label: string
  isEdit?: boolean | undefined
  lockedReason?: ((field: string) => string | undefined) | undefined
  children: ReactNode
  className?: string | undefined
  /** For a button that submits it from outside. */
  id?: string | undefined
}

const unlocked = () => undefined

/** The `<form>` around the fields of an entity; the fields below find their form through it. */
export function EntityForm({
  state,
  label,
  isEdit = false,
  lockedReason = unlocked,
  children,
  className,
  id,
}: EntityFormProps) {
  const { controlId, def, form, submit } = state
  const value = useMemo(
    () => ({ controlId, labelOf: (field: string) => fieldLabel(def, field), isEdit, lockedReason }),
    [controlId, def, isEdit, lockedReason],
  )
  return (
    <EntityFormContext value={value}>
      <FormProvider {...form}>
        <form
          id={id}
          aria-label={label}
          noValidate
          className={className}
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          {children}
        </form>
      </FormProvider>
    </EntityFormContext>
  )
}

function useEntityFormContext(): EntityFormContextValue {
  const context = useContext(EntityFormContext)
  if (context === undefined) throw new Error('A field of an entity stands outside EntityForm')
  return context
}

/** What every field of an entity form takes. */
export interface EntityFieldProps {
  /** Member of the entity: `displayName`. */
  name: string
  /** Its name on screen, if not the usual one. */
  label?: string | undefined
  required?: boolean | undefined
  help?: ReactNode
}

/** A field's value and how to change it, by its name in the draft. */
export function useDraftField(name: string) {
  const { controlId, labelOf, isEdit, lockedReason } = useEntityFormContext()
  const { resetField } = useFormContext<Draft>()
  const { field, fieldState } = useController<Draft>({ name })
  const locked = lockedReason(name)
  return {
    id: controlId(name),
    label: labelOf(name),
    value: field.value as DraftValue | undefined, // react-hook-form types values by path, which names cannot carry
    setValue: (value: DraftValue) => field.onChange(value),
    onBlur: field.onBlur,
    ref: field.ref,
    error: fieldState.error?.message,
    disabled: locked !== undefined,
    /** For the one control of a field; whether it is required, the field round it says. */
    control: { ref: field.ref, name, onBlur: field.onBlur, disabled: locked !== undefined },
    locked,
    /** Back to what is stored; only where there is something to put back. */
    reset: isEdit && fieldState.isDirty && locked === undefined ? () => resetField(name) : undefined,
  }
}

type DraftFieldState = ReturnType<typeof useDraftField>

/** Label, help, error and "Reset" around the control of a draft's field. Why a field is locked takes the place of its help. */
export function DraftField({
  field,
  label = field.label,
  required,
  help,
  children,
}: EntityFieldProps & { field: DraftFieldState; children: ReactNode }) {
  return (
    <Field
      id={field.id}
      label={label}
      required={required}
      help={field.locked ?? help}
      error={field.error}
      action={
        field.reset ? (
          <button
            type="button"
            onClick={field.reset}
            className="rounded-sm text-muted text-xs underline-offset-2 hover:text-fg hover:underline"
          >
            Reset <span className="sr-only">{label}</span>
          </button>
        ) : undefined
      }
    >
      {children}
    </Field>
  )
}
