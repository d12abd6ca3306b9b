import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { fitting, TagBadge } from '@/components/entity/tag-badges'
import { tagName } from '@/components/entity/tag-name'
import type { TagLabel } from '@/lib/model/entities/entity'

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

it.each([
  [['Tier 1', 'Certified'], 2],
  [['Percona', 'MongoDB', 'PostgreSQL'], 2],
  [['Tier 1', 'A tag with a very long name'], 1],
  [['A tag with a very long name', 'Tier 1'], 1],
  [[], 0],
])('of %j a line with room for 20 letters shows %i', (texts, shown) => {
  expect(
    fitting(
      texts.map((text) => ({ text })),
      20,
    ),
  ).toBe(shown)
})

it('has its colour as a dot beside its name, and no dot without one', () => {
  const badge = (more: Partial<TagLabel>) =>
    renderToStaticMarkup(createElement(TagBadge, { tag: tag('Audience.Board', more) }))
  expect(badge({ style: { color: '#8e4ec6' } })).toMatch(/<svg[^>]* fill="#8e4ec6"[^>]*aria-hidden="true".*Board/)
  expect(badge({ style: { color: '#8e4ec6' } })).not.toContain('style=')
  expect(badge({ style: { color: 'url(https://elsewhere.example/a.svg#a)' } })).not.toContain('url(')
  for (const without of [{}, { style: { iconURL: 'Star' } }, { style: { color: '' } }])
    expect(badge(without)).not.toContain('<svg')
})
