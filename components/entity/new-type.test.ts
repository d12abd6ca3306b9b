/**
 * A type that the catalogue does not know has all its screens by a row in the table of types, a definition, the facts of
 * its list, and three pages of a line each (decisions 023, 026 and 062).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsTestingAdapter } from 'nuqs/adapters/testing'
import { createElement, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import EditThingPage from '@/app/(catalogue)/(one)/(there)/[things]/[fqn]/edit/page'
import ThingNotFound from '@/app/(catalogue)/(one)/not-found'
import { EditPage, NewPage } from '@/app/(catalogue)/entity-form-pages'
import { EntityLayout, EntityNotFoundPage, EntityPage, entityMetadata } from '@/app/(catalogue)/entity-page'
import { ListPage } from '@/app/(catalogue)/list-page'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { type EntityKind, entityKindOf } from '@/components/entity/entity-kind'
import { ActorProvider } from '@/components/shell/actor-context'
import type { PagedType } from '@/lib/client/links'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { aContext, anActor, aService } from '@/lib/entities/testing'
import { assetDefaults, assetFields, assetRelations, createAssetFields, serviceFacts } from '@/lib/model/entities/asset'
import { defineEntity, type EntityDefinition } from '@/lib/model/entities/define-entity'
import { type EntityType, entityReference, fullyQualifiedName } from '@/lib/model/entities/entity'

// Its row in the table of types.
const row = vi.hoisted(() => ({
  type: 'report' as EntityType,
  collection: 'reports',
  path: 'reports',
  label: 'report',
  folder: 'reports',
}))
vi.mock('@/lib/model/entities/addresses', async (original) => {
  const table = await original<typeof import('@/lib/model/entities/addresses')>()
  Object.assign(table.addresses, { report: row })
  return table
})

// The definition: a file in `lib/model/entities`.
const cadence = z.enum(['Daily', 'Monthly'])
const reports = defineEntity({
  ...assetDefaults,
  ...row,
  schema: z
    .strictObject({ ...assetFields, service: entityReference, cadence: cadence.optional() })
    .meta({ id: 'Report' }),
  createSchema: z
    .strictObject({ ...createAssetFields, service: fullyQualifiedName, cadence: cadence.optional() })
    .meta({ id: 'CreateReport' }),
  members: { service: serviceFacts },
  container: { field: 'service', type: 'dashboardService' },
  relations: assetRelations,
}) as unknown as EntityDefinition // a definition like any other

// The facts of its screens: a file in `components`.
const reportList: ListKind = {
  ...entityKindOf('report' as PagedType), // has pages as soon as its row has a folder for them
  members: ['description', 'service', 'owners', 'tags'],
  columns: ['displayName', 'service', 'owners', 'tags', 'version', 'updatedAt'],
  filters: ['service', 'owner', 'tag'],
  hasFiles: false,
  hasSelection: true,
  explanation: 'A report is sent by mail.',
}

// A line in the registry.
const world = vi.hoisted(() => ({ def: undefined as unknown, ctx: undefined as unknown, name: '' }))
vi.mock('@/lib/model/entities/registry', async (original) => {
  const registry = await original<typeof import('@/lib/model/entities/registry')>()
  const definitionOf: typeof registry.definitionOf = (type) =>
    type === ('report' as EntityType) ? (world.def as EntityDefinition) : registry.definitionOf(type)
  return { ...registry, definitionOf }
})

// Its three pages, each of which returns what its file would, and those that are there for all types alike.
const params = Promise.resolve({ things: 'reports' })
const searchParams = Promise.resolve({})
const pages = {
  list: () => ListPage({ kind: reportList, searchParams }),
  new: () => NewPage({ kind: reportList, searchParams: Promise.resolve({ service: 'sample_superset' }) }),
  detail: () => EntityPage({ kind: reportList }),
  edit: async () => EditPage((await EditThingPage({ params })).props),
  notFound: async () => EntityNotFoundPage((await ThingNotFound()).props as { kind: EntityKind }), // it has pages
}

// What the framework does round them.
vi.mock('@/lib/http/page', () => ({
  pageContext: async () => world.ctx,
  nameInAddress: async () => world.name,
  folderInAddress: async () => 'reports',
  formatDescription: async ({ description = '', updatedAt = 0 }) => ({ updatedAt, html: `<p>${description}</p>` }),
}))
vi.mock('next/navigation', () => ({
  useRouter: () => ({}),
  usePathname: () => '/reports',
  useSearchParams: () => new URLSearchParams(),
  notFound: () => {
    throw new Error('not found')
  },
}))

let ctx: RequestContext
beforeAll(async () => {
  ctx = await aContext()
  Object.assign(world, { def: reports, ctx, name: 'sample_superset.weekly' })
  await aService(ctx)
  const given = { service: 'sample_superset', displayName: 'Weekly sales', description: 'By region', cadence: 'Daily' }
  await create(reports, { name: 'weekly', ...given }, ctx)
})

const shown = async (page: Promise<ReactNode>): Promise<string> => {
  const children = createElement(NuqsTestingAdapter, undefined, await page)
  const signedIn = createElement(ActorProvider, { actor: anActor(), children })
  const html = renderToString(createElement(QueryClientProvider, { client: new QueryClient() }, signedIn))
  return html.replaceAll('<!-- -->', '')
}

test('its list has its rows, its columns and the way to a new one', async () => {
  const html = await shown(pages.list())
  for (const part of ['Reports', 'New report', 'Weekly sales', 'sample_superset.weekly', 'Filter by owner'])
    expect(html).toContain(part)
  expect(html).toContain('href="/reports/sample_superset.weekly"')
  expect(html).not.toContain('Import')
})

test('its page tells what it is, with its own member among the facts', async () => {
  const html = await shown(pages.detail())
  for (const part of ['Weekly sales', 'By region', 'Cadence', 'Daily', 'No owner', 'Not certified', 'Report summary'])
    expect(html).toContain(part)
  for (const part of ['Follow', 'Vote up', 'Edit', 'Versions']) expect(html).toContain(part)
  for (const field of ['display name', 'description', 'owners', 'tags', 'cadence'])
    expect(html).toContain(`aria-label="Edit ${field}"`)
  expect(html).not.toContain('aria-label="Edit updated"')
  expect(html).toContain('href="/services/sample_superset"')
  expect(await entityMetadata(reportList)()).toEqual({ title: 'Weekly sales · Reports' })
})

test('its forms ask for its members', async () => {
  for (const page of [pages.new, pages.edit]) {
    const html = await shown(page())
    for (const part of ['Display name', 'Cadence', 'Monthly', 'Owners']) expect(html).toContain(part)
  }
  expect(await shown(pages.new())).toContain('Create report')
  expect(await shown(pages.edit())).toContain('Edit Weekly sales')
})

test('a name that is not there is told', async () => {
  world.name = 'sample_superset.weakly'
  const html = await shown(pages.notFound())
  expect(html).toContain('There is no such report')
  expect(html).toContain('sample_superset.weakly')
  await expect(pages.detail()).rejects.toThrow('not found')
  await expect(EntityLayout({ children: null })).rejects.toThrow('not found')
  world.name = 'sample_superset.weekly'
  expect(await EntityLayout({ children: 'a page' })).toBe('a page')
})

const pagesOf = (folder: string): string[] =>
  readdirSync('app/(catalogue)', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => path.split('/').includes(folder) && !path.includes('/settings/'))
    .toSorted()

test.each(['dashboards', 'charts', 'services'])('the pages of %s are these files, of a few lines each', (folder) => {
  const paths = pagesOf(folder)
  expect(paths.map((path) => path.slice('app/(catalogue)/'.length).replace(folder, 'reports'))).toEqual([
    // Beside the page itself: further up it would not be seen on the way from one thing to another of its type.
    '(one)/(there)/reports/[fqn]/loading.tsx',
    '(one)/(there)/reports/[fqn]/page.tsx',
    // It has the list's own columns.
    'reports/(list)/loading.tsx',
    'reports/(list)/page.tsx',
    'reports/new/page.tsx',
  ])
  // The page of one thing may have what is particular to its type.
  for (const path of paths.filter((each) => !each.endsWith('[fqn]/page.tsx')))
    expect(readFileSync(path, 'utf8').split('\n').length, path).toBeLessThan(12)
})
