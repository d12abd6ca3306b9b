import {
  ChartColumn,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Server,
  Settings,
  Trash2,
  Upload,
} from 'lucide-react'
import { newHref } from '@/lib/client/links'

/** Kinds of things the shell can count and offer to create. */
export type CreateKind = 'dashboard' | 'chart' | 'service' | 'import'
export type CountKey = 'dashboards' | 'charts' | 'services'

export interface NavigationItem {
  label: string
  href: string
  icon: LucideIcon
  count?: CountKey
  /** Another part of the catalogue that belongs to it. */
  also?: string
  /** Keys that go there, one after the other. */
  keys: string
}

export const navigationItems: readonly NavigationItem[] = [
  { label: 'Dashboards', href: '/dashboards', icon: LayoutDashboard, count: 'dashboards', keys: 'g d' },
  { label: 'Charts', href: '/charts', icon: ChartColumn, count: 'charts', keys: 'g c' },
  { label: 'Services', href: '/services', icon: Server, count: 'services', keys: 'g s' },
  { label: 'Jobs', href: '/jobs', icon: ListChecks, keys: 'g j', also: '/import' },
  { label: 'Trash', href: '/trash', icon: Trash2, keys: 'g t' },
  { label: 'Settings', href: '/settings', icon: Settings, keys: 'g ,' },
]

export interface CreateItem {
  kind: CreateKind
  label: string
  href: string
  icon: LucideIcon
  keys: string
}

export const createItems: readonly CreateItem[] = [
  { kind: 'dashboard', label: 'Dashboard', href: newHref('dashboard'), icon: LayoutDashboard, keys: 'c d' },
  { kind: 'chart', label: 'Chart', href: newHref('chart'), icon: ChartColumn, keys: 'c h' },
  { kind: 'service', label: 'Service', href: newHref('dashboardService'), icon: Server, keys: 'c s' },
  { kind: 'import', label: 'Import file', href: '/import', icon: Upload, keys: 'i' },
]

/** Is the address in this part of the catalogue? */
export const isInSection = (pathname: string, href: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`)
