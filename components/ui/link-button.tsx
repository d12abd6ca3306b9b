import type { ComponentProps } from 'react'
import { type ButtonVariant, buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'

export interface LinkButtonProps extends ComponentProps<typeof Link> {
  variant?: ButtonVariant | undefined
  size?: 'md' | 'sm' | undefined
}

/** A link that looks like a button: it goes somewhere, while `Button` does something. */
export function LinkButton({ variant, size, className, ...props }: LinkButtonProps) {
  return <Link {...props} className={cn(buttonVariants({ variant, size }), className)} />
}
