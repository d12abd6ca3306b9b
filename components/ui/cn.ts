import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: {
    theme: { spacing: ['control', 'chip', 'page'], shadow: ['float'], animate: ['float-in', 'float-out', 'slide'] },
  },
})

/** Joins class names; of two that set the same property the later one stays, so a caller can override a primitive. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes))
