/** The pages of what governs, rendered as the framework does it, by the folder in their address. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsTestingAdapter } from 'nuqs/adapters/testing'
import { createElement, isValidElement, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeAll, expect, test, vi } from 'vitest'
import ThingPage from '@/app/(catalogue)/(one)/[things]/[fqn]/page'
import ThingNotFound from '@/app/(catalogue)/(one)/not-found'
import NewThingPage from '@/app/(catalogue)/settings/[things]/new/page'
import ThingsPage from '@/app/(catalogue)/settings/[things]/page'
import { ActorProvider } from '@/components/shell/actor-context'
import { createOrUpdate } from '@/lib/entities/create'
import { seed } from '@/lib/entities/seed'
import { aContext, anActor, aService } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitionOf } from '@/lib/model/entities/registry'

const world = vi.hoisted(() => ({ ctx: undefined as unknown, folder: '', name: '' }))
vi.mock('@/lib/http/page', () => ({
  pageContext: async () => world.ctx,
  nameInAddress: async () => world.name,
  folderInAddress: async () => world.folder,
  formatDescription: async ({ description = '', updatedAt = 0 }) => ({ updatedAt, html: `<p>${description}</p>` }),
}))
vi.mock('next/navigation', () => ({
  useRouter: () => ({}),
  usePathname: () => '/',
  useSearchParams: () => new URLSearchParams(),
  redirect: (to: string) => {
    throw new Error(`to ${to}`)
  },
  notFound: () => {
    throw new Error('not found')
  },
}))

beforeAll(async () => {
  const ctx = await aContext()
  world.ctx = ctx
  await seed(ctx)
  await aService(ctx)
  const make = (type: EntityDefinition['type'], request: Record<string, unknown>) =>
    createOrUpdate(definitionOf(type) ?? (dashboards as unknown as EntityDefinition), request as { name: string }, ctx) // one of those below
  const described = { description: 'Said of it' }
  await make('user', { name: 'ana', displayName: 'Ana', email: 'ana@example.com', ...described })
  await make('team', { name: 'bi', displayName: 'Ana', ...described })
  await make('glossary', { name: 'Business', displayName: 'Ana', ...described })
  await make('glossaryTerm', { name: 'Customer', displayName: 'Ana', glossary: 'Business', ...described })
  const owners = [{ id: (await ctx.store.findByFqns('user', ['ana']))[0]?.id, type: 'user' }]
  await make('domain', { name: 'Sales', displayName: 'Ana', domainType: 'Aggregate', owners, ...described })
  await make('dataProduct', { name: 'Revenue', displayName: 'Ana', domains: ['Sales'], ...described })
  await make('classification', { name: 'Audience', displayName: 'Ana', mutuallyExclusive: true, ...described })
  await make('tag', { name: 'Board', displayName: 'Ana', classification: 'Audience', ...described })
  await make('dashboard', {
    name: 'carrier',
    displayName: 'What carries it',
    service: 'sample_superset',
    tags: [
      { tagFQN: 'Audience.Board', source: 'Classification', labelType: 'Manual', state: 'Confirmed' },
      { tagFQN: 'Business.Customer', source: 'Glossary', labelType: 'Manual', state: 'Confirmed' },
    ],
    domains: ['Sales'],
    dataProducts: ['Revenue'],
    owners,
  })
})

/** Pages of a line return another page, which the server waits for. */
async function settled(page: ReactNode): Promise<ReactNode> {
  const isPage =
    isValidElement<object>(page) &&
    typeof page.type === 'function' &&
    /^(?:List|New|EntityNotFound)Page$/.test(page.type.name)
  return isPage ? (page.type as (props: object) => Promise<ReactNode>)(page.props) : page
}

const shown = async (page: Promise<ReactNode>): Promise<string> => {
  const children = createElement(NuqsTestingAdapter, undefined, await settled(await page))
  const signedIn = createElement(ActorProvider, { actor: anActor(), children })
  const html = renderToString(createElement(QueryClientProvider, { client: new QueryClient() }, signedIn))
  return html.replaceAll('<!-- -->', '')
}
const params = (things: string) => Promise.resolve({ things })
const nothing = Promise.resolve({})
const opened = (folder: string, name: string) => {
  Object.assign(world, { folder, name })
  return shown(ThingPage({ params: params(folder), searchParams: nothing }))
}

test.each([
  ['users', 'ana', 'What carries it'],
  ['teams', 'bi', 'No users in this team yet'],
  ['classifications', 'Audience', 'Audience.Board'],
  ['tags', 'Audience.Board', 'What carries it'],
  ['glossaries', 'Business', 'Business.Customer'],
  ['terms', 'Business.Customer', 'What carries it'],
  ['domains', 'Sales', 'What carries it'],
  ['data-products', 'Revenue', 'What carries it'],
])('the page of %s/%s says what it is, and shows what is in it or carries it', async (folder, name, part) => {
  const html = await opened(folder, name)
  expect(html).toContain('Said of it')
  expect(html).toContain(part)
  expect(html).toMatch(/>Ana<\/h1>/)
})

test('a page of somebody has a list of what governs where they own some, and no empty ones', async () => {
  const html = await opened('users', 'ana')
  expect(html).toMatch(/role="tab"[^>]*>Domains/)
  for (const none of ['Glossaries', 'Data products', 'Classifications'])
    expect(html).not.toMatch(new RegExp(`role="tab"[^>]*>${none}`))
  expect(await opened('teams', 'bi')).not.toMatch(/role="tab"[^>]*>Domains/)
})

test.each(['teams', 'classifications', 'tags', 'glossaries', 'terms', 'domains', 'data-products'])(
  'settings/%s lists them and leads to the form of a new one',
  async (things) => {
    const html = await shown(ThingsPage({ params: params(things), searchParams: nothing }))
    expect(html).toContain('Ana')
    expect(html).toContain(`href="/settings/${things}/new"`)
    const form = await shown(NewThingPage({ params: params(things), searchParams: nothing }))
    for (const part of ['Display name', 'Description']) expect(form).toContain(part)
    // What only programs and the server say is asked of nobody.
    for (const part of ['Provider', 'Usage count', 'Term count', 'User count', 'External id'])
      expect(form).not.toContain(part)
  },
)

test('people are invited over their list, and other folders have no such pages', async () => {
  await expect(NewThingPage({ params: params('users'), searchParams: nothing })).rejects.toThrow(
    'to /settings/users?new=true',
  )
  await expect(opened('dashboards', 'x')).rejects.toThrow('not found')
  await expect(opened('constructor', 'x')).rejects.toThrow('not found')
  Object.assign(world, { folder: 'tags', name: 'Audience.Nobody' })
  expect(await shown(ThingNotFound())).toContain('There is no such tag')
  Object.assign(world, { folder: 'nothing', name: 'x' })
  expect(await shown(ThingNotFound())).toContain('There is no page at this address')
})
