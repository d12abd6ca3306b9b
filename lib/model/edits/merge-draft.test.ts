import { describe, expect, test } from 'vitest'
import type { Draft } from '@/lib/model/edits/draft'
import { mergeDrafts } from '@/lib/model/edits/merge-draft'

const chart = (id: string) => ({ id, type: 'chart', name: id })
const owner = (id: string) => ({ id, type: 'user', name: id })
const base: Draft = {
  displayName: 'Maps',
  description: 'Old',
  project: '',
  charts: [chart('a'), chart('b')],
  owners: [owner('ana')],
}

describe('merging two edits of one entity', () => {
  test('fields changed on one side only are merged by themselves', () => {
    const merge = mergeDrafts(base, { ...base, description: 'Theirs' }, { ...base, displayName: 'Mine' })
    expect(merge).toMatchObject({
      merged: { displayName: 'Mine', description: 'Theirs' },
      theirs: ['description'],
      mine: ['displayName'],
      clashes: [],
    })
  })

  test('both changed one field: theirs stands until somebody decides', () => {
    const merge = mergeDrafts(base, { ...base, description: 'Theirs' }, { ...base, description: 'Mine' })
    expect(merge).toMatchObject({ merged: { description: 'Theirs' }, clashes: ['description'] })
  })

  test('both made the same change: nothing to decide', () => {
    const same = { ...base, description: 'Same' }
    expect(mergeDrafts(base, same, same)).toMatchObject({ theirs: [], mine: [], clashes: [] })
  })

  test('charts take what both added and lose what either took out', () => {
    const theirs = { ...base, charts: [chart('b'), chart('c')] }
    const mine = { ...base, charts: [chart('a'), chart('d')] }
    const merge = mergeDrafts(base, theirs, mine)
    expect(merge.merged.charts).toEqual([chart('c'), chart('d')])
    expect(merge.clashes).toEqual([])
  })

  test('owners are one choice: people and a team do not mix', () => {
    const merge = mergeDrafts(base, { ...base, owners: [owner('ben')] }, { ...base, owners: [] })
    expect(merge.clashes).toEqual(['owners'])
  })
})
