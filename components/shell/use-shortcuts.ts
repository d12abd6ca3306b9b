import { useEffect, useEffectEvent, useRef } from 'react'
import { isTyping } from '@/components/ui/typing'

/** How long the second key of a sequence such as `g d` may take. */
const sequenceMs = 1000

/**
 * Listens for keys on the whole page. `mod+k` is Ctrl or Cmd; `g d` is one after the other. Combinations with Ctrl or
 * Cmd always work, plain keys never in a text field, behind a dialog or when `plainKeys` is off.
 */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>, plainKeys: boolean): void {
  const last = useRef<KeyboardEvent>(null)
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return
    if (event.ctrlKey || event.metaKey) return run(shortcuts[`mod+${event.key.toLowerCase()}`], event)
    if (
      !plainKeys ||
      isTyping(event.target) ||
      document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')
    )
      return
    const before = last.current
    last.current = event
    // By when they were pressed: a page that is busy hears of them later.
    const isSoon = before && event.timeStamp - before.timeStamp < sequenceMs
    run((isSoon && shortcuts[`${before.key} ${event.key}`]) || shortcuts[event.key], event)
  })
  // One listener for as long as it is there: a page that is asked for again between two keys forgets none.
  useEffect(() => {
    const hear = (event: KeyboardEvent) => listen(event)
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}

function run(action: (() => void) | undefined, event: KeyboardEvent): void {
  if (action === undefined) return
  event.preventDefault()
  action()
}
