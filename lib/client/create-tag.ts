import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/lib/client/api'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import { classifications, tags } from '@/lib/model/entities/tag'
import { quoteName } from '@/lib/model/rules/fqn'

/** Makes a tag, and its classification where there is none of that name. */
export async function createTag(
  client: QueryClient,
  { classification, name }: { readonly classification: string; readonly name: string },
) {
  const known = entityQueries(classifications).byName(quoteName(classification), {})
  await client.fetchQuery({ ...known, retry: false }).catch(async (error: unknown) => {
    if (!(error instanceof ApiError) || error.kind !== 'notFound') throw error
    await entityMutations(classifications).create({ name: classification, description: '' })
  })
  return entityMutations(tags).create({ name, classification, description: '' })
}
