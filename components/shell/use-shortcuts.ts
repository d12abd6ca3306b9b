import { useEffect } from 'react'
import { isTyping } from '@/components/ui/typing'

/** How long the second key of a sequence such as `g d` may take. */
const sequenceMs = 1000

/**
 * Listens for keys on the whole page. `mod+k` is Ctrl or Cmd; `g d` is one after the other. Combinations with Ctrl or
 * Cmd always work, plain keys never in a text field, behind a dialog or when `plainKeys` is off.
 */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>, plainKeys: boolean): void {
  useEffect(() => {
    let first = ''
    let firstAt = 0
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      if (event.ctrlKey || event.metaKey) return run(shortcuts[`mod+${event.key.toLowerCase()}`], event)
      if (
        !plainKeys ||
        isTyping(event.target) ||
        document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')
      )
        return
      const sequence = Date.now() - firstAt < sequenceMs ? `${first} ${event.key}` : ''
      first = event.key
      firstAt = Date.now()
      run(shortcuts[sequence] ?? shortcuts[event.key], event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [shortcuts, plainKeys])
}

function run(action: (() => void) | undefined, event: KeyboardEvent): void {
  if (action === undefined) return
  event.preventDefault()
  action()
}
