import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { openServices } from '@/lib/app/services'
import type { RequestContext } from '@/lib/entities/context'
import { apiUrlOf } from '@/lib/http/api-url'
import { nameInPath } from '@/lib/http/path-name'
import type { Entity } from '@/lib/model/entities/entity'
import type { Actor } from '@/lib/model/rules/access'

/** Who is signed in, for pages that are there for everybody. */
export const currentActor = cache(async (): Promise<Actor | undefined> => {
  const { actors } = await openServices()
  return actors.bySession(await headers())
})

/**
 * The context of a page: what its verbs take as their last argument. Leads to the sign-in page, and back afterwards,
 * without a session. Layout and page of one request share it.
 */
export const pageContext = cache(async (): Promise<RequestContext> => {
  const given = await headers()
  const { store, sealer } = await openServices()
  const actor = await currentActor()
  if (actor === undefined) redirect(signInPath(given.get(pathHeader)))
  return {
    store,
    sealer,
    actor,
    now: Date.now(),
    requestId: given.get('x-request-id') ?? randomUUID(),
    apiUrl: apiUrlOf(given),
  }
})

/** The name that the page's address holds. */
export const nameInAddress = cache(async (): Promise<string> => nameInPath((await headers()).get(pathHeader) ?? ''))

/** The first part of the page's address: `tags` of `/tags/PII.None`. */
export const folderInAddress = cache(
  async (): Promise<string> => (await headers()).get(pathHeader)?.split(/[/?#]/, 2)[1] ?? '',
)

/** The description of what a page is about, formatted; of which state it is, for a page that learns of a later one. */
export async function formatDescription({
  description = '',
  updatedAt,
}: Pick<Entity, 'updatedAt'> & { description?: string | undefined }) {
  const { markdown } = await openServices()
  return { updatedAt, html: await markdown.render(description) }
}

/** Set by the server process: pages are not told their own address otherwise. */
const pathHeader = 'x-dashcat-path'

const signInPath = (path: string | null): string =>
  path === null || path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
