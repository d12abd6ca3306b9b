/** Moving: where things can go, what follows, and what is refused. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { findFormer } from '@/lib/entities/former-names'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { teams } from '@/lib/model/entities/person'
import { policies } from '@/lib/model/entities/role'
import { classifications, tags } from '@/lib/model/entities/tag'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
})

const description = 'Of a test'
const made = async (def: EntityDefinition, given: Record<string, unknown>): Promise<Entity> =>
  (await create(def, { description, ...given }, ctx)).entity
const shown = (def: EntityDefinition, fqn: string) => read(def, { fqn }, { fields: 'all' }, ctx)
const inside = async (def: EntityDefinition, { id }: Entity, by = ctx) =>
  (await by.store.list({ type: def.type, containerId: id, include: 'all', sort: 'name', limit: 0 })).total
const to = (member: string, { id }: Entity, type: string): JsonPatch => [
  { op: 'add', path: `/${member}`, value: { id, type } },
]
const move = (def: EntityDefinition, fqn: string, steps: JsonPatch, by = ctx) =>
  patch(def, { fqn }, steps, undefined, by).then(({ entity }) => entity)

describe('a term', () => {
  let words: Entity
  let others: Entity
  beforeEach(async () => {
    words = await made(glossaries, { name: 'Words' })
    others = await made(glossaries, { name: 'Others' })
    await made(glossaryTerms, { name: 'a', glossary: 'Words' })
    await made(glossaryTerms, { name: 'b', glossary: 'Words', parent: 'Words.a' })
    await made(glossaryTerms, { name: 'c', glossary: 'Words', parent: 'Words.a.b' })
  })

  test('goes to another glossary with what is below it: names, counts, labels and former names follow', async () => {
    await aService(ctx)
    const label = { tagFQN: 'Words.a.b.c', source: 'Glossary', labelType: 'Manual', state: 'Confirmed' } as const
    await aDashboard(ctx, { tags: [label] })
    expect(await move(glossaryTerms, 'Words.a', to('glossary', others, 'glossary'))).toMatchObject({
      fullyQualifiedName: 'Others.a',
      version: 0.2,
      glossary: { id: others.id },
      changeDescription: {
        fieldsAdded: [],
        fieldsUpdated: [{ name: 'glossary' }],
        fieldsDeleted: [],
      },
    })
    expect(await shown(glossaryTerms, 'Others.a.b.c')).toMatchObject({
      version: 0.1,
      glossary: { name: 'Others' },
      parent: { fullyQualifiedName: 'Others.a.b' },
    })
    expect([await inside(glossaryTerms, words), await inside(glossaryTerms, others)]).toEqual([0, 3])
    expect(await shown(dashboards, 'sample_superset.10')).toMatchObject({
      version: 0.1,
      tags: [{ tagFQN: 'Others.a.b.c' }],
    })
    expect(await findFormer(glossaryTerms, 'Words.a.b', ctx)).toMatchObject({ fullyQualifiedName: 'Others.a.b' })
  })

  test('goes below another one, whose glossary it takes, and back to the top', async () => {
    const root = await made(glossaryTerms, { name: 'root', glossary: 'Others' })
    const moved = await move(glossaryTerms, 'Words.a.b', to('parent', root, 'glossaryTerm'))
    expect(moved).toMatchObject({
      fullyQualifiedName: 'Others.root.b',
      glossary: { name: 'Others' },
      parent: { name: 'root' },
    })
    expect(await shown(glossaryTerms, 'Words.a')).toMatchObject({ children: [] })
    expect(await move(glossaryTerms, 'Others.root.b', [{ op: 'remove', path: '/parent' }])).toMatchObject({
      fullyQualifiedName: 'Others.b',
      version: 0.3,
    })
    expect(await shown(glossaryTerms, 'Others.b.c')).toMatchObject({ glossary: { name: 'Others' } })
  })

  test('shows the reviewers of where it has gone', async () => {
    const reviewer = await made(teams, { name: 'bi', teamType: 'Group' })
    await patch(
      glossaries,
      { id: others.id },
      [{ op: 'add', path: '/reviewers', value: [{ id: reviewer.id, type: 'team' }] }],
      undefined,
      ctx,
    )
    expect(await move(glossaryTerms, 'Words.a', to('glossary', others, 'glossary'))).toMatchObject({
      reviewers: [{ id: reviewer.id, inherited: true }],
    })
  })

  test('does not go below itself, to a name that is taken, or where there is nothing', async () => {
    const deep = await shown(glossaryTerms, 'Words.a.b.c')
    const below = move(glossaryTerms, 'Words.a', to('parent', deep, 'glossaryTerm'))
    await expect(below).rejects.toThrow("Can't move")
    await expect(below).rejects.toMatchObject({ kind: 'badRequest' })
    await made(glossaryTerms, { name: 'a', glossary: 'Others' })
    await expect(move(glossaryTerms, 'Words.a', to('glossary', others, 'glossary'))).rejects.toMatchObject({
      kind: 'alreadyExists',
    })
    await expect(move(glossaryTerms, 'Words.a', to('glossary', deep, 'glossary'))).rejects.toMatchObject({
      kind: 'notFound',
    })
    const elsewhere = await shown(glossaryTerms, 'Others.a')
    const both = [...to('glossary', words, 'glossary'), ...to('parent', elsewhere, 'glossaryTerm')]
    expect(await move(glossaryTerms, 'Words.a.b', both)).toMatchObject({ fullyQualifiedName: 'Others.a.b' })
    expect(await shown(glossaryTerms, 'Words.a')).toMatchObject({ version: 0.1, children: [] })
  })
})

test('whoever may not see what something stands below edits it, and it stays there', async () => {
  await made(glossaries, { name: 'Words' })
  const parent = await made(glossaryTerms, { name: 'secret', glossary: 'Words' })
  await made(glossaryTerms, { name: 'b', glossary: 'Words', parent: 'Words.secret' })
  const sees = { name: 'sees', resources: ['All'], operations: ['ViewAll', 'EditAll'], effect: 'allow' } as const
  const team = await made(teams, { name: 'hidden', teamType: 'Group' })
  const owners: JsonPatch = [{ op: 'add', path: '/owners', value: [{ id: team.id, type: 'team' }] }]
  await patch(glossaryTerms, { id: parent.id }, owners, undefined, ctx)
  const hides = {
    ...sees,
    name: 'hides',
    effect: 'deny',
    resources: ['glossaryTerm'],
    condition: '!noOwner()',
  } as const
  const editor = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'p', rules: [sees, hides] }] }) }
  const edited = await move(glossaryTerms, 'Words.secret.b', [{ op: 'add', path: '/displayName', value: 'B' }], editor)
  expect(edited.parent).toBeUndefined()
  expect(await shown(glossaryTerms, 'Words.secret.b')).toMatchObject({ displayName: 'B', parent: { id: parent.id } })
})

test('two that go below one another at once do not both go', async () => {
  const domain = { domainType: 'Aggregate' }
  const [a, b] = [await made(domains, { name: 'a', ...domain }), await made(domains, { name: 'b', ...domain })]
  const both = await Promise.allSettled([
    move(domains, 'a', to('parent', b, 'domain')),
    move(domains, 'b', to('parent', a, 'domain')),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('a domain goes below another one, and what it is given to shows it', async () => {
  const domain = { domainType: 'Aggregate' }
  const [root] = [await made(domains, { name: 'root', ...domain }), await made(domains, { name: 'a', ...domain })]
  await made(domains, { name: 'b', parent: 'a', ...domain })
  await aService(ctx)
  await aDashboard(ctx, { domains: ['a.b'] })
  expect(await move(domains, 'a', to('parent', root, 'domain'))).toMatchObject({
    fullyQualifiedName: 'root.a',
    version: 0.2,
    parent: { name: 'root' },
  })
  expect(await shown(dashboards, 'sample_superset.10')).toMatchObject({
    version: 0.1,
    domains: [{ fullyQualifiedName: 'root.a.b' }],
  })
  expect(await inside(domains, root)).toBe(1)
  expect(await move(domains, 'root.a', [{ op: 'remove', path: '/parent' }])).toMatchObject({ fullyQualifiedName: 'a' })
  expect((await shown(domains, 'a')).parent).toBeUndefined()
})

describe('a tag', () => {
  beforeEach(async () => {
    await made(classifications, { name: 'Kind' })
    await made(tags, { name: 'old', classification: 'Kind' })
  })

  test('is named as it stands now by policies; who may not change them may not move it', async () => {
    const other = await made(classifications, { name: 'Sort' })
    const rule = { name: 'r', resources: ['dashboard'], operations: ['EditAll'], effect: 'deny' }
    const rules = [{ ...rule, condition: "matchAnyTag('Kind.old')" }]
    await create(policies, policies.createSchema.parse({ name: 'p', rules }), ctx)
    const everything = { name: 'all', resources: ['All'], operations: ['All'], effect: 'allow' } as const
    const steward = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'all', rules: [everything] }] }) }
    const steps = to('classification', other, 'classification')
    await expect(move(tags, 'Kind.old', steps, steward)).rejects.toMatchObject({ kind: 'forbidden' })
    await move(tags, 'Kind.old', steps)
    expect(await shown(policies, 'p')).toMatchObject({ rules: [{ condition: "matchAnyTag('Sort.old')" }] })
  })

  test('of the system stays, and nobody moves one to where they may not make any', async () => {
    const own = await made(classifications, { name: 'Own' })
    await made(tags, { name: 'core', classification: 'Kind', provider: 'system' })
    const steps = to('classification', own, 'classification')
    await expect(move(tags, 'Kind.core', steps)).rejects.toThrow('can not be moved')
    const sees = { name: 'sees', resources: ['All'], operations: ['ViewAll'], effect: 'allow' } as const
    const edits = { name: 'edits', resources: ['tag'], operations: ['EditAll'], effect: 'allow' } as const
    const editor = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'edits', rules: [sees, edits] }] }) }
    await expect(move(tags, 'Kind.old', steps, editor)).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await shown(tags, 'Kind.old')).toMatchObject({ version: 0.1 })
  })
})
