import type { EntityKind } from '@/components/entity/entity-kind'
import { dashboardServiceAddress } from '@/lib/model/entities/entity-address'

/** What is particular to the screens of services. */
export const serviceKind: EntityKind = {
  def: dashboardServiceAddress,
  title: 'Services',
  one: 'service',
  many: 'services',
}
