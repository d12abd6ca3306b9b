'use client'

import { type ReactNode, useId } from 'react'
import { RequestError } from '@/components/entity/request-error'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'

interface FormSheetProps {
  /** What the form is called. */
  label: string
  title: string
  description: ReactNode
  /** What the button says that saves. */
  action: string
  /** What is said before the reason of a failure. */
  failed: string
  saving: { readonly isPending: boolean; readonly error: Error | null }
  /** Something is typed that has not been saved. */
  isUnsaved: boolean
  onClose: () => void
  /** Beside the buttons: what else can be done with it. */
  more?: ReactNode
  /** Asked once at a time. */
  onSubmit: () => void
  children: ReactNode
}

/** A sheet with a form in it that makes or changes one thing of the settings. */
export function FormSheet({ saving, isUnsaved, onClose, onSubmit, ...shown }: FormSheetProps) {
  const formId = useId()
  return (
    <Sheet
      onClose={onClose}
      title={shown.title}
      description={shown.description}
      more={shown.more}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={saving.isPending}>
            {shown.action}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        aria-label={shown.label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
        className="grid gap-4"
      >
        {saving.error === null ? null : <RequestError title={shown.failed} error={saving.error} />}
        {shown.children}
      </form>
      <UnsavedChanges when={isUnsaved} />
    </Sheet>
  )
}
