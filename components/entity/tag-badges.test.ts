import { expect, it } from 'vitest'
import { tagName } from '@/components/entity/tag-badges'
import type { TagLabel } from '@/lib/model/entity'

const tag = (tagFQN: string, more: Partial<TagLabel> = {}): TagLabel => ({
  tagFQN,
  source: 'Classification',
  labelType: 'Manual',
  state: 'Confirmed',
  ...more,
})

it.each([
  [tag('Tier.Tier1'), 'Tier 1'],
  [tag('PII.Sensitive'), 'Sensitive'],
  [tag('Stack."my.sql"'), 'my.sql'],
  [tag('PII.Sensitive', { name: 'Sensitive', displayName: 'Personal data' }), 'Personal data'],
])('$0.tagFQN is shown as "%s"', (label, shown) => {
  expect(tagName(label)).toBe(shown)
})
