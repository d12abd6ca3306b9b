import { describe, expect, test } from 'vitest'
import { definitions } from '@/lib/model/registry'
import { folders, servedPath } from './served-path'

test('every collection with a path of its own is known', () => {
  const differing = definitions.filter(({ path, collection }) => path !== collection)
  expect(folders).toEqual(Object.fromEntries(differing.map(({ path, collection }) => [path, collection])))
})

describe('the path that is served', () => {
  test.each([
    ['/api/v1/services/dashboardServices', '/api/v1/dashboardServices'],
    ['/api/v1/services/dashboardServices/name/a%2Fb', '/api/v1/dashboardServices/name/a%2Fb'],
    ['/api/v1/services/dashboardServicesX', '/api/v1/services/dashboardServicesX'],
    ['/api/v1/dashboards/name/metadata/types', '/api/v1/dashboards/name/metadata/types'],
    ['/services/dashboardServices', '/services/dashboardServices'],
  ])('of %s is %s', (asked, served) => {
    expect(servedPath(asked)).toBe(served)
  })
})
