import { describe, expect, test } from 'vitest'
import { blankDraft, type Draft, draftOf, draftPatch, formNames, requestOf, storedDraft } from '@/lib/model/edits/draft'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { glossaryTerms } from '@/lib/model/entities/glossary'
import { applyPatch } from '@/lib/model/entities/testing'

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
const service = { id: id(1), type: 'dashboardService', name: 'bi.prod', fullyQualifiedName: '"bi.prod"' }
const chart = { id: id(2), type: 'chart', name: '114', fullyQualifiedName: '"bi.prod".114' }
const ana = { id: id(3), type: 'user', name: 'ana' }
const mobility = { id: id(4), type: 'domain', name: 'Mobility', fullyQualifiedName: 'Mobility' }
const tag = { tagFQN: 'PII.None', source: 'Classification', labelType: 'Manual', state: 'Confirmed' } as const
const fields = ['name', 'service', 'description', 'charts', 'owners', 'domains', 'tags', 'tier', 'glossaryTerms']
const entity = {
  id: id(9),
  name: '10',
  service,
  description: 'Maps',
  charts: [{ ...chart, href: 'http://x' }],
  owners: [ana],
  domains: [{ ...mobility, inherited: true }],
  tags: [tag, { ...tag, tagFQN: 'PII.Sensitive', labelType: 'Derived' }],
}

describe('an entity in a form', () => {
  test('what is inherited or derived is not the entity’s own', () => {
    expect(draftOf(dashboards, fields, entity)).toEqual({
      name: '10',
      service,
      description: 'Maps',
      charts: [chart],
      owners: [ana],
      domains: [],
      tags: [tag],
      tier: [],
      glossaryTerms: [],
    })
  })

  test('the request names charts and service by FQN, owners by id, and leaves out what is empty', () => {
    const request = requestOf(dashboards, { ...draftOf(dashboards, fields, entity), description: '' })
    expect(request).toEqual({
      name: '10',
      service: '"bi.prod"',
      charts: ['"bi.prod".114'],
      owners: [{ id: ana.id, type: 'user' }],
      tags: [tag],
    })
    expect(dashboards.createSchema.safeParse(request).success).toBe(true)
  })

  test('an update sends along what a PUT would clear and the form does not show', () => {
    const model = { id: id(5), type: 'dashboardDataModel', fullyQualifiedName: '"bi.prod".model.sales' }
    const stored = { ...entity, description: '', dataModels: [model], sourceHash: 'abc' }
    expect(requestOf(dashboards, draftOf(dashboards, ['name', 'service', 'description'], stored), stored)).toEqual({
      name: '10',
      service: '"bi.prod"',
      description: '',
      charts: ['"bi.prod".114'],
      dataModels: ['"bi.prod".model.sales'],
      sourceHash: 'abc',
    })
  })
})

describe('a stored entity in a form', () => {
  const gone = { ...chart, id: id(5), name: '115', deleted: true }
  const model = { id: id(6), type: 'dashboardDataModel', name: 'm', deleted: true }
  const stored = { ...entity, charts: [chart, gone], dataModels: [model] }
  const named = (draft: Draft, name: string) => [draft[name]].flat().map((each) => (each as { name: string }).name)

  test('of a living one, deleted targets that no request could name are left out', () => {
    const draft = storedDraft(dashboards, stored)
    expect(named(draft, 'charts')).toEqual(['114'])
    expect(draft.dataModels).toEqual([])
  })

  test('of a deleted one, those that come back with it are living again, and only those', () => {
    const draft = storedDraft(dashboards, { ...stored, deleted: true })
    expect(named(draft, 'charts')).toEqual(['114', '115'])
    expect(JSON.stringify(draft.charts)).not.toContain('"deleted":true')
    expect(draft.dataModels).toEqual([])
  })

  test('nothing is left out of what does not hide what is deleted', () => {
    const { owners } = storedDraft(charts, { ...entity, owners: [{ ...ana, deleted: true }] })
    expect(owners).toMatchObject([{ name: 'ana', deleted: true }])
  })

  test('a blank one has every field, and what is usual', () => {
    const blank = blankDraft(dashboards)
    expect(Object.keys(blank)).toEqual(formNames(dashboards, true))
    expect(blank).toMatchObject({ name: '', service: null, dashboardType: 'Dashboard' })
    expect(formNames(dashboards, false)).not.toContain('name')
  })
})

describe('the patch of a form', () => {
  const before = draftOf(dashboards, fields, entity)
  const patched = (after: Draft) => applyPatch(entity, draftPatch(dashboards, before, after))

  test('holds what was changed and nothing else', () => {
    expect(draftPatch(dashboards, before, before)).toEqual([])
    expect(draftPatch(dashboards, before, { ...before, description: 'City maps' })).toEqual([
      { op: 'replace', path: '/description', value: 'City maps' },
    ])
  })

  test('an emptied text is removed, an emptied list is empty', () => {
    expect(draftPatch(dashboards, before, { ...before, description: '', owners: [] })).toEqual([
      { op: 'remove', path: '/description' },
      { op: 'replace', path: '/owners', value: [] },
    ])
  })

  test('a domain of its own takes the place of the inherited one', () => {
    expect(patched({ ...before, domains: [{ ...mobility, id: id(6) }] }).domains).toEqual([
      { id: id(6), type: 'domain' },
    ])
  })

  test('another order of the same things is no change', () => {
    const two = { ...before, charts: [chart, { ...chart, id: id(7) }] }
    expect(draftPatch(dashboards, two, { ...two, charts: [{ ...chart, id: id(7) }, chart] })).toEqual([])
  })
})

test('a reference that is kept inside an object is picked as any other, and goes back into one', () => {
  const term = { id: id(5), type: 'glossaryTerm', name: 'Revenue', fullyQualifiedName: 'Business.Revenue' }
  const other = { ...term, id: id(6), name: 'Cost', fullyQualifiedName: 'Business.Cost' }
  const stored = { id: id(7), name: 'Margin', relatedTerms: [{ term, relationType: 'relatedTo' }] }
  const before = storedDraft(glossaryTerms, stored, ['relatedTerms'])
  expect(before).toEqual({ relatedTerms: [term] })
  const after = { relatedTerms: [term, other] }
  const wrapped = [term, other].map(({ id: each, type }) => ({ term: { id: each, type } }))
  expect(
    applyPatch({ ...stored, relatedTerms: [] }, draftPatch(glossaryTerms, { relatedTerms: [] }, after)),
  ).toMatchObject({ relatedTerms: wrapped })
  expect(requestOf(glossaryTerms, { name: 'Margin', ...after })).toMatchObject({
    relatedTerms: ['Business.Revenue', 'Business.Cost'],
  })
})
