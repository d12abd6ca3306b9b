import { LoaderCircle } from 'lucide-react'
import { cn } from '@/components/ui/cn'

/** A turning circle for a control that waits; decoration only, the control itself says that it is busy. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden strokeWidth={1.75} className={cn('size-4 animate-spin', className)} />
}
