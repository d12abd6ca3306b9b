'use client'

import * as TabsPrimitive from 'radix-ui/tabs'
import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'
import { tabClasses } from '@/components/ui/tab-classes'
import { TabCount } from '@/components/ui/tab-count'

/** Tabs that live on the page only; tabs that belong in the URL are `TabLinks`. */
export const Tabs = TabsPrimitive.Root

interface TabsListProps extends ComponentProps<typeof TabsPrimitive.List> {
  label: string
  /** Quiet tabs have no line under them, for small panels. */
  look?: 'line' | 'quiet' | undefined
}

export function TabsList({ label, look = 'line', className, ...props }: TabsListProps) {
  return (
    <TabsPrimitive.List
      aria-label={label}
      {...props}
      data-look={look}
      className={cn(
        'group/tabs flex gap-5 overflow-x-auto',
        look === 'line' ? 'border-line border-b' : 'gap-4',
        className,
      )}
    />
  )
}

export function TabsTrigger({
  children,
  count,
  className,
  ...props
}: ComponentProps<typeof TabsPrimitive.Trigger> & { count?: number | undefined }) {
  return (
    <TabsPrimitive.Trigger
      {...props}
      className={cn(
        tabClasses,
        'group-data-[look=quiet]/tabs:h-7 group-data-[look=quiet]/tabs:after:hidden',
        className,
      )}
    >
      {children}
      <TabCount count={count} />
    </TabsPrimitive.Trigger>
  )
}

export const TabsContent = TabsPrimitive.Content
