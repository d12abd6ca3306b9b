'use client'

import { Button, type ButtonProps } from '@/components/ui/button'
import { DialogClose } from '@/components/ui/dialog'

/** The foot of a dialog that does one thing: Cancel, and the main button. With `form` that one submits it. */
export function DialogActions(action: Omit<ButtonProps, 'variant' | 'type'>) {
  return (
    <>
      <DialogClose asChild>
        <Button>Cancel</Button>
      </DialogClose>
      <Button type={action.form === undefined ? 'button' : 'submit'} variant="primary" {...action} />
    </>
  )
}
