'use client'

import { Check, Plus } from 'lucide-react'
import * as PopoverPrimitive from 'radix-ui/popover'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { floatingClasses, floatingItemClasses } from '@/components/ui/floating'
import type { ComboboxOption, OptionsState } from '@/components/ui/use-options'

/** A row that makes what is typed instead of choosing something there is. */
export const createValue = '\0create'

/** Round the list, in the window. Forms have their buttons at its foot: while a list is open, they stay in reach. */
const room = { top: 8, left: 8, right: 8, bottom: 72 }

interface OptionListProps {
  isOpen: boolean
  /** The box the list hangs on; it takes its width from it. */
  children: ReactNode
  items: readonly ComboboxOption[]
  highlightedIndex: number
  isSelected: (option: ComboboxOption) => boolean
  state: OptionsState
  emptyText: string
  menuProps: ComponentProps<'ul'>
  itemProps: (item: ComboboxOption, index: number) => ComponentProps<'li'>
}

/** The floating list of a combobox. It is positioned on the window, so scrolling panels around it do not cut it off. */
export function OptionList(props: OptionListProps) {
  const { isOpen, children, items, highlightedIndex, isSelected, state, emptyText, menuProps, itemProps } = props
  return (
    <PopoverPrimitive.Root open={isOpen}>
      <PopoverPrimitive.Anchor asChild>{children}</PopoverPrimitive.Anchor>
      {/* The list is always in the page, so that the box can name it by id; the floating part only while open. */}
      {isOpen ? null : <ul {...menuProps} hidden />}
      <PopoverPrimitive.Content
        role="presentation"
        align="start"
        sideOffset={4}
        collisionPadding={room}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
        className={cn(floatingClasses, 'w-(--radix-popover-trigger-width) min-w-56')}
      >
        <ul
          {...menuProps}
          aria-busy={state.status === 'loading'}
          className={cn(
            'max-h-[min(20rem,var(--radix-popover-content-available-height))] overflow-y-auto overscroll-contain',
            items.length > 0 && 'p-1',
          )}
        >
          {groupsOf(items).map(({ group, from, members }) => {
            const rows = members.map((item, offset) => (
              <OptionRow
                key={item.value}
                item={item}
                isSelected={isSelected(item)}
                isHighlighted={from + offset === highlightedIndex}
                itemProps={itemProps(item, from + offset)}
              />
            ))
            if (group === undefined) return rows
            return (
              // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox; a fieldset cannot stand here
              <li key={`group ${group} ${from}`} role="group" aria-label={group} className="pt-1 first:pt-0">
                <span aria-hidden className="block truncate px-2 py-1 text-faint text-xs">
                  {group}
                </span>
                <ul role="none">{rows}</ul>
              </li>
            )
          })}
        </ul>
        <ListFoot state={state} isEmpty={items.length === 0} emptyText={emptyText} />
      </PopoverPrimitive.Content>
    </PopoverPrimitive.Root>
  )
}

/** Neighbours of one group together, with the index of the first. */
function groupsOf(items: readonly ComboboxOption[]) {
  const groups: { group: string | undefined; from: number; members: ComboboxOption[] }[] = []
  for (const [index, item] of items.entries()) {
    const last = groups.at(-1)
    if (last !== undefined && last.group === item.group) last.members.push(item)
    else groups.push({ group: item.group, from: index, members: [item] })
  }
  return groups
}

interface OptionRowProps {
  item: ComboboxOption
  isSelected: boolean
  isHighlighted: boolean
  itemProps: ComponentProps<'li'>
}

function OptionRow({ item, isSelected, isHighlighted, itemProps }: OptionRowProps) {
  return (
    <li
      {...itemProps}
      data-highlighted={isHighlighted ? '' : undefined}
      data-disabled={item.disabled ? '' : undefined}
      className={cn(floatingItemClasses, 'pe-8')}
    >
      {item.value === createValue ? <Plus aria-hidden strokeWidth={1.75} className="text-faint" /> : item.icon}
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate">
          {item.label}
        </span>
        {item.detail ? <span className="block truncate text-muted text-xs">{item.detail}</span> : null}
      </span>
      {isSelected ? <Check aria-hidden strokeWidth={2} className="absolute end-2 text-accent-text" /> : null}
    </li>
  )
}

function ListFoot({ state, isEmpty, emptyText }: { state: OptionsState; isEmpty: boolean; emptyText: string }) {
  if (state.status === 'failed') {
    return (
      <p className="flex min-h-chip items-center justify-between gap-2 m-1 px-2 text-danger text-sm">
        The options could not be loaded.
        <button
          type="button"
          tabIndex={-1}
          onClick={state.retry}
          className="font-medium text-accent-text underline underline-offset-4"
        >
          Try again
        </button>
      </p>
    )
  }
  if (!isEmpty) return null
  return (
    <p className="flex min-h-chip m-1 items-center px-2 text-muted text-sm">
      {state.status === 'loading' ? 'Loading…' : emptyText}
    </p>
  )
}

/** What a screen reader hears about the list while somebody types. */
export function OptionStatus({
  isOpen,
  state,
  count,
  emptyText,
}: {
  isOpen: boolean
  state: OptionsState
  count: number
  emptyText: string
}) {
  const texts = {
    loading: 'Loading',
    failed: 'The options could not be loaded.',
    ready: count === 0 ? emptyText : `${count} ${count === 1 ? 'option' : 'options'}`,
  }
  return (
    <span role="status" className="sr-only">
      {isOpen ? texts[state.status] : ''}
    </span>
  )
}
