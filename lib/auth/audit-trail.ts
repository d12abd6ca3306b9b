/** Writes down who did what where no commit tells it, and what was refused; in bounds, since anybody can be refused. */
import { createLru } from '@/lib/lru'
import type { NoteKind } from '@/lib/model/wire/audit'
import type { AuditEntry, AuditStore } from '@/lib/store/audit'

/** What may be left out is not known. */
export interface AuditNote {
  readonly kind: NoteKind
  readonly requestId: string
  readonly actor?: string | undefined
  readonly caller?: string | undefined
  readonly address?: string | undefined
  /** Whom it was about: name of a user. */
  readonly user?: string | undefined
  readonly detail?: string | undefined
}

/** What cannot be written is reported, and what was done stays done. Whoever is told of the end of a call waits for it. */
export interface AuditTrail {
  note(note: AuditNote): Promise<void>
  /** As `note`, for what somebody who has shown nothing can bring about. */
  noteRefusal(note: AuditNote): Promise<void>
}

/** The same is written so often in ten minutes; what comes beyond is counted, and told with the next one after them. */
const sameMs = 10 * 60_000
const sameMax = { note: 20, refusal: 1 } as const
/** Refusals of all kinds that are written in an hour. */
const refusalsMax = 600
const hourMs = 60 * 60_000
const keysMax = 5_000
const textMax = 256

/** One per process. `now` gives the time in milliseconds. */
export function createAuditTrail(
  store: AuditStore,
  report: (error: unknown) => void,
  now: () => number = Date.now,
): AuditTrail {
  const known = createLru<{ since: number; written: number; untold: number }>(keysMax)
  let hour = { since: now(), written: 0 }

  async function write(note: AuditNote, as: keyof typeof sameMax): Promise<void> {
    const at = now()
    const { kind, actor, address, user, detail } = note
    const key = JSON.stringify([kind, actor, address, user, detail])
    const same = known.get(key) ?? { since: at, written: 0, untold: 0 }
    known.set(key, same)
    if (same.since + sameMs <= at) Object.assign(same, { since: at, written: 0 })
    if (hour.since + hourMs <= at) hour = { since: at, written: 0 }
    if (same.written >= sameMax[as] || (as === 'refusal' && hour.written >= refusalsMax)) {
      same.untold += 1
      return
    }
    const times = 1 + same.untold
    same.written += 1
    same.untold = 0
    if (as === 'refusal') hour.written += 1
    try {
      await store.add(entryOf(note, at, times))
    } catch (error) {
      report(error)
    }
  }

  return { note: (note) => write(note, 'note'), noteRefusal: (note) => write(note, 'refusal') }
}

/** No database takes U+0000 in a text. */
const short = (text: string | undefined): string | null => text?.slice(0, textMax).replaceAll('\u0000', '') ?? null

const entryOf = (
  { kind, requestId, actor, caller, address, user, detail }: AuditNote,
  at: number,
  times: number,
): AuditEntry => ({
  at,
  kind,
  requestId,
  actor: short(actor),
  caller: short(caller),
  address: short(address),
  thing: short(user),
  thingType: user === undefined ? null : 'user',
  detail: short(detail),
  times,
})
