import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkAccessHref } from '@/lib/client/access'
import { entityHref, hrefOf, newHref, pagedTypes, typeInFolder } from '@/lib/client/links'
import { addresses } from '@/lib/model/entities/addresses'

test('a name is one segment of an address, whatever is in it', () => {
  expect(entityHref('dashboard', 'a/b."c%d?#"')).toBe('/dashboards/a%2Fb.%22c%25d%3F%23%22')
  expect(entityHref('dashboardService', 'x y', { edit: true })).toBe('/services/x%20y/edit')
  expect(entityHref('chart', 'x', { tab: 'versions' })).toBe('/charts/x?tab=versions')
  expect(newHref('chart')).toBe('/charts/new')
  expect(entityHref('tag', 'PII.None')).toBe('/tags/PII.None')
  // The name of a domain may be `new`.
  expect(newHref('domain', { parent: 'Sales' })).toBe('/settings/domains/new?parent=Sales')
  expect(typeInFolder('data-products')).toBe('dataProduct')
  expect(typeInFolder('constructor')).toBeUndefined()
  expect(newHref('dashboard', { service: 'a&b', name: undefined })).toBe('/dashboards/new?service=a%26b')
})

test('a question to Check access is in its address', () => {
  expect(checkAccessHref({ user: 'ana' })).toBe('/settings/check-access?user=ana')
  expect(checkAccessHref({ user: 'a&b', type: 'dashboard', fqn: 's.x y', action: 'EditAll' })).toBe(
    '/settings/check-access?user=a%26b&type=dashboard&fqn=s.x+y&action=EditAll',
  )
})

test('what has no page has no link', () => {
  expect(hrefOf('role', 'ana')).toBeUndefined()
  expect(hrefOf('constructor', 'ana')).toBeUndefined()
})

test('nobody else puts a name into the address of a page', () => {
  const files = globSync('{app,components}/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file))
  expect(files.length).toBeGreaterThan(100)
  const folders = pagedTypes.map((type) => addresses[type].folder)
  const pages = `(?:settings/)?(?:${[...folders, 'd'].join('|')})`
  const own = new RegExp(
    `\`[^\`]*/\\$\\{encodeURIComponent|['"\`]/${pages}/(?:\\$\\{|new\\b|['"\`] ?\\+)|/settings/check-access\\?`,
  )
  expect(files.filter((file) => own.test(readFileSync(file, 'utf8')))).toEqual(allowed)
})

/** Addresses of the API, not of pages. */
const allowed = ['components/catalogue/list-queries.ts']
