/** Looks shared by everything that floats: menus, popovers, option lists. */
export const floatingClasses =
  'z-50 whitespace-normal rounded-lg border border-line-strong bg-raised text-start font-normal text-fg shadow-float data-[state=closed]:animate-float-out data-[state=open]:animate-float-in'

/** One row of a menu or an option list; `data-highlighted` is set by Radix, our lists set it themselves. */
export const floatingItemClasses =
  'relative flex min-h-chip cursor-default select-none items-center gap-2 rounded-md px-2 py-1 text-sm outline-none data-highlighted:bg-hover data-disabled:text-faint [&_svg]:size-4 [&_svg]:shrink-0'
