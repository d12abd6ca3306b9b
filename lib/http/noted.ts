/** What a call did with sign-ins, passwords and tokens, for the audit (decision 034). */

import type { AuditNote } from '@/lib/auth/audit-trail'
import { clientAddressHeader } from '@/lib/auth/people'
import type { Call, SignedInCall } from '@/lib/http/operation'

type Said = Pick<AuditNote, 'kind' | 'user' | 'detail'>

const addressOf = ({ request }: Call) => request.headers.get(clientAddressHeader) ?? undefined

/** By somebody who is known. */
export const noted = (call: SignedInCall, said: Said): Promise<void> =>
  call.services.audit.note({
    ...said,
    actor: call.ctx.actor.name,
    caller: call.ctx.actor.caller,
    requestId: call.requestId,
    address: addressOf(call),
  })

/** By the person of that name, who has just shown who they are. */
export const notedOf = (call: Call, actor: string, said: Said): Promise<void> =>
  call.services.audit.note({ ...said, actor, caller: 'session', requestId: call.requestId, address: addressOf(call) })

/** Somebody was refused. */
export const notedRefusal = (call: Call, said: Said & Pick<AuditNote, 'actor' | 'caller'>): Promise<void> =>
  call.services.audit.noteRefusal({ ...said, requestId: call.requestId, address: addressOf(call) })
