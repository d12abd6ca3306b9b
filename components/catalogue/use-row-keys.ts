import { type RefObject, useMemo } from 'react'
import { usePlainKeys } from '@/components/shell/use-plain-keys'
import { useShortcuts } from '@/components/shell/use-shortcuts'

/**
 * `j` and `k` move the focus from row to row, `o` opens the one that has it (Enter does so by itself), `x` selects it.
 * The focus lies on the row's link, so that everybody, a screen reader too, is where the keys are.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const [plainKeys] = usePlainKeys()
  const shortcuts = useMemo(
    () => ({
      j: () => step(list.current, 1),
      k: () => step(list.current, -1),
      o: () => current(list.current)?.querySelector('a')?.click(),
      x: () => current(list.current)?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click(),
    }),
    [list],
  )
  useShortcuts(shortcuts, plainKeys)
}

/** Table and cards may both be in the page until the browser knows its width; one of them is not shown. */
const rows = (list: HTMLElement | null): HTMLElement[] =>
  [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].filter((row) => row.getClientRects().length > 0)

const current = (list: HTMLElement | null): HTMLElement | undefined =>
  rows(list).find((row) => row.contains(document.activeElement))

function step(list: HTMLElement | null, by: 1 | -1): void {
  const all = rows(list)
  const at = all.findIndex((row) => row.contains(document.activeElement))
  const next = at === -1 ? all[by === 1 ? 0 : all.length - 1] : all[at + by]
  const link = next?.querySelector('a')
  // The ring is shown although the focus comes from a script: a key was pressed.
  link?.focus({ focusVisible: true } as FocusOptions)
  next?.scrollIntoView({ block: 'nearest' })
}
