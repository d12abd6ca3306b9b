import type { StartListener } from '@/lib/started'

/** Opens the catalogue when the server starts, before the first request, and tells `scripts/server.ts` how it went. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { dashcatStart } = globalThis as typeof globalThis & { dashcatStart?: StartListener } // put there by the server
  try {
    const { startCatalogue } = await import('@/lib/http/start')
    dashcatStart?.resolve(await startCatalogue())
  } catch (error) {
    if (dashcatStart === undefined) throw error
    dashcatStart.reject(error)
  }
}
