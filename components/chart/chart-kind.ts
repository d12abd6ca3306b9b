import type { EntityKind } from '@/components/entity/entity-kind'
import { chartAddress } from '@/lib/model/entities/entity-address'

/** What is particular to the screens of charts. */
export const chartKind: EntityKind = {
  def: chartAddress,
  title: 'Charts',
  one: 'chart',
  many: 'charts',
}
