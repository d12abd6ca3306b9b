'use client'

import { Check } from 'lucide-react'
import * as MenuPrimitive from 'radix-ui/dropdown-menu'
import { type ReactNode, useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { floatingClasses, floatingItemClasses } from '@/components/ui/floating'
import { Link } from '@/components/ui/link'
import type { MenuChoice, MenuEntry, MenuItem } from '@/components/ui/menu'
import type { LayerProps } from '@/components/ui/on-demand'

interface MenuLayerProps extends LayerProps {
  entries: readonly MenuEntry[]
  /** Above the entries, for reading. */
  head?: ReactNode
  side?: 'top' | 'bottom' | undefined
  align?: 'start' | 'end' | undefined
  className?: string | undefined
}

/** Stands in the page where it is written, not in a portal: inside its landmark, or inside the dialog it belongs to. */
export function MenuLayer({ trigger, open, onOpenChange, byKeyboard, entries, head, ...look }: MenuLayerProps) {
  const { side = 'bottom', align = 'start', className } = look
  const content = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (byKeyboard) content.current?.querySelector<HTMLElement>('[role^=menuitem]:not([data-disabled])')?.focus()
  }, [byKeyboard])
  return (
    <MenuPrimitive.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <MenuPrimitive.Trigger asChild>{trigger}</MenuPrimitive.Trigger>
      <MenuPrimitive.Content
        ref={content}
        sideOffset={4}
        collisionPadding={8}
        side={side}
        align={align}
        className={cn(
          floatingClasses,
          'max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-80 overflow-y-auto p-1',
          className,
        )}
      >
        {head}
        {entries.map((entry, index) =>
          entry === 'line' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
            <MenuPrimitive.Separator key={index} className="-mx-1 my-1 h-px bg-line" />
          ) : 'options' in entry ? (
            <Choice key={entry.options[0]?.value} choice={entry} />
          ) : (
            <Item key={entry.label} item={entry} />
          ),
        )}
      </MenuPrimitive.Content>
    </MenuPrimitive.Root>
  )
}

function Item({ item }: { item: MenuItem }) {
  const { label, icon, hint, danger, disabledReason, href, onSelect } = item
  const body = (
    <>
      {icon ? <span className={danger ? '' : 'text-muted'}>{icon}</span> : null}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{label}</span>
        {disabledReason === undefined ? null : <span className="block text-muted text-xs">{disabledReason}</span>}
      </span>
      {hint ? <span className="ms-4 text-muted text-xs tabular-nums">{hint}</span> : null}
    </>
  )
  return (
    <MenuPrimitive.Item
      asChild={href !== undefined}
      disabled={disabledReason !== undefined}
      {...(onSelect !== undefined && { onSelect })}
      className={cn(floatingItemClasses, danger && 'text-danger data-highlighted:bg-danger-soft')}
    >
      {href === undefined ? body : <Link href={href}>{body}</Link>}
    </MenuPrimitive.Item>
  )
}

function Choice({ choice: { heading, value, options, onChange, staysOpen } }: { choice: MenuChoice }) {
  return (
    <>
      {heading === undefined ? null : (
        <MenuPrimitive.Label className="px-2 py-1 text-faint text-xs">{heading}</MenuPrimitive.Label>
      )}
      <MenuPrimitive.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <MenuPrimitive.RadioItem
            key={option.value}
            value={option.value}
            {...(staysOpen && { onSelect: (event: Event) => event.preventDefault() })}
            className={cn(floatingItemClasses, 'pe-8')}
          >
            {option.icon ? <span className="text-muted">{option.icon}</span> : null}
            <span className="min-w-0 truncate">{option.label}</span>
            <MenuPrimitive.ItemIndicator className="absolute end-2 text-accent-text">
              <Check aria-hidden strokeWidth={2} />
            </MenuPrimitive.ItemIndicator>
          </MenuPrimitive.RadioItem>
        ))}
      </MenuPrimitive.RadioGroup>
    </>
  )
}
