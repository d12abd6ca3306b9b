import { cn } from '@/components/ui/cn'
import { CopyButton } from '@/components/ui/copy-button'

interface FqnProps {
  fullyQualifiedName: string
  /** With the button "Copy FQN" beside it. */
  copyable?: boolean | undefined
  /** One line, cut at the end; the whole name is the tooltip. */
  truncate?: boolean | undefined
  className?: string | undefined
}

/** A fully qualified name, in mono. It is data, so it always reads left to right. */
export function Fqn({ fullyQualifiedName, copyable = false, truncate = false, className }: FqnProps) {
  const name = (
    <code
      dir="ltr"
      title={truncate ? fullyQualifiedName : undefined}
      className={cn(
        'min-w-0 font-mono text-muted text-xs',
        truncate ? 'block truncate' : '[overflow-wrap:anywhere]',
        className,
      )}
    >
      {fullyQualifiedName}
    </code>
  )
  if (!copyable) return name
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-0.5">
      {name}
      <CopyButton text={fullyQualifiedName} label="Copy FQN" />
    </span>
  )
}
