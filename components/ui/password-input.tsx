'use client'

import { type ComponentProps, useState } from 'react'
import { Input } from '@/components/ui/input'

/** A password box with a button that shows what is typed. Pasting and password managers work as usual. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, 'type' | 'trailing' | 'leading'>) {
  const [isShown, setIsShown] = useState(false)
  return (
    <Input
      {...props}
      type={isShown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      trailing={
        <button
          type="button"
          aria-pressed={isShown}
          aria-label="Show password"
          onClick={() => setIsShown(!isShown)}
          className="h-6 rounded-sm px-1.5 font-medium text-accent-text text-xs hover:underline touch:h-9"
        >
          {isShown ? 'Hide' : 'Show'}
        </button>
      }
    />
  )
}
