'use client'

import { computePosition, flip, offset, shift } from '@floating-ui/dom'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'
import { tooltipAnchor } from '@/components/ui/tooltip'

const openMs = 400
/** Who has just seen one gets the next at once. */
const soonMs = 200
/** Time to reach the tooltip itself with the pointer (WCAG 1.4.13). */
const leaveMs = 120

/**
 * The one tooltip there is at a time: on hover after a moment, on focus by keys at once. It goes with Escape, a press, or
 * when the page scrolls, and stays while the pointer is on it.
 */
export function TooltipLayer({ first }: { first: HTMLElement }) {
  const [anchor, setAnchor] = useState<HTMLElement>()
  const tip = useRef<HTMLDivElement>(null)
  const shown = useRef<HTMLElement>(undefined)
  shown.current = anchor

  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    let timer: ReturnType<typeof setTimeout> | undefined
    let goneAt = 0
    const change = (next: HTMLElement | undefined, afterMs: number) => {
      clearTimeout(timer)
      if (next === shown.current) return
      timer = setTimeout(() => {
        if (next === undefined) goneAt = performance.now()
        setAnchor(next?.isConnected ? next : undefined)
      }, afterMs)
    }
    const hide = () => change(undefined, 0)
    const point = (target: EventTarget | null) => {
      if (target instanceof Node && tip.current?.contains(target)) return clearTimeout(timer)
      const next = tooltipAnchor(target)
      const isSoon = shown.current !== undefined || performance.now() - goneAt < soonMs
      change(next, next === undefined ? leaveMs : isSoon ? 0 : openMs)
    }
    const focus = (target: EventTarget | null) => {
      const next = tooltipAnchor(target)
      if (next?.matches(':focus-visible')) change(next, 0)
    }
    document.addEventListener('pointerover', (event) => event.pointerType === 'touch' || point(event.target), {
      signal,
    })
    document.addEventListener('focusin', ({ target }) => focus(target), { signal })
    document.addEventListener('focusout', hide, { signal })
    document.addEventListener('pointerdown', hide, { signal })
    document.addEventListener('scroll', hide, { signal, capture: true, passive: true })
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide(), { signal })
    if (first.matches(':hover')) point(first)
    else focus(first)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [first])

  useLayoutEffect(() => {
    const element = tip.current
    if (anchor === undefined || element === null) return
    const placement = anchor.dataset.tooltipSide === 'right' ? 'right' : 'bottom'
    const middleware = [offset(6), flip(), shift({ padding: 8 })]
    void computePosition(anchor, element, { strategy: 'fixed', placement, middleware }).then(({ x, y }) => {
      Object.assign(element.style, { left: `${x}px`, top: `${y}px` })
    })
  }, [anchor])

  if (anchor === undefined) return null
  const { tooltip, tooltipKeys, tooltipClass } = anchor.dataset
  return createPortal(
    <div
      // Another anchor, another tooltip: it fades in anew.
      key={tooltip}
      ref={tip}
      role="tooltip"
      className={cn(
        'fixed top-0 left-0 z-50 flex w-max max-w-72 animate-float-in items-center gap-2 rounded-md border border-line-strong bg-raised px-2 py-1 text-fg text-xs shadow-float',
        tooltipClass,
      )}
    >
      {tooltip}
      {tooltipKeys === undefined ? null : <Kbd>{tooltipKeys}</Kbd>}
    </div>,
    document.body,
  )
}
