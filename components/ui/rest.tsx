import type { ReactNode } from 'react'
import { Popover } from '@/components/ui/popover'

interface RestProps<Item> {
  items: readonly Item[]
  name: (item: Item) => string
  /** With its key. */
  show: (item: Item) => ReactNode
}

/** "+2" in one line: what there was no room for, which a press shows. */
export function Rest<Item>({ items, name, show }: RestProps<Item>) {
  const names = items.map(name).join(', ')
  return names === '' ? null : (
    <Popover
      label={names}
      className="grid w-auto gap-2"
      trigger={
        <button
          type="button"
          title={names}
          className="min-h-6 min-w-6 shrink-0 rounded-sm text-muted text-xs tabular-nums hover:underline focus-visible:outline-offset-0"
        >
          +{items.length}
          <span className="sr-only"> more: {names}</span>
        </button>
      }
    >
      {() => items.map(show)}
    </Popover>
  )
}
