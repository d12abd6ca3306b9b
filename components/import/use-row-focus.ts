import { type KeyboardEvent, useState } from 'react'

/** What of a row can have the focus. */
export type RowControl = 'tick' | 'toggle'

interface Wanted {
  readonly position: number
  readonly control: RowControl
}

const page = 10

/**
 * One stop for the Tab key in a list of any length: Up, Down, Page Up, Page Down, Home and End move between rows. What is
 * below the list stays two presses away.
 */
export function useRowFocus(
  total: number,
  rendered: { readonly from: number; readonly to: number },
  scrollTo: (position: number) => void,
) {
  const [current, setCurrent] = useState<Wanted>({ position: 0, control: 'tick' })
  const [wanted, setWanted] = useState<Wanted>()
  const isRendered = current.position >= rendered.from && current.position <= rendered.to
  const tabStop = isRendered ? current.position : rendered.from
  return {
    tabStop,
    wanted,
    onFocused: () => setWanted(undefined),
    onFocus: (position: number, control: RowControl) => setCurrent({ position, control }),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = stepOf(event.key, tabStop, total)
      const isControl = event.target instanceof Element && event.target.closest('[data-row-control]') !== null
      if (step === undefined || !isControl || event.ctrlKey || event.metaKey || event.altKey || total === 0) return
      event.preventDefault()
      const position = Math.min(total - 1, Math.max(0, step))
      const next = { position, control: current.control }
      setCurrent(next)
      setWanted(next)
      scrollTo(position)
    },
  }
}

/** Where a key leads from a position; undefined for keys that mean something else. */
function stepOf(key: string, position: number, total: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return position + 1
    case 'ArrowUp':
      return position - 1
    case 'PageDown':
      return position + page
    case 'PageUp':
      return position - page
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return undefined
  }
}
