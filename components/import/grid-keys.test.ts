import type { KeyboardEvent } from 'react'
import { expect, test } from 'vitest'
import { keyHandler } from '@/components/import/grid-keys'
import { gridShortcuts } from '@/components/shell/grid-shortcuts'

/** What is done in a grid of ten rows and three columns. */
function deedsOf(keys: string, column: number): string[] {
  const done: string[] = []
  const deed = (name: string) => (isBack?: boolean) => void done.push(isBack === true ? `${name} back` : name)
  const names = ['edit', 'undo', 'redo', 'fillDown', 'clear', 'nextProblem', 'applyFix', 'tick', 'select'] as const
  const deeds = Object.fromEntries(names.map((name) => [name, deed(name)])) as Record<
    (typeof names)[number],
    () => void
  >
  const parts = keys.split(' ')
  const key = parts.at(-1) ?? ''
  const event = {
    key: key === 'Space' ? ' ' : key,
    altKey: parts.includes('Alt'),
    ctrlKey: parts.includes('Ctrl'),
    metaKey: false,
    shiftKey: parts.includes('Shift'),
    preventDefault: () => {},
    nativeEvent: { isComposing: false, stopImmediatePropagation: () => {} },
  }
  const size = { rows: 10, columns: 3, page: 5 }
  // Of an event it reads these alone.
  keyHandler({ row: 1, column }, size, { ...deeds, goTo: () => void done.push('goTo') })(
    event as unknown as KeyboardEvent<HTMLElement>,
  )
  return done
}

test('the keys on the sheet do what it says', () => {
  expect(gridShortcuts.map(({ keys }) => [keys, deedsOf(keys, keys === 'Space' ? 0 : 2)])).toEqual([
    ['Enter', ['edit']],
    ['Alt Enter', ['applyFix']],
    ['F8', ['nextProblem']],
    ['Shift F8', ['nextProblem back']],
    ['Ctrl D', ['fillDown']],
    ['Delete', ['clear']],
    ['Ctrl Z', ['undo']],
    ['Ctrl Y', ['redo']],
    ['Space', ['tick']],
  ])
})
