import { addresses, oneOf } from '@/lib/model/entities/addresses'
import { counted } from '@/lib/model/rules/counted'
import type { ManyResult } from '@/lib/model/wire/bulk-result'

const list = new Intl.ListFormat('en')

/** "12 dashboards and 307 charts"; empty for nothing. */
export function totalsText(totals: ManyResult['totals']): string {
  const parts = Object.values(addresses).flatMap(({ type }) => {
    const total = totals[type] ?? 0
    return total === 0 ? [] : [counted(total, oneOf(type))]
  })
  return list.format(parts)
}

/** All of it in one number. */
export const sumOf = (totals: ManyResult['totals']): number =>
  Object.values(totals).reduce((sum, total = 0) => sum + total, 0)
