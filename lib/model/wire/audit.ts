/** What the API tells of who did what. */
import { z } from 'zod'
import { timestamp } from '@/lib/model/entities/entity'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'
import { eventTypes } from '@/lib/model/wire/change-event'
import { betweenCommas } from '@/lib/model/wire/query'

/** What nobody's commit tells, and is kept in the audit itself. */
export const noteKinds = [
  'signedIn',
  'signInRefused',
  'signedOut',
  'sessionsEnded',
  'passwordChanged',
  'passwordLinkMade',
  'passwordLinkUsed',
  'tokenMade',
  'tokenShown',
  'tokenRevoked',
  'settingChanged',
  'rightsRefused',
] as const
/** What somebody did who was let in as a person. */
export const letInKinds = ['signedIn', 'passwordLinkUsed'] as const satisfies readonly NoteKind[]

export type NoteKind = (typeof noteKinds)[number]

export const auditKinds = [...noteKinds, ...eventTypes] as const
export type AuditKind = (typeof auditKinds)[number]

export const auditFilters = z.object({
  actor: boundedText(textMax.name).optional().describe('Only what this user did, by name'),
  kind: boundedText(1_000)
    .default('')
    .transform(betweenCommas)
    .pipe(boundedList(z.enum(auditKinds), auditKinds.length))
    .describe('Only of these kinds, comma-separated; all if left out'),
  thing: boundedText(textMax.fqn).optional().describe('Only what was done with it, by fully qualified name'),
  since: z.coerce.number().int().min(0).optional().describe('Unix epoch milliseconds'),
  until: z.coerce.number().int().min(0).optional().describe('Unix epoch milliseconds'),
})
export type AuditFilters = z.output<typeof auditFilters>

export const auditEntrySchema = z
  .strictObject({
    id: z.string().describe('The same whenever the entry is read'),
    at: timestamp,
    kind: z.enum(auditKinds),
    actor: z.string().optional().describe('Name of who did it; absent where nobody known did'),
    caller: z
      .enum(['session', 'token', 'bot', 'system'])
      .optional()
      .describe('How they showed who they are; `system` for jobs and what the server does by itself'),
    address: z.string().optional().describe('Where the request came from; of a change it stands in no database'),
    requestId: z.string().optional().describe('Look for it in the log of the server'),
    jobId: z.string().optional().describe('The job that made the change'),
    thing: z
      .strictObject({ type: z.string(), fullyQualifiedName: z.string(), id: z.string().optional() })
      .optional()
      .describe('What it was done with; of several in one commit the first'),
    count: z.number().int().describe('How many things of that type one commit changed, or how often it was refused'),
    detail: z.string().optional(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntryView = z.input<typeof auditEntrySchema>
