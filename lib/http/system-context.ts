import { randomUUID } from 'node:crypto'
import type { RequestContext } from '@/lib/entities/context'
import type { Services } from '@/lib/http/services'
import type { Actor } from '@/lib/model/access'

const system: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'system',
  isAdmin: true,
  isBot: false,
  roles: [],
  teamIds: [],
  teams: [],
  domainIds: [],
  policies: [],
}

/** For what the catalogue does by itself: seeding, the first administrator. */
export const systemContext = ({ store, sealer }: Services, apiUrl = '/api'): RequestContext => ({
  store,
  sealer,
  actor: system,
  now: Date.now(),
  requestId: randomUUID(),
  apiUrl,
})
