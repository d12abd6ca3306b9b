'use client'

import { X } from 'lucide-react'
import * as DialogPrimitive from 'radix-ui/dialog'
import { type ComponentProps, type ReactNode, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { useFocusReturn } from '@/components/ui/use-focus-return'

export const Dialog = DialogPrimitive.Root
export const DialogTrigger = DialogPrimitive.Trigger
/** Use with `asChild` around a button. */
export const DialogClose = DialogPrimitive.Close

export const scrimClasses =
  'fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in'

export const firstFieldIn = (body: HTMLElement | null): HTMLElement | null =>
  body?.querySelector<HTMLElement>('input, select, textarea') ?? null

/** What is filled in comes before what closes. */
export function focusFirstField(event: Event, body: HTMLElement | null): void {
  const first = firstFieldIn(body)
  if (first === null) return
  event.preventDefault()
  first.focus()
}

/** At the end of the head of a dialog. */
export const CloseButton = () => (
  <DialogPrimitive.Close asChild>
    <IconButton label="Close" tooltip={false} className="-me-2">
      <X strokeWidth={1.75} />
    </IconButton>
  </DialogPrimitive.Close>
)

const sizes = { sm: 'sm:max-w-md', md: 'sm:max-w-xl', lg: 'sm:max-w-3xl' } as const

interface DialogContentProps extends Omit<ComponentProps<typeof DialogPrimitive.Content>, 'title'> {
  title: ReactNode
  description?: ReactNode
  /** Buttons at the bottom right, the main one last. */
  footer?: ReactNode
  size?: keyof typeof sizes | undefined
}

/** A modal with title and close button; fills the window on a phone. The body scrolls, head and foot stay. */
export function DialogContent({
  title,
  description,
  footer,
  size = 'md',
  className,
  children,
  onOpenAutoFocus,
  ...props
}: DialogContentProps) {
  const body = useRef<HTMLDivElement>(null)
  const { note, onCloseAutoFocus } = useFocusReturn()
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={scrimClasses} />
      <DialogPrimitive.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        onOpenAutoFocus={(event) => {
          note()
          if (onOpenAutoFocus === undefined) focusFirstField(event, body.current)
          else onOpenAutoFocus(event)
        }}
        onCloseAutoFocus={onCloseAutoFocus}
        {...props}
        className={cn(
          'fixed inset-0 z-40 m-auto flex h-full max-h-full w-full flex-col bg-raised text-fg shadow-float sm:h-fit sm:max-h-[calc(100dvh-4rem)] sm:rounded-xl sm:border sm:border-line-strong',
          'data-[state=closed]:animate-float-out data-[state=open]:animate-float-in focus:outline-none',
          sizes[size],
          className,
        )}
      >
        <header className="flex items-start gap-3 px-5 pt-4 pb-3">
          <div className="min-w-0 flex-1 pt-1">
            <DialogPrimitive.Title className="font-semibold text-fg text-lg leading-6">{title}</DialogPrimitive.Title>
            {description ? (
              <DialogPrimitive.Description className="mt-1 text-muted text-sm">
                {description}
              </DialogPrimitive.Description>
            ) : null}
          </div>
          <CloseButton />
        </header>
        <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">
          {children}
        </div>
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
        ) : null}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  )
}
