import type { EntityType } from '@/lib/model/entities/entity'
import { counted } from '@/lib/model/rules/counted'
import type { ManyResult } from '@/lib/model/wire/bulk-result'

/** In the order in which they are told: what holds others first. */
const nouns: Partial<Record<EntityType, readonly [one: string, many: string]>> = {
  dashboardService: ['service', 'services'],
  dashboard: ['dashboard', 'dashboards'],
  chart: ['chart', 'charts'],
  dashboardDataModel: ['data model', 'data models'],
  ingestionPipeline: ['ingestion pipeline', 'ingestion pipelines'],
  classification: ['classification', 'classifications'],
  tag: ['tag', 'tags'],
  glossary: ['glossary', 'glossaries'],
  glossaryTerm: ['term', 'terms'],
  domain: ['domain', 'domains'],
  dataProduct: ['data product', 'data products'],
  team: ['team', 'teams'],
  user: ['user', 'users'],
}
const order = Object.keys(nouns)

/** What is not named here. */
const otherNouns = ['other entry', 'other entries'] as const

const place = ([type]: readonly [string, unknown]): number => (type in nouns ? order.indexOf(type) : order.length)

const list = new Intl.ListFormat('en')

/** "12 dashboards and 307 charts"; empty for nothing. */
export function totalsText(totals: ManyResult['totals']): string {
  const inOrder = Object.entries(totals).toSorted((a, b) => place(a) - place(b))
  const parts = inOrder.flatMap(([type, total = 0]) => {
    if (total === 0) return []
    const [one, many] = nouns[type as EntityType] ?? otherNouns // the keys are entity types
    return [counted(total, one, many)]
  })
  return list.format(parts)
}

/** All of it in one number. */
export const sumOf = (totals: ManyResult['totals']): number =>
  Object.values(totals).reduce((sum, total = 0) => sum + total, 0)
