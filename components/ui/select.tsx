'use client'

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'
import { useControlProps } from '@/components/ui/field'
import { controlClasses } from '@/components/ui/input'

/** The browser's own select in our clothes: right for short, fixed lists. Long or async lists take a `Combobox`. */
export function Select({ className, children, ...props }: Omit<ComponentProps<'select'>, 'required'>) {
  const control = useControlProps(props)
  return (
    <div className={cn('relative min-w-0', className)}>
      <select
        {...props}
        {...control}
        className={cn(controlClasses, 'h-control appearance-none truncate bg-raised pe-8')}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        strokeWidth={1.75}
        className="pointer-events-none absolute inset-y-0 end-2.5 my-auto size-4 text-faint"
      />
    </div>
  )
}
