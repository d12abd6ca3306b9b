import type { ManyResult } from '@/lib/model/bulk-result'
import type { EntityType } from '@/lib/model/entity'

const nouns: Partial<Record<EntityType, readonly [one: string, many: string]>> = {
  dashboard: ['dashboard', 'dashboards'],
  chart: ['chart', 'charts'],
  dashboardDataModel: ['data model', 'data models'],
  dashboardService: ['service', 'services'],
  ingestionPipeline: ['ingestion pipeline', 'ingestion pipelines'],
}

/** What a row that is not named here is called. */
const otherNouns = ['other entry', 'other entries'] as const

const list = new Intl.ListFormat('en')

/** "12 dashboards and 307 charts"; empty for nothing. */
export function totalsText(totals: ManyResult['totals']): string {
  const parts = Object.entries(totals).flatMap(([type, total = 0]) => {
    if (total === 0) return []
    const [one, many] = nouns[type as EntityType] ?? otherNouns // the keys are entity types
    return [`${total.toLocaleString('en')} ${total === 1 ? one : many}`]
  })
  return list.format(parts)
}

/** All of it in one number. */
export const sumOf = (totals: ManyResult['totals']): number =>
  Object.values(totals).reduce((sum, total = 0) => sum + total, 0)
