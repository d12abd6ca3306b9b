import { describe, expect, test } from 'vitest'
import { targetColumns } from '@/lib/import/columns'
import { knownNames } from '@/lib/import/known-names'
import { peopleIn } from '@/lib/import/map-people'
import { rowMapper } from '@/lib/import/map-rows'
import type { People, RowMapping } from '@/lib/import/row-mapping'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'

const ana = { id: '00000000-0000-4000-8000-00000000000a', type: 'user' }
const bi = { id: '00000000-0000-4000-8000-00000000000b', type: 'team' }
const people: People = new Map([
  ['user:ana', ana],
  ['any:ana', ana],
  ['team:bi', bi],
  ['user:bob', undefined],
])
const property = (name: string, type: string) => ({
  name,
  propertyType: { id: '00000000-0000-4000-8000-00000000000c', type: 'type', name: type },
})
const zones = {
  ...property('zones', 'enum'),
  customPropertyConfig: { config: { values: ['eu', 'us'], multiSelect: true } },
}
const properties = [property('cost', 'number'), zones, property('docs', 'hyperlink-cp')]

function map(row: Record<string, unknown>, given: Partial<RowMapping> = {}) {
  const targets = targetColumns(given.def ?? dashboards, properties)
  const mapping = { def: dashboards, targets, columns: Object.keys(row), people, leftOut: new Set<string>(), ...given }
  return rowMapper(mapping)(Object.values(row))
}
const requestOf = (row: Record<string, unknown>, given: Partial<RowMapping> = {}) => map(row, given).request

describe('a row becomes a create request', () => {
  test('without what is empty', () => {
    expect(requestOf({ name: '10', service: 's', displayName: '', description: '  ', charts: '', tags: [] })).toEqual({
      name: '10',
      service: 's',
    })
  })

  test('with descriptions as they are and other texts trimmed', () => {
    expect(requestOf({ description: ' a\n b ', project: ' Sales ' })).toEqual({
      description: ' a\n b ',
      project: 'Sales',
    })
  })

  test.each([
    ['Tier.Tier1; PII.None', ['Tier.Tier1', 'PII.None']],
    ['["Tier.Tier1"]', ['Tier.Tier1']],
    [
      [
        { tagFQN: 'Tier.Tier1', source: 'Classification', labelType: 'Manual' },
        { tagFQN: 'x.y', labelType: 'Derived' },
      ],
      ['Tier.Tier1'],
    ],
  ])('with tags %j as labels', (cell, tagFQNs) => {
    expect(requestOf({ tags: cell }).tags).toEqual(
      tagFQNs.map((tagFQN) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })),
    )
  })

  test('with tier and terms among the tags', () => {
    const { tags } = requestOf({ tags: 'PII.None', tier: '1', glossaryTerms: 'Business.Revenue' })
    expect(tags).toMatchObject([
      { tagFQN: 'PII.None' },
      { tagFQN: 'Tier.Tier1' },
      { tagFQN: 'Business.Revenue', source: 'Glossary' },
    ])
  })

  test('with charts by FQN or by their name in the same service', () => {
    expect(requestOf({ charts: '12; s.13; other.14; "a;b"', service: 's' }).charts).toEqual([
      's.12',
      's.13',
      'other.14',
      's.a;b',
    ])
    expect(requestOf({ charts: 'db:12', service: 'my.service' }).charts).toEqual(['"my.service".db:12'])
  })

  test('with owners found by name', () => {
    expect(requestOf({ owners: 'user:ana; team:bi' }).owners).toEqual([ana, bi])
    expect(requestOf({ owners: 'ana' }).owners).toEqual([ana])
    expect(requestOf({ owners: [{ id: 'elsewhere', type: 'user', name: 'ana' }] }).owners).toEqual([ana])
    expect(map({ owners: [bi, { id: ana.id }] })).toEqual({ request: { owners: [bi, ana] }, problems: [] })
    const nobody = map({ owners: [{ id: 3, common_name: 'Ana' }, 'ana'] })
    expect(nobody.problems).toMatchObject([{ cause: { kind: 'invalid' }, member: 'owners' }])
    const { request, problems } = map({ owners: 'user:bob; ana' })
    expect(request.owners).toEqual([ana])
    expect(problems).toEqual([
      {
        cause: { kind: 'missing', type: 'user', key: 'bob' },
        member: 'owners',
        message: 'Nobody is found for bob: neither by name, nor by address, nor by display name',
      },
    ])
  })

  test('with tags by other cases, by their bare name, and separated by commas', () => {
    const known = knownNames([], ['Tier.Tier1', 'Tier.Tier2', 'PII.Sensitive', 'Own.a, b', 'One.same', 'Two.same'])
    const tagsOf = (tags: unknown) => {
      const found = requestOf({ tags }, { known }).tags
      return Array.isArray(found) ? found.map(({ tagFQN }) => tagFQN) : []
    }
    expect(tagsOf('Tier.Tier1, PII.Sensitive')).toEqual(['Tier.Tier1', 'PII.Sensitive'])
    expect(tagsOf('tier.tier2')).toEqual(['Tier.Tier2'])
    expect(tagsOf('sensitive, monthly')).toEqual(['PII.Sensitive', 'monthly'])
    expect(tagsOf('Own.a, b')).toEqual(['Own.a, b'])
    expect(tagsOf('same')).toEqual(['same'])
    expect(tagsOf(['Kubernetes, all'])).toEqual(['Kubernetes, all'])
    expect(tagsOf([{ name: 'sensitive' }])).toEqual(['PII.Sensitive'])
  })

  test('with charts whose names have dots, unless they begin with a service', () => {
    const known = knownNames(['s', 'other'], [])
    const charts = (cell: string) => requestOf({ service: 's', charts: cell }, { known }).charts
    expect(charts('Sales vs. Budget; Plain')).toEqual(['s."Sales vs. Budget"', 's.Plain'])
    expect(charts('v2.0 KPIs')).toEqual(['s."v2.0 KPIs"'])
    expect(charts('other.14; "s"."a.b"')).toEqual(['other.14', '"s"."a.b"'])
    expect(charts('5" disk..')).toEqual(['s."5"" disk.."'])
  })

  test('with the name inside an object, never its JSON', () => {
    expect(requestOf({ project: { id: 3, name: 'Finance' } }).project).toBe('Finance')
    expect(requestOf({ project: '{"id":3,"name":"Finance"}' }).project).toBe('Finance')
    expect(requestOf({ project: [{ title: 'A' }, { title: 'B' }] }).project).toBe('A, B')
    expect(requestOf({ project: '{not json}' }).project).toBe('{not json}')
    expect(map({ project: { id: 3 } })).toEqual({
      request: {},
      problems: [{ cause: { kind: 'invalid' }, member: 'project', message: 'project holds an object without a name' }],
    })
    expect(map({ service: 's', charts: [{ id: 3 }] }).problems).toHaveLength(1)
    expect(requestOf({ service: 's', charts: [{ id: 3, title: 'Sales' }] }).charts).toEqual(['s.Sales'])
  })

  test('with one owner or several in a cell with commas, whoever is found', () => {
    const people = new Map([
      ['any:Lopez, Ana', ana],
      ['any:Lopez', undefined],
      ['any:Ana', undefined],
      ['any:ana', ana],
      ['any:bi', bi],
      ['any:ana@example.com', ana],
    ])
    expect(peopleIn('Lopez, Ana').map(({ name }) => name)).toEqual(['Lopez, Ana', 'Lopez', 'Ana'])
    expect(requestOf({ owners: 'Lopez, Ana' }, { people }).owners).toEqual([ana])
    expect(requestOf({ owners: 'ana, bi' }, { people }).owners).toEqual([ana, bi])
    expect(requestOf({ owners: { email: 'ana@example.com' } }, { people }).owners).toEqual([ana])
    expect(map({ owners: 'No, Body' }, { people }).problems).toMatchObject([{ cause: { key: 'No, Body' } }])
    expect(map({ owners: 'ana, nobody' }, { people }).problems).toMatchObject([{ cause: { key: 'nobody' } }])
  })

  test('with the fixed service where the row names none', () => {
    expect(requestOf({ name: '1', service: '' }, { fixedService: 'f' }).service).toBe('f')
    expect(requestOf({ name: '1', service: 'own' }, { fixedService: 'f' }).service).toBe('own')
  })

  test('with service and name out of a fully qualified name', () => {
    expect(requestOf({ fullyQualifiedName: '"my.service"."a.b"' })).toEqual({ service: '"my.service"', name: 'a.b' })
    expect(map({ fullyQualifiedName: 's.1', name: '1', service: 's' }).problems).toEqual([])
    expect(map({ fullyQualifiedName: 's.1', name: '2' }).problems).toHaveLength(1)
    expect(map({ service: 't', fullyQualifiedName: 's.1' }).problems).toHaveLength(1)
    expect(map({ fullyQualifiedName: 'alone' }).problems).toHaveLength(1)
    expect(map({ fullyQualifiedName: 's..1' }).problems).toHaveLength(1)
  })

  test('with custom properties by their type', () => {
    expect(
      requestOf({ 'extension.cost': '12.5', 'extension.zones': 'eu|us', 'extension.docs': 'https://x.example' })
        .extension,
    ).toEqual({ cost: 12.5, zones: ['eu', 'us'], docs: { url: 'https://x.example' } })
    expect(requestOf({ extension: 'a:1; "b:x;y"' }).extension).toEqual({ a: '1', b: 'x;y' })
    expect(requestOf({ extension: { cost: 3 } }).extension).toEqual({ cost: 3 })
  })

  test('with choices whatever their case', () => {
    expect(requestOf({ dashboardType: 'report' }).dashboardType).toBe('Report')
    expect(requestOf({ chartType: 'heatmap' }, { def: charts }).chartType).toBe('Heatmap')
    expect(requestOf({ dashboardType: 'Story' }).dashboardType).toBe('Story')
  })

  test('from what a list answers, references and all', () => {
    const request = requestOf({
      name: '10',
      service: { id: 'x', type: 'dashboardService', name: 's', fullyQualifiedName: 's' },
      charts: [{ id: 'y', type: 'chart', fullyQualifiedName: 's.1' }],
      domains: [
        { id: 'z', type: 'domain', fullyQualifiedName: 'Finance' },
        { fullyQualifiedName: 'Lent', inherited: true },
      ],
    })
    expect(request).toEqual({ name: '10', service: 's', charts: ['s.1'], domains: ['Finance'] })
  })

  test('without what somebody decided to leave out, and never with an empty list', () => {
    const leftOut = new Set(['tag Percona', 'chart s.1', 'user bob'])
    expect(map({ service: 's', tags: 'Percona; PII.None', charts: '1', owners: 'user:bob' }, { leftOut })).toEqual({
      request: { service: 's', tags: [expect.objectContaining({ tagFQN: 'PII.None' })] },
      problems: [],
    })
  })
})
