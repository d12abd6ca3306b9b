'use client'

import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { connectToasts } from '@/components/ui/toast'
// The library would write this into the page itself, which the content security policy refuses.
import 'sonner/dist/styles.css'

/** The region where toasts stand. */
export function ToasterLayer() {
  const region = useRef<HTMLDivElement>(null)
  useWayPast(region)
  // Effects of children run first: the region listens by now.
  useEffect(() => connectToasts(toast), [])
  return (
    <div ref={region}>
      <Sonner
        position="bottom-right"
        style={{ '--width': '26rem' } as React.CSSProperties /* custom properties are not in the type */}
        offset={{ bottom: 24, right: 28 }}
        mobileOffset={16}
        duration={8000}
        icons={{
          success: <CircleCheck className="size-4 text-ok" strokeWidth={1.75} />,
          error: <CircleAlert className="size-4 text-danger" strokeWidth={1.75} />,
          warning: <TriangleAlert className="size-4 text-warning" strokeWidth={1.75} />,
          info: <Info className="size-4 text-info" strokeWidth={1.75} />,
        }}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              'flex w-full sm:w-fit sm:min-w-64 sm:max-w-md sm:ms-auto items-center gap-2.5 rounded-lg border border-line-strong bg-raised px-3.5 py-3 font-sans text-sm text-fg shadow-float',
            content: 'min-w-0 flex-1',
            description: 'text-muted',
            actionButton: 'ms-1 min-h-6 shrink-0 rounded-sm font-semibold text-accent-text hover:underline',
            cancelButton: 'ms-1 min-h-6 shrink-0 rounded-sm text-muted hover:text-fg',
          },
        }}
      />
    </div>
  )
}

/**
 * The library brings the focus back to where it came from whenever it leaves, so that Tab never gets past a toast. Here it
 * goes back only from a toast that goes while it has it.
 */
function useWayPast(region: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = region.current
    if (element === null) return
    let from: EventTarget | null = null
    let isWithin = false
    const comes = (event: FocusEvent) => {
      event.stopPropagation()
      if (!isWithin) from = event.relatedTarget
      isWithin = true
    }
    const leaves = ({ relatedTarget }: FocusEvent) => {
      isWithin = relatedTarget instanceof Node && element.contains(relatedTarget)
    }
    const goes = new MutationObserver(() => {
      if (!isWithin || document.activeElement !== document.body) return
      isWithin = false
      if (from instanceof HTMLElement) from.focus({ preventScroll: true })
    })
    element.addEventListener('focusin', comes)
    element.addEventListener('focusout', leaves)
    goes.observe(element, { childList: true, subtree: true })
    return () => {
      element.removeEventListener('focusin', comes)
      element.removeEventListener('focusout', leaves)
      goes.disconnect()
    }
  }, [region])
}
