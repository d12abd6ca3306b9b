'use client'

import { onDemand } from '@/components/ui/on-demand'

/** A button with a small panel beside it. */
export const Popover = onDemand('dialog', () =>
  import('@/components/ui/popover-layer').then((module) => module.PopoverLayer),
)
