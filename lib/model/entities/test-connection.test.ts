import { expect, test } from 'vitest'
import { testConnectionDefinition } from '@/lib/model/entities/test-connection'

test('a connector finds the checks it can make, in order, under the name of its tool', () => {
  const definition = testConnectionDefinition('Superset.testConnectionDefinition')
  expect(definition).toMatchObject({ name: 'Superset', fullyQualifiedName: 'Superset.testConnectionDefinition' })
  expect(definition?.steps.map(({ name, mandatory }) => [name, mandatory])).toEqual([
    ['CheckAccess', true],
    ['GetDashboards', true],
    ['GetCharts', true],
  ])
})

test('each tool has an id of its own, the same every time', () => {
  const ids = ['Superset', 'Tableau', 'Superset'].map(
    (name) => testConnectionDefinition(`${name}.testConnectionDefinition`)?.id,
  )
  expect([ids[0] === ids[2], ids[0] === ids[1]]).toEqual([true, false])
})

test.each(['Superset', 'toString.testConnectionDefinition', 'Nope.testConnectionDefinition', ''])(
  'there is nothing under %j',
  (fqn) => expect(testConnectionDefinition(fqn)).toBeUndefined(),
)
