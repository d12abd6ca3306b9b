interface TooltipOptions {
  side?: 'bottom' | 'right' | undefined
  keys?: string | undefined
  className?: string | undefined
}

/**
 * Attributes that give an element a tooltip: a few words on hover and focus, shown by `Tooltips`. Never the only place for
 * something a person must know.
 */
export const tooltip = (text: string, { side, keys, className }: TooltipOptions = {}) => ({
  'data-tooltip': text,
  'data-tooltip-side': side,
  'data-tooltip-keys': keys,
  'data-tooltip-class': className,
})

/** The element with a tooltip that an event is about. */
export const tooltipAnchor = (target: EventTarget | null): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>('[data-tooltip]')) || undefined
