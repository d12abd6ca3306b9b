'use client'

import { isTyping } from '@/components/ui/typing'

/** How long what comes in its place may take to show its own field. */
const handOverMs = 2_000

interface TypeAheadProps {
  label: string
  className: string
  onEscape?: (() => void) | undefined
}

/**
 * The field of something that takes text, for as long as its code is on its way (`later`): it has the focus at once, and
 * gives what was typed, and an Enter after it, to the field that takes the focus next.
 */
export function TypeAhead({ label, className, onEscape }: TypeAheadProps) {
  return (
    <input
      ref={take}
      aria-label={label}
      placeholder={label}
      className={className}
      onKeyDown={({ key, currentTarget, nativeEvent }) => {
        // An Enter may end the writing of a word, too.
        if (!nativeEvent.isComposing) currentTarget.dataset.last = key
        if (key === 'Escape') onEscape?.()
      }}
    />
  )
}

function take(field: HTMLInputElement) {
  const before = document.activeElement
  field.focus()
  return () => {
    const { value, dataset } = field
    // What gives the focus back when it closes gives it to whom it was taken from. A layer around it would close without.
    ;((field.closest('[role=dialog]') ?? before) as HTMLElement).focus()
    const { last } = dataset
    if (last === 'Escape') return
    const give = ({ target }: FocusEvent) => {
      if (!isTyping(target)) return
      // When whoever moved the focus is done with that.
      queueMicrotask(() => value && document.execCommand('insertText', false, value))
      if (last === 'Enter')
        setTimeout(() => target?.dispatchEvent(new KeyboardEvent('keydown', { key: last, bubbles: true })))
    }
    document.addEventListener('focusin', give, { once: true, signal: AbortSignal.timeout(handOverMs) })
  }
}
