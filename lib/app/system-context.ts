import { randomUUID } from 'node:crypto'
import type { RequestContext } from '@/lib/entities/context'
import type { Actor } from '@/lib/model/rules/access'
import { systemName } from '@/lib/model/rules/system-name'

const system: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: systemName,
  isAdmin: true,
  isBot: false,
  caller: 'system',
  roles: [],
  teamIds: [],
  teams: [],
  domainIds: [],
  policies: [],
}

/** For what the catalogue does by itself: seeding, the first administrator. */
export const systemContext = (
  { store, sealer }: Pick<RequestContext, 'store' | 'sealer'>,
  apiUrl = '/api',
): RequestContext => ({
  store,
  sealer,
  actor: system,
  now: Date.now(),
  requestId: randomUUID(),
  apiUrl,
})
