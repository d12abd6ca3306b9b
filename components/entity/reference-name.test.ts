import { expect, it } from 'vitest'
import { referenceHref, referenceName } from '@/components/entity/reference-name'

const id = '00000000-0000-4000-8000-000000000001'

it('calls a reference by the friendliest name it carries', () => {
  expect(referenceName({ id, type: 'user', name: 'ana', displayName: 'Ana Ruiz' })).toBe('Ana Ruiz')
  expect(referenceName({ id, type: 'user', name: 'ana', displayName: '' })).toBe('ana')
  expect(referenceName({ id, type: 'user' })).toBe(id)
})

it('leads to pages that exist, with the name as one encoded segment', () => {
  expect(referenceHref({ id, type: 'dashboard', fullyQualifiedName: 'looker."a/b.c"' })).toBe(
    '/dashboards/looker.%22a%2Fb.c%22',
  )
  expect(referenceHref({ id, type: 'dashboardService', name: 'looker' })).toBe('/services/looker')
  expect(referenceHref({ id, type: 'user', name: 'ana' })).toBe('/users/ana')
  expect(referenceHref({ id, type: 'role', name: 'reader' })).toBeUndefined()
})
