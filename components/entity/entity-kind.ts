import type { PagedType } from '@/lib/client/links'
import {
  chartAddress,
  dashboardAddress,
  dashboardServiceAddress,
  type EntityAddress,
} from '@/lib/model/entities/entity-address'

/**
 * What screens say of a type beside what its definition knows: plain data, so that a page's server can hand it to the
 * browser, and a first view needs no schemas (decision 023).
 */
export interface EntityKind {
  readonly def: Omit<EntityAddress, 'schema' | 'createSchema'> & { readonly type: PagedType }
  /** "Services" */
  readonly title: string
  /** "service" */
  readonly one: string
  readonly many: string
}

export const dashboardKind: EntityKind = {
  def: dashboardAddress,
  title: 'Dashboards',
  one: 'dashboard',
  many: 'dashboards',
}
export const chartKind: EntityKind = { def: chartAddress, title: 'Charts', one: 'chart', many: 'charts' }
export const serviceKind: EntityKind = {
  def: dashboardServiceAddress,
  title: 'Services',
  one: 'service',
  many: 'services',
}
