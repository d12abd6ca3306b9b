import { cn } from '@/components/ui/cn'

export interface DiffPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** Text with its insertions and deletions, marked by colour, line and words for screen readers. */
export function DiffText({ parts, className }: { parts: readonly DiffPart[]; className?: string }) {
  return (
    <span className={cn('whitespace-pre-wrap', className)}>
      {parts.map((part, index) => {
        const key = `${index}-${part.kind}`
        if (part.kind === 'same') return <span key={key}>{part.text}</span>
        const Element = part.kind === 'added' ? 'ins' : 'del'
        return (
          <Element
            key={key}
            className={cn(
              'rounded-sm px-0.5',
              part.kind === 'added' ? 'bg-ok-soft text-ok no-underline' : 'bg-danger-soft text-danger line-through',
            )}
          >
            <span className="sr-only">{part.kind === 'added' ? ' added: ' : ' removed: '}</span>
            {part.text}
          </Element>
        )
      })}
    </span>
  )
}
