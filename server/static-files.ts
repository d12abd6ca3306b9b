/** Scripts and styles of the pages: made once, under names of their own, and compressed once as far as it goes. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import sirv from 'sirv'

const prefix = '/_next/static'
const yearSeconds = 31_536_000

/**
 * Answers for what lies in the folder of the build when the caller takes it as the build has compressed it (Brotli), and
 * says whether it has. All else is left to the framework.
 */
export function createStaticFiles(directory: string) {
  const serve = sirv(directory, { brotli: true, immutable: true, maxAge: yearSeconds })
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { url = '' } = request
    if (!url.startsWith(`${prefix}/`) || !/\bbr\b/.test(String(request.headers['accept-encoding']))) return false
    let isTheirs = true
    request.url = url.slice(prefix.length)
    serve(request, response, () => {
      isTheirs = false
    })
    request.url = url
    return isTheirs
  }
}
