import type { KeyboardEvent } from 'react'
import { moved, type Place } from '@/components/import/grid-moves'

/** What keys do in a grid of cells. */
interface Deeds {
  goTo(place: Place, isExtended: boolean): void
  /** Begins to edit the active cell. */
  edit(): void
  undo(): void
  redo(): void
  fillDown(): void
  clear(): void
  nextProblem?(isBack: boolean): void
  /** What is suggested for the active cell, where something is. */
  applyFix?(): void
  /** The row of the active cell, where that is its head. */
  tick?(): void
  /** The active cell alone. */
  select(): void
}

/** As in a spreadsheet. What is no key of the grid is left to the page. */
export const keyHandler =
  (here: Place, size: Parameters<typeof moved>[2], deeds: Deeds) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    if (event.nativeEvent.isComposing) return
    const done = () => {
      event.preventDefault()
      event.nativeEvent.stopImmediatePropagation()
    }
    if (event.altKey) {
      if (event.key !== 'Enter' || deeds.applyFix === undefined) return
      done()
      deeds.applyFix()
      return
    }
    const isFar = event.ctrlKey || event.metaKey
    const next = moved(here, { key: event.key, isFar }, size)
    if (next !== undefined) {
      done()
      deeds.goTo(next, event.shiftKey)
      return
    }
    const key = event.key.toLowerCase()
    if (isFar) {
      if (key === 'z' || key === 'y') {
        done()
        if (key === 'y' || event.shiftKey) deeds.redo()
        else deeds.undo()
      } else if (key === 'd') {
        done()
        deeds.fillDown()
      }
      return
    }
    if (key === 'enter' || key === 'f2' || (key === ' ' && here.column === 0)) {
      done()
      if (here.column > 0) deeds.edit()
      else deeds.tick?.()
    } else if (key === 'delete' || key === 'backspace') {
      done()
      deeds.clear()
    } else if (key === 'f8') {
      done()
      deeds.nextProblem?.(event.shiftKey)
    } else if (key === 'escape') deeds.select()
    else if (event.key.length === 1) {
      // Not a shortcut of the page. The key goes into the control, which has the focus by then.
      event.nativeEvent.stopImmediatePropagation()
      deeds.edit()
    }
  }
