'use client'

import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'
import { useControlProps } from '@/components/ui/field'
import { controlClasses } from '@/components/ui/input'

/** A text box of several lines that grows with its text, up to 60 % of the window. */
export function Textarea({ className, rows = 3, ...props }: Omit<ComponentProps<'textarea'>, 'required'>) {
  const control = useControlProps(props)
  return (
    <textarea
      rows={rows}
      {...props}
      {...control}
      className={cn(
        controlClasses,
        'field-sizing-content block max-h-[60vh] min-h-[calc(1.25rem*var(--rows)+1rem)] py-1.5',
        className,
      )}
      style={{ '--rows': rows, ...props.style } as React.CSSProperties /* custom properties are not in the type */}
    />
  )
}
