import { cn } from '@/components/ui/cn'

/** A key or a chord as printed on a keyboard, for example "Ctrl K". */
export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={cn(
        'inline-flex h-5 min-w-5 items-center justify-center whitespace-nowrap rounded-sm border border-line bg-bg px-1 font-sans text-muted text-xs',
        className,
      )}
    >
      {children}
    </kbd>
  )
}
