import type { EntityKind } from '@/components/entity/entity-kind'
import { dashboardAddress } from '@/lib/model/entities/entity-address'

/** What is particular to the screens of dashboards. */
export const dashboardKind: EntityKind = {
  def: dashboardAddress,
  title: 'Dashboards',
  one: 'dashboard',
  many: 'dashboards',
}
