/** What single calls are measured against: the least a Next route handler can do. */
export const GET = () => Response.json({ constant: true })
export const POST = GET
export const PATCH = GET
export const dynamic = 'force-dynamic'
