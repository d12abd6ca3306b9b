'use client'

import { createContext, type ReactNode, useContext, useId } from 'react'
import { cn } from '@/components/ui/cn'

interface FieldContextValue {
  id: string
  labelId: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
}

const FieldContext = createContext<FieldContextValue | undefined>(undefined)

/** The surrounding field, or nothing; for controls that build their own labelling, such as comboboxes. */
export const useField = (): FieldContextValue | undefined => useContext(FieldContext)

interface ControlProps {
  id?: string | undefined
  'aria-labelledby'?: string | undefined
  'aria-label'?: string | undefined
  'aria-describedby'?: string | undefined
  'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling' | undefined
  'aria-required'?: boolean | 'true' | 'false' | undefined
}

/**
 * What a control inside a field has to carry; its own props win. That it is required is the field's to say, which marks its
 * label too, and becomes `aria-required` only: the form says what is missing, not the browser's bubble. The name is the
 * label's words without "required", which the state says.
 */
export function useControlProps(own: ControlProps) {
  const field = useField()
  return {
    id: own.id ?? field?.id,
    'aria-labelledby': own['aria-labelledby'] ?? (own['aria-label'] === undefined ? field?.labelId : undefined),
    'aria-describedby': [own['aria-describedby'], field?.describedBy].filter(Boolean).join(' ') || undefined,
    'aria-invalid': own['aria-invalid'] ?? (field?.invalid || undefined),
    'aria-required': own['aria-required'] ?? (field?.required || undefined),
  }
}

interface FieldProps {
  label: ReactNode
  children: ReactNode
  /** Shown in words beside the label. */
  required?: boolean | undefined
  help?: ReactNode
  /** A plain sentence; turns the control's line red and is read with it. */
  error?: ReactNode
  /** For an error summary that links to the control. */
  id?: string | undefined
  /** Right of the label, for a quiet action such as "Reset". */
  action?: ReactNode
  /** Keeps the label for screen readers only, where the layout already shows it. */
  hideLabel?: boolean | undefined
  className?: string | undefined
}

/** Label, control, help and error, tied together. Inputs, selects and comboboxes inside pick up the ids by themselves. */
export function Field({
  label,
  children,
  required = false,
  help,
  error,
  id,
  action,
  hideLabel,
  className,
}: FieldProps) {
  const generated = useId()
  const controlId = id ?? generated
  const value = fieldValue(controlId, help, error, required)
  return (
    <FieldContext value={value}>
      <div className={cn('grid min-w-0 gap-1', className)}>
        <div className={cn('flex min-h-5 items-baseline justify-between gap-2', hideLabel && 'sr-only')}>
          <label htmlFor={controlId} className="font-medium text-fg text-sm">
            <span id={value.labelId}>{label}</span>
            {required ? <RequiredMark /> : null}
          </label>
          {action}
        </div>
        {children}
        <FieldMessages id={controlId} help={help} error={error} />
      </div>
    </FieldContext>
  )
}

/** The same for a group of controls (radio cards, check boxes): a `<fieldset>` with its legend. */
export function FieldSet({
  label,
  children,
  required = false,
  help,
  error,
  id,
  hideLabel,
  className,
}: Omit<FieldProps, 'action'>) {
  const generated = useId()
  const controlId = id ?? generated
  const value = fieldValue(controlId, help, error, required)
  return (
    <FieldContext value={value}>
      <fieldset id={controlId} aria-describedby={value.describedBy} className={cn('min-w-0', className)}>
        <legend className={cn('mb-1 font-medium text-fg text-sm', hideLabel && 'sr-only')}>
          <span id={value.labelId}>{label}</span>
          {required ? <RequiredMark /> : null}
        </legend>
        <div className="grid gap-1">
          {children}
          <FieldMessages id={controlId} help={help} error={error} />
        </div>
      </fieldset>
    </FieldContext>
  )
}

function fieldValue(id: string, help: ReactNode, error: ReactNode, required: boolean): FieldContextValue {
  const described = [error ? `${id}-error` : '', help ? `${id}-help` : ''].filter(Boolean)
  return {
    id,
    labelId: `${id}-label`,
    describedBy: described.join(' ') || undefined,
    invalid: Boolean(error),
    required,
  }
}

function RequiredMark() {
  return <span className="font-normal text-faint"> required</span>
}

function FieldMessages({ id, help, error }: { id: string; help?: ReactNode; error?: ReactNode }) {
  return (
    <>
      {error ? (
        <p id={`${id}-error`} className="text-danger text-xs">
          {error}
        </p>
      ) : null}
      {help ? (
        <p id={`${id}-help`} className="text-faint text-xs">
          {help}
        </p>
      ) : null}
    </>
  )
}
