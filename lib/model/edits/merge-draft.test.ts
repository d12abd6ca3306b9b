import { describe, expect, test } from 'vitest'
import { type Draft, draftOf, draftPatch } from '@/lib/model/edits/draft'
import { mergeDrafts } from '@/lib/model/edits/merge-draft'
import { dashboards } from '@/lib/model/entities/dashboard'
import { withProperties } from '@/lib/model/fields/property-field'

const chart = (id: string) => ({ id, type: 'chart', name: id })
const propertyType = (name: string) => ({ id: '00000000-0000-4000-8000-00000000000c', type: 'type', name })
const cost = { name: 'cost', propertyType: propertyType('number') }
const team = { name: 'team', propertyType: propertyType('string') }
const owner = (id: string) => ({ id, type: 'user', name: id })
const base: Draft = {
  displayName: 'Maps',
  description: 'Old',
  project: '',
  charts: [chart('a'), chart('b')],
  owners: [owner('ana')],
}

describe('merging two edits of one entity', () => {
  test('custom properties are merged one by one', () => {
    const site = withProperties(dashboards, [cost, team])
    const names = ['extension', 'extension:cost', 'extension:team']
    const [mine, theirs] = [
      { cost: 2, team: 'a' },
      { cost: 1, team: 'b' },
    ].map((extension) => draftOf(site, names, { extension })) as [Draft, Draft] // as many as there are
    const started = draftOf(site, names, { extension: { cost: 1, team: 'a' } })
    const merge = mergeDrafts(site, started, theirs, mine)
    expect(merge).toMatchObject({ mine: ['extension:cost'], theirs: ['extension:team'], clashes: [] })
    expect(draftPatch(site, theirs, merge.merged)).toEqual([{ op: 'replace', path: '/extension/cost', value: 2 }])
  })

  test('fields changed on one side only are merged by themselves', () => {
    const merge = mergeDrafts(dashboards, base, { ...base, description: 'Theirs' }, { ...base, displayName: 'Mine' })
    expect(merge).toMatchObject({
      merged: { displayName: 'Mine', description: 'Theirs' },
      theirs: ['description'],
      mine: ['displayName'],
      clashes: [],
    })
  })

  test('both changed one field: theirs stands until somebody decides', () => {
    const merge = mergeDrafts(dashboards, base, { ...base, description: 'Theirs' }, { ...base, description: 'Mine' })
    expect(merge).toMatchObject({ merged: { description: 'Theirs' }, clashes: ['description'] })
  })

  test('both made the same change: nothing to decide', () => {
    const same = { ...base, description: 'Same' }
    expect(mergeDrafts(dashboards, base, same, same)).toMatchObject({ theirs: [], mine: [], clashes: [] })
  })

  test('charts take what both added and lose what either took out', () => {
    const theirs = { ...base, charts: [chart('b'), chart('c')] }
    const mine = { ...base, charts: [chart('a'), chart('d')] }
    const merge = mergeDrafts(dashboards, base, theirs, mine)
    expect(merge.merged.charts).toEqual([chart('c'), chart('d')])
    expect(merge.clashes).toEqual([])
  })

  test('owners are one choice: people and a team do not mix', () => {
    const merge = mergeDrafts(dashboards, base, { ...base, owners: [owner('ben')] }, { ...base, owners: [] })
    expect(merge.clashes).toEqual(['owners'])
  })
})
