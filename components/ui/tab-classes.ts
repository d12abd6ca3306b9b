/** One tab, whether a button or a link: current is `data-state=active` or `aria-selected`. */
export const tabClasses =
  'relative inline-flex h-10 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm font-medium text-muted text-sm transition-colors duration-100 after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 hover:text-fg focus-visible:outline-offset-[-2px] aria-selected:text-fg aria-selected:after:bg-accent'
