'use client'

import type { ReactNode } from 'react'
import { onDemand } from '@/components/ui/on-demand'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  /** Keys or a short note at the end of the row. */
  readonly hint?: ReactNode
  readonly danger?: boolean | undefined
  /** Why it is not possible; the item stays in the menu, unusable, with the reason under its name. */
  readonly disabledReason?: string | undefined
  /** Where it leads; an action has `onSelect` instead. */
  readonly href?: string | undefined
  readonly onSelect?: (() => void) | undefined
}

/** One of several. */
export interface MenuChoice {
  readonly heading?: string | undefined
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly icon?: ReactNode }[]
  readonly onChange: (value: string) => void
  /** The menu stays open, so that one sees what the choice does. */
  readonly staysOpen?: boolean | undefined
}

export type MenuEntry = MenuItem | MenuChoice | 'line'

/** A button with a menu. Not modal: the page behind stays readable and clickable, a click outside closes the menu. */
export const Menu = onDemand('menu', () => import('@/components/ui/menu-layer').then((module) => module.MenuLayer))
