'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { copyText } from '@/components/ui/copy-text'
import { IconButton } from '@/components/ui/icon-button'

type CopyState = 'idle' | 'copied' | 'failed'
const announcements: Record<CopyState, string> = { idle: '', copied: 'Copied', failed: 'Could not copy' }

interface CopyButtonProps {
  /** What is copied. */
  text: string
  /** The button's name, for example "Copy FQN". */
  label: string
  /** Shows the label beside the icon. */
  withLabel?: boolean | undefined
  size?: 'md' | 'sm' | undefined
  className?: string | undefined
}

/** Copies a text, shows a tick for two seconds and announces "Copied". */
export function CopyButton({ text, label, withLabel = false, size = 'sm', className }: CopyButtonProps) {
  const [state, setState] = useState<CopyState>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => setState((await copyText(text)) ? 'copied' : 'failed')
  const icon =
    state === 'copied' ? (
      <Check strokeWidth={2} className="text-ok" aria-hidden />
    ) : (
      <Copy strokeWidth={1.75} aria-hidden />
    )
  return (
    <>
      {withLabel ? (
        <Button size={size} onClick={() => void copy()} className={className}>
          {icon}
          {label}
        </Button>
      ) : (
        <IconButton label={label} size={size} onClick={() => void copy()} className={cn('[&_svg]:size-3.5', className)}>
          {icon}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {announcements[state]}
      </span>
    </>
  )
}
