/**
 * Who did what, the latest first: what is kept of sign-ins, tokens and refusals, and the events of commits, side by side
 * (decision 034). For administrators, who may see everything.
 */
import type { RequestContext } from '@/lib/entities/context'
import { lookupFqn } from '@/lib/entities/resolve'
import { definitions } from '@/lib/model/entities/registry'
import { requireAdmin } from '@/lib/model/rules/access'
import { systemName } from '@/lib/model/rules/system-name'
import { type AuditEntryView, type AuditFilters, noteKinds } from '@/lib/model/wire/audit'
import { type ChangeEventRecord, eventTypes } from '@/lib/model/wire/change-event'
import type { AuditedCommit, CommitQuery, StoredAuditEntry } from '@/lib/store/audit'

/** How far a list has come in both. */
export interface AuditPlace {
  /** Sequence number of the last entry that was told. */
  readonly entry?: number | undefined
  /** Of the last commit that was looked at. */
  readonly commit?: number | undefined
}

export interface AuditPage {
  readonly data: AuditEntryView[]
  /** Where to go on; undefined when there is no more. */
  readonly next?: AuditPlace
}

/** Commits that one page looks at, at most: one whose filters few commits meet is shorter, and says where to go on. */
const commitsMax = 200
/** The number of a commit follows its time, but not to the minute: a large one is long on its way. */
const slackMs = 60 * 60 * 1000

/** A page of what the filters ask for. Throws 403 for everybody but administrators. */
export async function listAudit(
  filters: AuditFilters,
  { limit, place = {} }: { readonly limit: number; readonly place?: AuditPlace },
  ctx: RequestContext,
): Promise<AuditPage> {
  requireAdmin(ctx.actor)
  const asked = await named(filters, ctx)
  const [entries, commits] = await Promise.all([
    entriesOf(asked, limit + 1, place.entry, ctx),
    commitsOf(asked, limit + 1, place.commit, ctx),
  ])
  const data: AuditEntryView[] = []
  const at: { entry?: number | undefined; commit?: number | undefined } = { ...place }
  const left = { entries: [...entries], commits: [...commits.found] }
  while (data.length < limit) {
    const [entry, commit] = [left.entries[0], left.commits[0]]
    if (entry === undefined && commit === undefined) break
    // What lies behind the commits that were looked at has its turn when those have.
    if (commit === undefined && commits.isPart && entry !== undefined && entry.at < commits.lookedBackTo) break
    if (entry !== undefined && (commit === undefined || entry.at >= timeOf(commit))) {
      data.push(presentEntry(entry))
      at.entry = entry.sequence
      left.entries.shift()
    } else if (commit !== undefined) {
      data.push(...presentCommit(commit, asked))
      at.commit = commit.sequence
      left.commits.shift()
    }
  }
  if (left.commits.length === 0 && commits.isPart) at.commit = commits.lookedAt
  const hasMore = left.entries.length > 0 || left.commits.length > 0 || commits.isPart
  return { data, ...(hasMore && { next: at }) }
}

/** Every entry, page by page. */
export async function* exportAudit(filters: AuditFilters, ctx: RequestContext): AsyncGenerator<AuditEntryView[]> {
  for (let place: AuditPlace | undefined = {}; place !== undefined; ) {
    const page: AuditPage = await listAudit(filters, { limit: 100, place }, ctx)
    yield page.data
    place = page.next
  }
}

interface Asked extends AuditFilters {
  /** Entities of that name. */
  readonly thingIds?: readonly string[]
}

/** Names as they are kept, and what has the name of the thing now. */
async function named(filters: AuditFilters, { store }: RequestContext): Promise<Asked> {
  const { actor, thing } = filters
  const [user] = actor === undefined ? [] : await store.findByFqns('user', [lookupFqn('user', actor)])
  const known = user === undefined ? filters : { ...filters, actor: user.name }
  if (thing === undefined) return known
  const rows = await Promise.all(definitions.map(({ type }) => store.findByFqns(type, [lookupFqn(type, thing)])))
  return { ...known, thingIds: rows.flat().map(({ id }) => id) }
}

async function entriesOf(
  { actor, kind, thing, since, until }: Asked,
  limit: number,
  before: number | undefined,
  { store }: RequestContext,
): Promise<StoredAuditEntry[]> {
  const kinds = kind.length === 0 ? undefined : noteKinds.filter((each) => kind.includes(each))
  return store.audit.list({ actor, kinds, thing, since, until, before, limit })
}

interface FoundCommits {
  readonly found: readonly AuditedCommit[]
  /** There may be more of them. */
  readonly isPart: boolean
  /** The last one that was looked at, and its time. */
  readonly lookedAt: number | undefined
  readonly lookedBackTo: number
}

async function commitsOf(
  asked: Asked,
  limit: number,
  before: number | undefined,
  { store }: RequestContext,
): Promise<FoundCommits> {
  const { actor, kind, thingIds, since, until } = asked
  const wanted = kind.length === 0 ? undefined : eventTypes.filter((each) => kind.includes(each))
  const none = { found: [], isPart: false, lookedAt: before, lookedBackTo: 0 }
  if (wanted?.length === 0) return none
  const first = since === undefined ? 0 : await store.audit.commitAt(since - slackMs)
  const last = until === undefined ? undefined : (await store.audit.commitAt(until + slackMs)) + 1
  const by: Omit<CommitQuery, 'limit'> =
    thingIds !== undefined ? { entityIds: thingIds } : actor !== undefined ? { actor } : { eventTypes: wanted }
  const found: AuditedCommit[] = []
  let lookedAt = Math.min(before ?? Number.MAX_SAFE_INTEGER, last ?? Number.MAX_SAFE_INTEGER)
  let lookedBackTo = Number.POSITIVE_INFINITY
  for (let looked = 0; looked < commitsMax && found.length < limit; ) {
    const many = Math.min(limit - found.length, commitsMax - looked)
    const commits = await store.audit.commits({ ...by, before: lookedAt, limit: many })
    looked += commits.length
    for (const commit of commits) {
      if (commit.sequence < first) return { ...none, found }
      lookedAt = commit.sequence
      lookedBackTo = timeOf(commit)
      if (fitting(commit, asked).length > 0) found.push(commit)
    }
    if (commits.length < many) return { ...none, found }
  }
  return { found, isPart: true, lookedAt, lookedBackTo }
}

const timeOf = ({ events }: AuditedCommit): number => events.at(-1)?.timestamp ?? 0

const fitting = ({ events }: AuditedCommit, { actor, kind, thingIds, since, until }: Asked): ChangeEventRecord[] =>
  events.filter(
    (event) =>
      (actor === undefined || event.userName === actor) &&
      (kind.length === 0 || kind.includes(event.eventType)) &&
      (thingIds === undefined || thingIds.includes(event.entityId)) &&
      (since === undefined || event.timestamp >= since) &&
      (until === undefined || event.timestamp <= until),
  )

function presentEntry(entry: StoredAuditEntry): AuditEntryView {
  const { sequence, at, kind, actor, caller, address, requestId, thing, thingType, detail, times } = entry
  return {
    id: `entry-${sequence}`,
    at,
    kind: kind as AuditEntryView['kind'], // one of those that were noted
    ...(actor !== null && { actor }),
    ...(caller !== null && { caller: caller as NonNullable<AuditEntryView['caller']> }), // as it was noted
    ...(address !== null && { address }),
    requestId,
    ...(thing !== null && thingType !== null && { thing: { type: thingType, fullyQualifiedName: thing } }),
    count: times,
    ...(detail !== null && { detail }),
  }
}

/** An entry for each kind of event and type of thing, however many of them the commit changed. */
function presentCommit(commit: AuditedCommit, asked: Asked): AuditEntryView[] {
  const groups = Map.groupBy(
    fitting(commit, asked),
    ({ eventType, entityType, userName }) => `${eventType}-${entityType}-${userName}`,
  )
  return [...groups.values()].flatMap((events) => {
    const [event] = events
    if (event === undefined) return []
    const { eventType, entityType, entityId, entityFullyQualifiedName, userName, timestamp, origin } = event
    const [caller, requestId] = (origin?.split(' ') ?? []) as [AuditEntryView['caller'], string | undefined] // `Origin`
    const isJob = caller === 'system' && userName !== systemName
    return [
      {
        id: `commit-${commit.sequence}-${eventType}-${entityType}`,
        at: timestamp,
        kind: eventType,
        actor: userName,
        ...(caller !== undefined && { caller }),
        ...(requestId !== undefined && (isJob ? { jobId: requestId } : { requestId })),
        thing: { type: entityType, fullyQualifiedName: entityFullyQualifiedName, id: entityId },
        count: events.length,
      },
    ]
  })
}
