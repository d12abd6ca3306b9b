import { logoSprite } from '@/components/entity/service-logos'

export const dynamic = 'force-static'

/** The logos of services, once for all pages. */
export const GET = (): Response =>
  new Response(logoSprite, {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
  })
