/** Whether a term is approved is for its reviewers to say (decision 043). */
import { beforeEach, describe, expect, test } from 'vitest'
import { grantsOf } from '@/lib/auth/grants'
import { aUser } from '@/lib/auth/testing'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { explain } from '@/lib/entities/gate'
import { listByQuery } from '@/lib/entities/list-by-query'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { seed } from '@/lib/entities/seed'
import { aContext } from '@/lib/entities/testing'
import { versions } from '@/lib/entities/versions'
import type { Entity } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { teams } from '@/lib/model/entities/person'
import { policies } from '@/lib/model/entities/role'
import { listQuery } from '@/lib/model/wire/query'

let admin: RequestContext
let ruth: RequestContext
let steward: RequestContext
let reader: RequestContext

const signedIn = async ({ id }: Pick<Entity, 'id'>): Promise<RequestContext> => {
  const [row] = await admin.store.findByIds([id])
  if (row === undefined) throw new Error('no such user')
  return { ...admin, actor: await grantsOf(row, 'session', admin.store) }
}
const somebody = async (name: string, roles: readonly string[] = []) => signedIn(await aUser(admin, name, { roles }))
const asReference = ({ actor: { id } }: RequestContext) => ({ id, type: 'user' })
const term = async (name: string, more: Record<string, unknown> = {}) =>
  (await create(glossaryTerms, { name, glossary: 'Words', description: 'Said so', ...more }, admin)).entity
const say = (entity: Entity, entityStatus: string | null, ctx: RequestContext) =>
  patch(glossaryTerms, { id: entity.id }, [{ op: 'add', path: '/entityStatus', value: entityStatus }], undefined, ctx)
const statusOf = async ({ id }: Entity) => (await read(glossaryTerms, { id }, {}, admin)).entityStatus

beforeEach(async () => {
  admin = await aContext()
  await seed(admin)
  const [role] = await admin.store.findByFqns('role', ['DataSteward'])
  ruth = await somebody('ruth')
  steward = await somebody('stella', [role?.id ?? ''])
  reader = await somebody('rolf')
  await create(glossaries, { name: 'Words', description: 'Ours' }, admin)
})

describe('a new term', () => {
  test('is approved where nobody reviews it, and a draft where somebody does', async () => {
    expect(await statusOf(await term('free'))).toBe('Approved')
    expect(await statusOf(await term('reviewed', { reviewers: [asReference(ruth)] }))).toBe('Draft')
  })

  test('is a draft also where only its glossary, or the term above, has reviewers', async () => {
    const above = await term('above', { reviewers: [asReference(ruth)] })
    expect(await statusOf(await term('below', { parent: above.fullyQualifiedName }))).toBe('Draft')
    await create(glossaries, { name: 'Kept', description: 'Ours', reviewers: [asReference(ruth)] }, admin)
    expect(await statusOf(await term('inside', { glossary: 'Kept' }))).toBe('Draft')
  })

  test('keeps what was said of it when a PUT comes again', async () => {
    const made = await term('again', { reviewers: [asReference(ruth)] })
    await say(made, 'Approved', ruth)
    await createOrUpdate(glossaryTerms, { name: 'again', glossary: 'Words', description: 'Else' }, steward)
    expect(await statusOf(made)).toBe('Approved')
  })
})

describe('who says it', () => {
  let draft: Entity
  beforeEach(async () => {
    draft = await term('draft', { reviewers: [asReference(ruth)] })
  })

  test('whoever may edit it asks for review; a reviewer without any role approves, and the versions have both', async () => {
    await say(draft, 'In Review', steward)
    await say(draft, 'Approved', ruth)
    expect(await statusOf(draft)).toBe('Approved')
    const told = await versions(glossaryTerms, draft.id, admin)
    expect(JSON.parse(String(told.versions[0]))).toMatchObject({
      entityStatus: 'Approved',
      updatedBy: 'ruth',
      changeDescription: { fieldsUpdated: [{ name: 'entityStatus', oldValue: 'In Review', newValue: 'Approved' }] },
    })
  })

  test.each(['Approved', 'Rejected'])('who is no reviewer says no %s, whatever their roles', async (status) => {
    await expect(say(draft, status, steward)).rejects.toMatchObject({
      kind: 'forbidden',
      message: 'User stella is not a reviewer',
      denied: { operations: ['EditStatus'], type: 'glossaryTerm' },
    })
    await expect(say(draft, status, reader)).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await statusOf(draft)).toBe('Draft')
  })

  test('taking the reviewers away in the same patch does not help', async () => {
    const steps = [
      { op: 'replace', path: '/reviewers', value: [] },
      { op: 'replace', path: '/entityStatus', value: 'Approved' },
    ] as const
    await expect(patch(glossaryTerms, { id: draft.id }, [...steps], undefined, steward)).rejects.toMatchObject({
      message: 'User stella is not a reviewer',
    })
  })

  test('a member of a team that reviews, and an administrator, say it too', async () => {
    const { entity: team } = await create(teams, { name: 'board', users: [reader.actor.id] }, admin)
    const taught = await term('taught', { reviewers: [{ id: team.id, type: 'team' }] })
    await say(taught, 'Rejected', await signedIn({ id: reader.actor.id }))
    expect(await statusOf(taught)).toBe('Rejected')
    await say(taught, 'Approved', admin)
    expect(await statusOf(taught)).toBe('Approved')
  })

  test('who reviews what is above reviews what is below, until that has reviewers of its own', async () => {
    const below = await term('below', { parent: draft.fullyQualifiedName })
    await say(below, 'Approved', ruth)
    const other = await term('other', { parent: draft.fullyQualifiedName, reviewers: [asReference(reader)] })
    await expect(say(other, 'Approved', ruth)).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('a reviewer says nothing else of it', async () => {
    const step = { op: 'add', path: '/displayName', value: 'Mine' } as const
    await expect(patch(glossaryTerms, { id: draft.id }, [step], undefined, ruth)).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })

  test('where nobody reviews it, whoever may edit it says it, and a reader does not', async () => {
    const free = await term('free')
    await say(free, 'Rejected', steward)
    expect(await statusOf(free)).toBe('Rejected')
    await expect(say(free, 'Approved', reader)).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('a rule that denies it denies it to reviewers as well', async () => {
    const [row] = await admin.store.findByIds([draft.id])
    if (row === undefined) throw new Error('no term')
    const denied = { name: 'no', effect: 'deny', operations: ['EditStatus'], resources: ['all'] } as const
    const actor = { ...ruth.actor, policies: [...ruth.actor.policies, { name: 'p', rules: [denied] }] }
    await expect(say(draft, 'Approved', { ...ruth, actor })).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await explain(glossaryTerms, row, ruth.actor, ['EditStatus'], admin)).toMatchObject([
      { allowed: true, rules: [{ name: 'OrganizationPolicy-Owner-Rule', holds: false }, { holds: true }] },
    ])
  })
})

describe('who reviews it', () => {
  const appoint = (entity: Entity, who: readonly RequestContext[], ctx: RequestContext) =>
    patch(
      glossaryTerms,
      { id: entity.id },
      [{ op: 'add', path: '/reviewers', value: who.map(asReference) }],
      undefined,
      ctx,
    )
  const refused = {
    kind: 'forbidden',
    message: 'User stella is not a reviewer',
    hint: 'Only its reviewers and administrators change who reviews it.',
    denied: { operations: ['EditReviewers'], type: 'glossaryTerm' },
  }
  const owned = (name: string, more: Record<string, unknown>) => term(name, { owners: [asReference(steward)], ...more })

  test('is for whoever may edit it, until somebody does', async () => {
    const free = await owned('free', {})
    await appoint(free, [ruth], steward)
    await expect(appoint(free, [ruth, steward], steward)).rejects.toMatchObject(refused)
    await expect(appoint(free, [], steward)).rejects.toMatchObject(refused)
    await appoint(free, [ruth, reader], admin)
    expect(
      (await read(glossaryTerms, { id: free.id }, { fields: new Set(['reviewers']) }, admin)).reviewers,
    ).toHaveLength(2)
  })

  test('is not changed by a PUT, by a new term below, or in the place of those from above', async () => {
    const request = { name: 'kept', glossary: 'Words', description: 'Else' }
    await owned('kept', { reviewers: [asReference(ruth)] })
    const put = (more: Record<string, unknown>) => createOrUpdate(glossaryTerms, { ...request, ...more }, steward)
    await expect(put({ reviewers: [asReference(steward)] })).rejects.toMatchObject(refused)
    await put({ reviewers: [asReference(ruth)] })
    await put({})
    const below = { name: 'below', glossary: 'Words', parent: 'Words.kept', description: 'Said so' }
    await expect(create(glossaryTerms, { ...below, reviewers: [asReference(steward)] }, steward)).rejects.toMatchObject(
      refused,
    )
    const { entity } = await create(glossaryTerms, below, steward)
    await expect(appoint(entity, [steward], steward)).rejects.toMatchObject(refused)
    expect(await statusOf(entity)).toBe('Draft')
  })

  test('a reviewer who may edit it appoints another', async () => {
    const shared = await owned('shared', { reviewers: [asReference(steward)] })
    await appoint(shared, [steward, ruth], steward)
    expect(
      (await read(glossaryTerms, { id: shared.id }, { fields: new Set(['reviewers']) }, admin)).reviewers,
    ).toHaveLength(2)
  })
})

test('what nothing is said of is told so, and found so', async () => {
  const free = await term('free')
  await patch(glossaryTerms, { id: free.id }, [{ op: 'remove', path: '/entityStatus' }], undefined, admin)
  expect(await statusOf(free)).toBe('Unprocessed')
  const { data } = await listByQuery(glossaryTerms, listQuery.parse({ entityStatus: 'Unprocessed' }), admin)
  expect(data.map(({ name }) => name)).toEqual(['free'])
})

test('a list is narrowed to what is approved', async () => {
  await term('free')
  await term('reviewed', { reviewers: [asReference(ruth)] })
  const named = async (entityStatus: string) =>
    (await listByQuery(glossaryTerms, listQuery.parse({ entityStatus }), admin)).data.map(({ name }) => name)
  expect(await named('Approved')).toEqual(['free'])
  expect(await named('Draft')).toEqual(['reviewed'])
  expect(await named('Rejected')).toEqual([])
})

test('a catalogue whose policy had no rule for reviewers is given it once, and whoever takes it out is obeyed', async () => {
  const name = 'OrganizationPolicy-Reviewer-Rule'
  const names = async () => {
    const { rules } = await read(policies, { fqn: 'OrganizationPolicy' }, {}, admin)
    return (rules as { name: string }[]).map((rule) => rule.name)
  }
  const takeOut = async () => {
    const path = `/rules/${(await names()).indexOf(name)}`
    await patch(policies, { fqn: 'OrganizationPolicy' }, [{ op: 'remove', path }], undefined, admin)
  }
  await takeOut()
  const { store } = admin
  const before = { ...admin, store: Object.create(store, { setting: { value: async () => undefined } }) }
  await seed(before)
  expect(await names()).toContain(name)
  await seed(before)
  expect((await names()).filter((each) => each === name)).toHaveLength(1)

  await takeOut()
  await seed(admin)
  expect(await names()).not.toContain(name)
})
