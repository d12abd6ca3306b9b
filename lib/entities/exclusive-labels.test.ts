/** Labels that exclude one another do so below what says so, and nowhere else. */
import { beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { aContext, aDashboard, aService } from '@/lib/entities/testing'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { classifications, tags } from '@/lib/model/entities/tag'

const label = (tagFQN: string, source: 'Classification' | 'Glossary') =>
  ({ tagFQN, source, labelType: 'Manual', state: 'Confirmed' }) as const
const [gold, silver] = [label('Trust.Gold', 'Classification'), label('Trust.Silver', 'Classification')]
const [good, better] = [label('Trust.Good', 'Glossary'), label('Trust.Better', 'Glossary')]

let ctx: RequestContext
const labelled = (...given: ReturnType<typeof label>[]) => aDashboard(ctx, { name: 'a', tags: given })

/** A classification and a glossary of one name. */
const both = async (isOfTags: boolean, isOfTerms: boolean) => {
  const named = { name: 'Trust', description: 'd' }
  await create(classifications, classifications.createSchema.parse({ ...named, mutuallyExclusive: isOfTags }), ctx)
  await create(glossaries, glossaries.createSchema.parse({ ...named, mutuallyExclusive: isOfTerms }), ctx)
  for (const name of ['Gold', 'Silver'])
    await create(tags, tags.createSchema.parse({ name, classification: 'Trust', description: 'd' }), ctx)
  for (const name of ['Good', 'Better'])
    await create(glossaryTerms, glossaryTerms.createSchema.parse({ name, glossary: 'Trust', description: 'd' }), ctx)
}

beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
})

test('tags of a classification that says so exclude one another, and terms of a glossary of its name do not', async () => {
  await both(true, false)
  await expect(labelled(gold, silver)).rejects.toThrow(
    "Tag labels Trust.Silver and Trust.Gold are mutually exclusive and can't be assigned together",
  )
  await expect(labelled(gold, good, better)).resolves.toMatchObject({ name: 'a' })
})

test('terms of a glossary that says so exclude one another, and tags of a classification of its name do not', async () => {
  await both(false, true)
  await expect(labelled(good, better)).rejects.toThrow('mutually exclusive')
  await expect(labelled(gold, silver, good)).resolves.toMatchObject({ name: 'a' })
})

test('a tag and a term exclude one another nowhere', async () => {
  await both(true, true)
  await expect(labelled(gold, good)).resolves.toMatchObject({ name: 'a' })
})
