import { useRef } from 'react'

/**
 * For a dialog. The kit gives the focus back to a button of the dialog's own, and one that a key, a row or a menu opens has
 * none: the focus goes back to whoever had it before, from an entry of a menu to the menu's button.
 */
export function useFocusReturn() {
  const before = useRef<Element>(null)
  return {
    /** When it opens, before the focus moves. */
    note: () => {
      const active = document.activeElement
      const menu = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
      before.current = menu == null ? active : document.getElementById(menu)
    },
    onCloseAutoFocus: (event: Event) => {
      // A browser that does not focus what is clicked leaves it to the kit.
      if (!(before.current instanceof HTMLElement) || before.current === document.body) return
      event.preventDefault()
      // What was done in it may have moved the focus on, as to a new page's heading.
      if (document.activeElement === document.body) before.current.focus({ preventScroll: true })
    },
  }
}
