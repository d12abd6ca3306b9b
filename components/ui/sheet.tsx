'use client'

import * as DialogPrimitive from 'radix-ui/dialog'
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react'
import { CloseButton, firstFieldIn, focusFirstField, scrimClasses } from '@/components/ui/dialog'
import { useFocusReturn } from '@/components/ui/use-focus-return'

interface SheetProps {
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

/** What a place and the sheet in it know of each other. */
interface Place {
  onClose: () => void
  hasOpened: boolean
}

const PlaceContext = createContext<RefObject<Place> | undefined>(undefined)

/** A dialog at the end side of the window, over the list whose row it is about; fills the window on a phone. */
export function Sheet(props: SheetProps) {
  const place = useContext(PlaceContext)
  return place === undefined ? (
    <SheetPlace>
      <Contents {...props} />
    </SheetPlace>
  ) : (
    <Contents {...props} />
  )
}

/**
 * Around sheets that follow one another, as that of data after the one that waited for them: one dialog that stays, and what
 * is in it changes. There is always one of them in it.
 */
export function SheetPlace({ children }: { children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null)
  const place = useRef<Place>({ onClose: () => {}, hasOpened: false })
  const { note, onCloseAutoFocus } = useFocusReturn()
  return (
    <DialogPrimitive.Root open onOpenChange={(isOpen) => !isOpen && place.current.onClose()}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={scrimClasses} />
        <DialogPrimitive.Content
          ref={content}
          onOpenAutoFocus={(event) => {
            note()
            focusFirstField(event, content.current)
            place.current.hasOpened = true
          }}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-y-0 end-0 z-40 flex w-full flex-col border-line-strong border-s bg-raised text-fg shadow-float focus:outline-none data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in sm:max-w-110"
        >
          <PlaceContext value={place}>{children}</PlaceContext>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  )
}

function Contents({ onClose, title, description, more, footer, children }: SheetProps) {
  const body = useRef<HTMLDivElement>(null)
  const place = useContext(PlaceContext)
  useEffect(() => {
    if (place !== undefined) place.current.onClose = onClose
  })
  useEffect(() => {
    // What had the focus has gone with the sheet that was here before.
    const isLost = [document.body, body.current?.parentElement].includes(document.activeElement as HTMLElement | null)
    if (place?.current.hasOpened && isLost) firstFieldIn(body.current)?.focus()
  }, [place])
  return (
    <>
      <header className="flex items-start gap-3 px-6 pt-5 pb-3">
        <div className="min-w-0 flex-1 pt-1">
          <DialogPrimitive.Title className="font-semibold text-lg leading-6 [overflow-wrap:anywhere]">
            {title}
          </DialogPrimitive.Title>
          <DialogPrimitive.Description className="mt-0.5 text-muted text-sm empty:hidden">
            {description}
          </DialogPrimitive.Description>
        </div>
        <CloseButton />
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
    </>
  )
}
