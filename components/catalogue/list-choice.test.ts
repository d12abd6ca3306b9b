import { expect, test } from 'vitest'
import { addedMax, withChosen } from '@/components/catalogue/list-choice'
import { listColumns } from '@/components/catalogue/list-columns'
import { chartList, dashboardList } from '@/components/catalogue/list-kinds'
import { ownColumns, shownColumns, toggled } from '@/components/catalogue/toggled-columns'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { listedFields } from '@/lib/model/fields/listed'

const fields = listedFields(dashboards)
const headers = (names: readonly string[] | null) =>
  listColumns(withChosen(dashboardList, names, fields), {}).map(({ header }) => header)

test('without a choice a list is as it comes', () => {
  expect(withChosen(dashboardList, null, fields)).toBe(dashboardList)
})

test('what is chosen is shown at any width, in the order of the list, what was added before what is recorded', () => {
  expect(headers(['updatedAt', 'sourceUrl', 'owners'])).toEqual(['Dashboard', 'Owners', 'Source URL', 'Updated'])
  const columns = listColumns(withChosen(dashboardList, ['domains', 'version'], fields), {})
  expect(columns.filter(({ hideBelow, card }) => hideBelow !== undefined || card === 'hidden')).toEqual([])
  expect(columns[0]).toMatchObject({ id: 'displayName', width: expect.any(String) })
})

test('names that nothing has are passed over, and further columns are bounded', () => {
  expect(headers(['extension:gone', 'constructor', 'owners'])).toEqual(['Dashboard', 'Owners'])
  expect(headers([])).toEqual(['Dashboard'])
  const many = Array.from({ length: 20 }, (_, at) => ({ ...(fields[0] ?? never()), name: `extra${at}` }))
  expect(
    withChosen(
      dashboardList,
      many.map(({ name }) => name),
      many,
    ).added,
  ).toHaveLength(addedMax)
})

test('one more and one less come back to the list as it comes, which needs no address', () => {
  const own = ownColumns(dashboardList)
  const more = toggled(dashboardList, own, 'project')
  expect(more).toEqual([...own, 'project'])
  expect(shownColumns(withChosen(dashboardList, more, fields))).toEqual(more)
  expect(toggled(dashboardList, more ?? [], 'project')).toBeNull()
  expect(toggled(dashboardList, own, 'owners')).not.toContain('owners')
})

test('what only programs and the server use is no column', () => {
  for (const def of [dashboards, charts]) {
    const names = listedFields(def).map(({ name }) => name)
    for (const one of ['id', 'href', 'deleted', 'name', 'displayName', 'extension', 'votes', 'sourceHash', 'lifeCycle'])
      expect(names).not.toContain(one)
    expect(names).toEqual(expect.arrayContaining(['description', 'tier', 'certification', 'updatedBy']))
  }
  expect(chartList.added).toBeUndefined()
})

const never = () => {
  throw new Error('dashboards have fields')
}
