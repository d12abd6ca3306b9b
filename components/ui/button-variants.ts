import { cva, type VariantProps } from 'class-variance-authority'

/** The looks of a button; apart from the component so that links and server components can wear them too. */
export const buttonVariants = cva(
  'relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium text-sm transition-colors duration-100 disabled:opacity-50 aria-disabled:opacity-50 aria-busy:opacity-80 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover aria-disabled:hover:bg-accent',
        secondary: 'border-line-strong bg-raised text-fg hover:bg-hover data-[state=open]:bg-hover',
        ghost:
          'border-transparent text-muted hover:bg-hover hover:text-fg data-[state=open]:bg-hover data-[state=open]:text-fg',
        danger: 'border-transparent bg-danger text-on-danger hover:bg-danger-hover',
        'danger-quiet': 'border-line-strong bg-raised text-danger hover:bg-danger-soft',
        link: 'border-transparent text-accent-text underline-offset-4 hover:underline',
      },
      size: {
        md: 'h-control px-3',
        sm: 'h-chip px-2.5',
        icon: 'size-control',
        'icon-sm': 'size-chip',
      },
    },
    compoundVariants: [{ variant: 'link', class: 'h-auto min-h-6 px-0' }],
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonVariant = NonNullable<VariantProps<typeof buttonVariants>['variant']>
