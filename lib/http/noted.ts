/** What a call did with sign-ins, passwords and tokens, for the audit (decision 034). */

import type { AuditNote } from '@/lib/auth/audit-trail'
import { clientAddressHeader } from '@/lib/auth/people'
import type { Call, SignedInCall } from '@/lib/http/operation'
import { counted } from '@/lib/model/rules/counted'
import type { BulkResult } from '@/lib/model/wire/bulk-result'

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

/** As what is refused alone, once for a call: for which of many things somebody had no right. A rehearsal is a question. */
export async function notedRefusals(
  call: SignedInCall,
  operation: string,
  { dryRun, failedRequest }: Pick<BulkResult, 'dryRun' | 'failedRequest'>,
): Promise<void> {
  const refused = failedRequest.filter(({ status }) => status === 403)
  if (dryRun || refused.length === 0) return
  const { name: actor, caller } = call.ctx.actor
  const detail = `${operation}, ${counted(refused.length, 'item')}: ${refused[0]?.message ?? ''}`
  await notedRefusal(call, { kind: 'rightsRefused', actor, caller, detail })
}
