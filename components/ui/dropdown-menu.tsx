'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import * as MenuPrimitive from 'radix-ui/dropdown-menu'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { floatingClasses, floatingItemClasses } from '@/components/ui/floating'

/** Not modal: the page behind stays readable and clickable, a click outside closes the menu. */
export function DropdownMenu(props: ComponentProps<typeof MenuPrimitive.Root>) {
  return <MenuPrimitive.Root modal={false} {...props} />
}
/** Use with `asChild` around a `Button` or `IconButton`. */
export const DropdownMenuTrigger = MenuPrimitive.Trigger
export const DropdownMenuGroup = MenuPrimitive.Group
export const DropdownMenuRadioGroup = MenuPrimitive.RadioGroup

/** Stands in the page where it is written, not in a portal: inside its landmark, or inside the dialog it belongs to. */
export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof MenuPrimitive.Content>) {
  return (
    <MenuPrimitive.Content
      sideOffset={4}
      collisionPadding={8}
      align="start"
      {...props}
      className={cn(
        floatingClasses,
        'max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-80 overflow-y-auto p-1',
        className,
      )}
    />
  )
}

interface ItemProps extends ComponentProps<typeof MenuPrimitive.Item> {
  icon?: ReactNode
  /** Keys or a short note at the end of the row. */
  hint?: ReactNode
  danger?: boolean | undefined
  /** Why it is not possible; the item stays in the menu, unusable, with the reason under its name. */
  disabledReason?: string | undefined
}

/** An action. `onSelect` runs it and the menu closes. */
export function DropdownMenuItem({ icon, hint, danger, disabledReason, className, children, ...props }: ItemProps) {
  return (
    <MenuPrimitive.Item
      {...props}
      disabled={props.disabled || disabledReason !== undefined}
      className={cn(floatingItemClasses, danger && 'text-danger data-highlighted:bg-danger-soft', className)}
    >
      <ItemBody icon={icon} hint={hint} danger={danger} disabledReason={disabledReason}>
        {children}
      </ItemBody>
    </MenuPrimitive.Item>
  )
}

/** A menu item that goes to another page. */
export function DropdownMenuLink({
  href,
  icon,
  hint,
  children,
  external = false,
}: {
  href: string
  icon?: ReactNode
  hint?: ReactNode
  children: ReactNode
  external?: boolean
}) {
  return (
    <MenuPrimitive.Item asChild className={floatingItemClasses}>
      {external ? (
        <a href={href} target="_blank" rel="noopener noreferrer">
          <ItemBody icon={icon} hint={hint}>
            {children}
          </ItemBody>
        </a>
      ) : (
        <Link href={href}>
          <ItemBody icon={icon} hint={hint}>
            {children}
          </ItemBody>
        </Link>
      )}
    </MenuPrimitive.Item>
  )
}

function ItemBody({
  icon,
  hint,
  danger,
  disabledReason,
  children,
}: Pick<ItemProps, 'icon' | 'hint' | 'danger' | 'disabledReason' | 'children'>) {
  return (
    <>
      {icon ? <span className={danger ? '' : 'text-muted'}>{icon}</span> : null}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{children}</span>
        {disabledReason === undefined ? null : <span className="block text-muted text-xs">{disabledReason}</span>}
      </span>
      {hint ? <span className="ms-4 text-muted text-xs tabular-nums">{hint}</span> : null}
    </>
  )
}

/** One of several, inside `DropdownMenuRadioGroup`. */
export function DropdownMenuRadioItem({
  children,
  icon,
  ...props
}: ComponentProps<typeof MenuPrimitive.RadioItem> & { icon?: ReactNode }) {
  return (
    <MenuPrimitive.RadioItem {...props} className={cn(floatingItemClasses, 'pe-8')}>
      {icon ? <span className="text-muted">{icon}</span> : null}
      <span className="min-w-0 truncate">{children}</span>
      <Indicator />
    </MenuPrimitive.RadioItem>
  )
}

/** On or off; the menu stays open so that several can be switched. */
export function DropdownMenuCheckboxItem({ children, ...props }: ComponentProps<typeof MenuPrimitive.CheckboxItem>) {
  return (
    <MenuPrimitive.CheckboxItem
      onSelect={(event) => event.preventDefault()}
      {...props}
      className={cn(floatingItemClasses, 'pe-8')}
    >
      <span className="min-w-0 truncate">{children}</span>
      <Indicator />
    </MenuPrimitive.CheckboxItem>
  )
}

function Indicator() {
  return (
    <MenuPrimitive.ItemIndicator className="absolute end-2 text-accent-text">
      <Check aria-hidden strokeWidth={2} />
    </MenuPrimitive.ItemIndicator>
  )
}

export function DropdownMenuLabel({ children, className }: { children: ReactNode; className?: string }) {
  return <MenuPrimitive.Label className={cn('px-2 py-1 text-faint text-xs', className)}>{children}</MenuPrimitive.Label>
}

export function DropdownMenuSeparator() {
  return <MenuPrimitive.Separator className="-mx-1 my-1 h-px bg-line" />
}
