'use client'

import { X } from 'lucide-react'
import * as DialogPrimitive from 'radix-ui/dialog'
import { type ReactNode, useRef } from 'react'
import { focusFirstField, scrimClasses } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { useFocusReturn } from '@/components/ui/use-focus-return'

interface SheetProps {
  open: boolean
  /** Asked by the close button, Escape and a click beside the sheet. */
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  /** What else can be done with it: quiet buttons at the start of the bottom. */
  more?: ReactNode
  /** Buttons at the end of the bottom, the main one last; they stay together where there is no room for all. */
  footer?: ReactNode
  children: ReactNode
}

/** A dialog at the end side of the window, over the list whose row it is about; fills the window on a phone. */
export function Sheet({ open, onClose, title, description, more, footer, children }: SheetProps) {
  const body = useRef<HTMLDivElement>(null)
  const { note, onCloseAutoFocus } = useFocusReturn()
  return (
    <DialogPrimitive.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={scrimClasses} />
        <DialogPrimitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            note()
            focusFirstField(event, body.current)
          }}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-y-0 end-0 z-40 flex w-full flex-col border-line-strong border-s bg-raised text-fg shadow-float focus:outline-none data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in sm:max-w-110"
        >
          <header className="flex items-start gap-3 px-6 pt-5 pb-3">
            <div className="min-w-0 flex-1 pt-1">
              <DialogPrimitive.Title className="font-semibold text-lg leading-6 [overflow-wrap:anywhere]">
                {title}
              </DialogPrimitive.Title>
              {description ? (
                <DialogPrimitive.Description className="mt-0.5 text-muted text-sm">
                  {description}
                </DialogPrimitive.Description>
              ) : null}
            </div>
            <DialogPrimitive.Close asChild>
              <IconButton label="Close" tooltip={false} className="-me-2">
                <X strokeWidth={1.75} />
              </IconButton>
            </DialogPrimitive.Close>
          </header>
          <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-6 pt-1 pb-6">
            {children}
          </div>
          {more || footer ? (
            <footer className="flex flex-wrap items-center gap-2 border-line border-t px-6 py-3">
              {more ? <div className="-ms-3 flex flex-wrap items-center">{more}</div> : null}
              {footer ? <div className="ms-auto flex flex-wrap justify-end gap-2">{footer}</div> : null}
            </footer>
          ) : null}
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  )
}
