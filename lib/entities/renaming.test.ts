/** Renaming: what follows the name, what has nothing to follow, and what is refused. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { findFormer } from '@/lib/entities/former-names'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { resumeWork } from '@/lib/entities/resume-work'
import { aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { versions } from '@/lib/entities/versions'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { dataModels } from '@/lib/model/entities/data-model'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { definitions } from '@/lib/model/entities/registry'
import { policies } from '@/lib/model/entities/role'
import { classifications, tags } from '@/lib/model/entities/tag'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
})

const description = 'Of a test'
const rename = (def: EntityDefinition, fqn: string, name: string, by = ctx) =>
  patch(def, { fqn }, [{ op: 'replace', path: '/name', value: name }], undefined, by).then(({ entity }) => entity)
const shown = (def: EntityDefinition, fqn: string) => read(def, { fqn }, { fields: 'all' }, ctx)
const label = (tagFQN: string, source: 'Classification' | 'Glossary' = 'Classification') => ({
  tagFQN,
  source,
  labelType: 'Manual' as const,
  state: 'Confirmed' as const,
})

describe('a tag', () => {
  beforeEach(async () => {
    await create(classifications, { name: 'Kind', description }, ctx)
    await create(tags, { name: 'old', classification: 'Kind', description }, ctx)
    await create(tags, { name: 'deep', classification: 'Kind', parent: 'Kind.old', description }, ctx)
    await aService(ctx)
  })

  test('has a new version, what is below it a new name, and labels stay where they are, on columns too', async () => {
    const dashboard = await aDashboard(ctx, { tags: [label('Kind.old.deep')] })
    const columns = [{ name: 'c', dataType: 'INT', tags: [label('Kind.old')] }]
    const model = dataModels.createSchema.parse({
      name: 'm',
      service: 'sample_superset',
      dataModelType: 'SupersetDataModel',
      columns,
    })
    await create(dataModels, model, ctx)
    const renamed = await rename(tags, 'Kind.old', 'new.er')
    expect(renamed).toMatchObject({
      name: 'new.er',
      fullyQualifiedName: 'Kind."new.er"',
      version: 0.2,
      changeDescription: {
        fieldsAdded: [],
        fieldsUpdated: [{ name: 'name', oldValue: 'old', newValue: 'new.er' }],
        fieldsDeleted: [],
      },
    })
    expect(await shown(tags, 'Kind."new.er".deep')).toMatchObject({ version: 0.1, parent: { name: 'new.er' } })
    expect(await shown(dashboards, String(dashboard.fullyQualifiedName))).toMatchObject({
      version: 0.1,
      tags: [{ tagFQN: 'Kind."new.er".deep' }],
    })
    const labelled = { version: 0.1, columns: [{ tags: [{ tagFQN: 'Kind."new.er"', name: 'new.er' }] }] }
    expect(await shown(dataModels, 'sample_superset.model.m')).toMatchObject(labelled)
    // Another of the old name has nothing of it.
    await create(tags, { name: 'old', classification: 'Kind', description }, ctx)
    expect(await shown(dataModels, 'sample_superset.model.m')).toMatchObject(labelled)
    // What somebody sends again with the new name is no change.
    const again = { ...model, columns: [{ ...model.columns?.[0], tags: [label('Kind."new.er"')] }] }
    expect((await createOrUpdate(dataModels, dataModels.createSchema.parse(again), ctx)).entity.version).toBe(0.1)
  })

  test('its versions stay as they were, and the latest tells of the name', async () => {
    const { id } = await rename(tags, 'Kind.old', 'new')
    const told = (await versions(tags, id, ctx)).versions.map((text) => JSON.parse(text).fullyQualifiedName)
    expect(told).toEqual(['Kind.new', 'Kind.old'])
  })

  test('a classification takes its tags along, and is renamed together with other changes', async () => {
    const steps: JsonPatch = [
      { op: 'replace', path: '/name', value: 'Sort' },
      { op: 'replace', path: '/description', value: 'Of another sort' },
    ]
    const { entity } = await patch(classifications, { fqn: 'Kind' }, steps, undefined, ctx)
    expect(entity).toMatchObject({
      name: 'Sort',
      fullyQualifiedName: 'Sort',
      description: 'Of another sort',
      version: 0.2,
    })
    expect(await shown(tags, 'Sort.old.deep')).toMatchObject({
      classification: { name: 'Sort' },
      parent: { name: 'old' },
    })
    await expect(shown(tags, 'Kind.old.deep')).rejects.toMatchObject({ kind: 'notFound' })
    // What is made below it goes on from the new name.
    const made = await create(tags, { name: 'late', classification: 'Sort', parent: 'Sort.old', description }, ctx)
    expect(made.entity.fullyQualifiedName).toBe('Sort.old.late')
  })

  test('is certified by under its new name', async () => {
    const { id } = await aDashboard(ctx)
    const certification = { tagLabel: label('Kind.old'), appliedDate: 1, expiryDate: 2 }
    await patch(dashboards, { id }, [{ op: 'add', path: '/certification', value: certification }], undefined, ctx)
    await rename(tags, 'Kind.old', 'new')
    expect(await read(dashboards, { id }, { fields: 'all' }, ctx)).toMatchObject({
      certification: { tagLabel: { tagFQN: 'Kind.new' } },
    })
  })

  test('conditions of policies name it as it is called now; who may not change them may not rename it', async () => {
    const condition = "matchAnyTag('Kind.old.deep', 'Kind.older') && !inAnyTeam('Kind.old')"
    const rule = { name: 'r', resources: ['dashboard'], operations: ['EditAll'], effect: 'deny', condition }
    await create(policies, policies.createSchema.parse({ name: 'p', rules: [rule] }), ctx)
    const everything = { name: 'all', resources: ['All'], operations: ['All'], effect: 'allow' } as const
    const steward = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'all', rules: [everything] }] }) }
    await expect(rename(tags, 'Kind.old', 'new', steward)).rejects.toMatchObject({ kind: 'forbidden' })
    await rename(tags, 'Kind.old', 'new')
    expect(await shown(policies, 'p')).toMatchObject({
      version: 0.2,
      rules: [{ condition: "matchAnyTag('Kind.new.deep', 'Kind.older') && !inAnyTeam('Kind.old')" }],
    })
    // A name that a policy knows is not theirs to give.
    await create(tags, { name: 'older2', classification: 'Kind', description }, ctx)
    await expect(rename(tags, 'Kind.older2', 'older', steward)).rejects.toMatchObject({ kind: 'forbidden' })
    // Where no policy names it, it is theirs to rename.
    await create(tags, { name: 'free', classification: 'Kind', description }, ctx)
    expect(await rename(tags, 'Kind.free', 'freer', steward)).toMatchObject({ name: 'freer' })
  })
})

describe('what is refused', () => {
  beforeEach(async () => {
    await create(glossaries, { name: 'Words', description }, ctx)
    await create(glossaryTerms, { name: 'one', glossary: 'Words', description }, ctx)
    await create(glossaryTerms, { name: 'two', glossary: 'Words', description }, ctx)
  })

  test('a name that is taken, is none, or is too long for what is below', async () => {
    await expect(rename(glossaryTerms, 'Words.one', 'two')).rejects.toMatchObject({ kind: 'alreadyExists' })
    await expect(rename(glossaryTerms, 'Words.one', '')).rejects.toThrow()
    await expect(rename(glossaryTerms, 'Words.one', 'a::b')).rejects.toThrow()
    let parent = 'Words.one'
    for (let depth = 0; depth < 11; depth += 1) {
      const { entity } = await create(
        glossaryTerms,
        { name: 'x'.repeat(256), glossary: 'Words', parent, description },
        ctx,
      )
      parent = String(entity.fullyQualifiedName)
    }
    await expect(rename(glossaries, 'Words', 'y'.repeat(256))).rejects.toThrow('longer than 3072 characters')
    expect(await shown(glossaryTerms, parent)).toMatchObject({ version: 0.1 })
  })

  test('what came with the catalogue', async () => {
    await create(classifications, { name: 'Tier', description, provider: 'system' }, ctx)
    await expect(rename(classifications, 'Tier', 'Level')).rejects.toThrow(
      'System entity [Tier] of type classification can not be renamed.',
    )
  })

  test('and of what no patch renames, the name is put back without a word', async () => {
    await aService(ctx)
    const { fullyQualifiedName = '' } = await aDashboard(ctx)
    expect(await rename(dashboards, fullyQualifiedName, 'other')).toMatchObject({ name: '10', version: 0.1 })
    expect(await rename(dashboardServices, 'sample_superset', 'other')).toMatchObject({ name: 'sample_superset' })
  })
})

test('a domain takes the domains below it along, and what names it shows what it is called', async () => {
  const domain = { description, domainType: 'Aggregate' as const }
  await create(domains, { name: 'a', ...domain }, ctx)
  await create(domains, { name: 'b', parent: 'a', ...domain }, ctx)
  await create(domains, { name: 'c', parent: 'a.b', ...domain }, ctx)
  await aService(ctx)
  await aDashboard(ctx, { domains: ['a.b.c'] })
  await rename(domains, 'a.b', 'x')
  await rename(domains, 'a', 'z')
  expect(await shown(domains, 'z.x.c')).toMatchObject({ version: 0.1, parent: { fullyQualifiedName: 'z.x' } })
  expect(await shown(dashboards, 'sample_superset.10')).toMatchObject({
    version: 0.1,
    domains: [{ name: 'c', fullyQualifiedName: 'z.x.c' }],
  })
})

describe('former names', () => {
  const called = async (def: EntityDefinition, fqn: string) => (await findFormer(def, fqn, ctx))?.fullyQualifiedName

  test('lead to what is called otherwise, and to what is in it, whichever was renamed first', async () => {
    await create(glossaries, { name: 'g', description }, ctx)
    await create(glossaryTerms, { name: 'a', glossary: 'g', description }, ctx)
    await create(glossaryTerms, { name: 'b', glossary: 'g', parent: 'g.a', description }, ctx)
    await rename(glossaryTerms, 'g.a', 'a2')
    await rename(glossaries, 'g', 'h')
    await rename(glossaryTerms, 'h.a2', 'a3')
    for (const fqn of ['g.a.b', 'g.a2.b', 'h.a2.b']) expect(await called(glossaryTerms, fqn)).toBe('h.a3.b')
    expect(await called(glossaryTerms, 'g.a')).toBe('h.a3')
    expect(await called(glossaries, 'g')).toBe('h')
    for (const fqn of ['g.c', 'g', 'x', 'a..b']) expect(await called(glossaryTerms, fqn)).toBeUndefined()
    expect(await called(classifications, 'g')).toBeUndefined()
  })

  test('go in circles and are told all the same', async () => {
    await create(glossaries, { name: 'g', description }, ctx)
    await rename(glossaries, 'g', 'h')
    await rename(glossaries, 'h', 'g')
    await rename(glossaries, 'g', 'i')
    expect([await called(glossaries, 'g'), await called(glossaries, 'h')]).toEqual(['i', 'i'])
  })
})

test('search texts of many follow the name as work that is under way does', async () => {
  await create(glossaries, { name: 'g', description }, ctx)
  for (let index = 0; index < 101; index += 1)
    await create(glossaryTerms, { name: `t${index}`, glossary: 'g', description }, ctx)
  await rename(glossaries, 'g', 'vocabulary')
  expect(await shown(glossaryTerms, 'vocabulary.t100')).toMatchObject({ version: 0.1 })
  const total = async () =>
    (await ctx.store.list({ type: 'glossaryTerm', text: 'vocabulary', include: 'all', sort: 'name', limit: 0 })).total
  expect(await total()).toBe(0)
  await resumeWork(ctx)
  expect(await total()).toBe(101)
})

test('every type that can be renamed says how', () => {
  const of = (renaming: string | undefined) =>
    definitions.filter((def) => def.renaming === renaming).map(({ type }) => type)
  expect(of('patch').toSorted()).toEqual(['classification', 'dataProduct', 'domain', 'glossary', 'glossaryTerm', 'tag'])
  expect(of('job').toSorted()).toEqual(['dashboardService', 'team'])
})
