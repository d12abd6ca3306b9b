import { hash } from 'node:crypto'
import { z } from 'zod'
import { describeApi } from '@/lib/http/openapi/document'
import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { type Operation, publicOperation } from '@/lib/http/operation'

const cacheSeconds = 300

/** The operation that serves the description; it is worked out at the first request and stays the same after that. */
export function descriptionOf(endpoints: () => readonly Endpoint[]): Operation {
  let known: { readonly text: string; readonly etag: string } | undefined
  const description = () => {
    if (known === undefined) {
      const text = JSON.stringify(describeApi(endpoints()))
      known = { text, etag: `"${hash('sha256', text).slice(0, 16)}"` }
    }
    return known
  }
  return publicOperation({
    id: 'getOpenApi',
    tag: 'System',
    summary: 'Get this description in OpenAPI 3.1',
    headers: { 'If-None-Match': 'Tag of a description that the client has; 304 when it is still the same' },
    responses: {
      200: {
        description: 'The description',
        schema: z.looseObject({ openapi: z.string() }),
        headers: { ETag: 'Changes with the description' },
      },
      304: { description: 'The client has it already' },
    },
    example: { stage: 'use' },
    handle: async ({ request }) => {
      const { text, etag } = description()
      const headers = { ETag: etag, 'Cache-Control': `public, max-age=${cacheSeconds}` }
      const wanted = (request.headers.get('if-none-match') ?? '')
        .split(',')
        .map((tag) => tag.trim().replace(/^W\//, ''))
      if (wanted.includes(etag) || wanted.includes('*')) return new Response(null, { status: 304, headers })
      return new Response(text, { headers: { ...headers, 'Content-Type': 'application/json' } })
    },
  })
}
