import type { StartListener } from '@/lib/app/started'

/** Opens the catalogue when the server starts, before the first request, and tells `server/server.ts` how it went. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { dashcatStart } = globalThis as typeof globalThis & { dashcatStart?: StartListener } // put there by the server
  try {
    const { startCatalogue } = await import('@/lib/app/start')
    const { answer } = await import('@/lib/http/route')
    dashcatStart?.resolve({ ...(await startCatalogue()), answer })
  } catch (error) {
    if (dashcatStart === undefined) throw error
    dashcatStart.reject(error)
  }
}
