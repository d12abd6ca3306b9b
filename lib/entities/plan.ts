/** Before and after → the list of changes to commit. Pure: reads nothing, so that a dry run is a plan thrown away. */

import { claimChanges } from '@/lib/entities/claims'
import { compare, sameDocument, unrecordedChanges } from '@/lib/entities/compare'
import { originOf, type RequestContext } from '@/lib/entities/context'
import { renaming } from '@/lib/entities/renaming'
import { render } from '@/lib/entities/render'
import { requireMayGrant } from '@/lib/entities/rights'
import { requireGiven } from '@/lib/entities/secrets'
import type { EntityState } from '@/lib/entities/state'
import { changeDescriptionOf, isEmpty } from '@/lib/model/edits/change'
import type { OutcomeKind } from '@/lib/model/edits/outcome'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { ChangeDescription, FieldChange } from '@/lib/model/entities/entity'
import { isMergeable } from '@/lib/model/rules/renamable'
import { nextMajorVersion, nextVersion } from '@/lib/model/rules/version'
import type { EventType } from '@/lib/model/wire/change-event'
import type { Change } from '@/lib/store/change'
import type { EntityDocument, EntityRow, Relation } from '@/lib/store/rows'

export interface Plan {
  readonly kind: OutcomeKind
  readonly changes: Change[]
  /** The state once the changes are committed. */
  readonly after: EntityState
  /** What a new version would record; absent for a new entity and where nothing recorded changes. */
  readonly changeDescription?: ChangeDescription
  /** Members that change without being recorded (`EntityDefinition.silent`), for a preview. */
  readonly unrecorded?: readonly FieldChange[]
}

export function planCreate(def: EntityDefinition, state: EntityState, ctx: RequestContext): Plan {
  requireMayGrant(def, undefined, state, ctx)
  requireGiven(def, state.row.document, ctx)
  const links = linksOf(def, state)
  const fqns = namesAbove(def, state)
  const required = [...new Set([...Object.keys(fqns), ...links.flatMap(requiredEnd(state))])]
  return {
    kind: 'entityCreated',
    changes: [
      ...(required.length > 0 ? [{ kind: 'require', ids: required, fqns } as const] : []),
      { kind: 'insert', row: bare(state.row) },
      ...claimChanges(def, undefined, state.row),
      ...links.map((link): Change => ({ kind: 'link', link })),
      record(state.row, 'entityCreated', state.row.version, undefined, ctx),
    ],
    after: state,
  }
}

/** What its own FQN goes on from, by id: the container, and the one of its own type that it hangs below. */
const namesAbove = (def: EntityDefinition, { row, relations }: EntityState): Record<string, string> => {
  const above = def.container === undefined ? [] : [...relations].filter(([name]) => isAbove(def, name))
  const targets = above.flatMap(([, list]) => list.map(({ entity }) => entity))
  return Object.fromEntries(
    [...(row.container === null ? [] : [row.container]), ...targets].map(({ id, fullyQualifiedName }) => [
      id,
      fullyQualifiedName,
    ]),
  )
}

const isAbove = ({ relations, childRelation }: EntityDefinition, name: string): boolean =>
  childRelation !== undefined && relations[name]?.relation === childRelation && relations[name].reverse !== true

const isUpwards =
  ({ childRelation }: EntityDefinition) =>
  ({ relation }: Relation): boolean =>
    childRelation !== undefined && relation === childRelation

/** Followers and votes are relations of their own calls and never part of an update. */
const ownCalls: ReadonlySet<string> = new Set(['follower', 'vote'])

/** The end of a link that is not the entity itself. */
const requiredEnd =
  (state: EntityState) =>
  (link: Relation): string[] =>
    link.entityId === state.row.id ? [link.targetId] : [link.entityId]

function linksOf(def: EntityDefinition, state: EntityState): Relation[] {
  const links: Relation[] = []
  for (const [name, targets] of state.relations) {
    const field = def.relations[name]
    if (field === undefined || field.by === 'none' || ownCalls.has(field.relation) || field.relation === 'contained')
      continue
    for (const target of targets) {
      if (target.inherited === true) continue
      const here = { id: state.row.id, type: state.row.type }
      const there = target.entity
      const [from, to] = field.reverse === true ? [there, here] : [here, there]
      links.push({
        entityId: from.id,
        entityType: from.type,
        relation: field.relation,
        targetId: to.id,
        targetType: to.type,
        data: null,
      })
    }
  }
  for (const label of state.labels ?? []) {
    const { row } = state
    links.push({
      entityId: row.id,
      entityType: row.type,
      relation: 'tag',
      targetId: label.entity.id,
      targetType: label.entity.type,
      data: { ...label.data },
    })
  }
  return links
}

const linkKey = (link: Relation): string => `${link.entityId} ${link.relation} ${link.targetId}`

/**
 * One step from `before` to `after`: a new version when something recorded changed, a silent store when only unrecorded
 * members did, nothing otherwise. Both states have to be loaded with all fields.
 */
export function planUpdate(def: EntityDefinition, before: EntityState, after: EntityState, ctx: RequestContext): Plan {
  requireMayGrant(def, before, after, ctx)
  const changes = compare(def, before, after, ctx)
  const stored = new Map(linksOf(def, before).map((link) => [linkKey(link), link]))
  const wanted = new Map(linksOf(def, after).map((link) => [linkKey(link), link]))
  const linked = [...wanted].filter(([key]) => !stored.has(key)).map(([, link]) => link)
  const unlinked = [...stored].filter(([key]) => !wanted.has(key)).map(([, link]) => link)
  const relink: Change[] = [
    ...claimChanges(def, before.row, after.row),
    ...unlinked.map(
      (link): Change => ({ kind: 'unlink', entityId: link.entityId, relation: link.relation, targetId: link.targetId }),
    ),
    ...linked.map((link): Change => ({ kind: 'link', link })),
    ...renaming(def, before.row, after.row),
  ]
  // Where it goes has to be there still, and be called so: its name goes on from that.
  const isMoved = before.row.containerId !== after.row.containerId || linked.some(isUpwards(def))
  const fqns = isMoved ? namesAbove(def, after) : {}
  const ids = [...new Set([...Object.keys(fqns), ...linked.flatMap(requiredEnd(after))])]
  const required: Change[] = ids.length > 0 ? [{ kind: 'require', ids, fqns }] : []
  if (isEmpty(changes)) {
    if (relink.length === 0 && sameDocument(before, after))
      return { kind: 'entityNoChange', changes: [], after: before }
    const row: EntityRow = {
      ...bare(after.row),
      updatedAt: laterThan(before.row, ctx),
      updatedBy: ctx.actor.name,
      origin: originOf(ctx),
      document: asDescribed(before.row.document, after.row.document),
    }
    return {
      kind: 'entityUpdated',
      changes: [...required, { kind: 'update', row, expected: before.row }, ...relink],
      after: { ...after, row: { ...after.row, ...row } },
      unrecorded: unrecordedChanges(def, before, after, ctx),
    }
  }
  const changeDescription = changeDescriptionOf(changes, before.row.version)
  const row = {
    ...after.row,
    version: breaks(def, before, after) ? nextMajorVersion(before.row.version) : nextVersion(before.row.version),
    updatedAt: ctx.now,
    updatedBy: ctx.actor.name,
    origin: originOf(ctx),
    document: { ...after.row.document, changeDescription },
  }
  const eventType: EventType =
    before.row.deleted === row.deleted ? 'entityUpdated' : row.deleted ? 'entitySoftDeleted' : 'entityRestored'
  return {
    kind: eventType,
    changes: [
      ...required,
      { kind: 'update', row: bare(row), expected: before.row, archive: archived(def, before, ctx) },
      ...relink,
      ...(eventType === 'entityRestored' && isMergeable(def.collection) ? [ownName(row)] : []),
      record(row, eventType, before.row.version, changeDescription, ctx),
    ],
    after: { ...after, row },
    changeDescription,
    unrecorded: unrecordedChanges(def, before, after, ctx),
  }
}

/** What comes back is meant by its name again, whatever it was merged into. */
const ownName = ({ type, fullyQualifiedName }: EntityRow): Change => ({
  kind: 'former',
  type,
  fullyQualifiedName,
  entityId: null,
})

/** The version that stands is still the one that its change description tells of. */
function asDescribed({ changeDescription }: EntityDocument, { ...document }: EntityDocument): EntityDocument {
  delete document.changeDescription
  return changeDescription === undefined ? document : { ...document, changeDescription }
}

/** A time that tells the row from what it was: a commit that was planned on the old one has to notice. */
const laterThan = (before: EntityRow, ctx: RequestContext): number => Math.max(ctx.now, before.updatedAt + 1)

/** The version that an update leaves behind, relations as they were; secrets stay encrypted. */
function archived(def: EntityDefinition, before: EntityState, ctx: RequestContext) {
  const snapshot = render(def, before, 'all', ctx, { showDeletedIn: () => true, isKept: true })
  for (const member of Object.keys(def.sealed)) {
    if (before.row.document[member] !== undefined) snapshot[member] = before.row.document[member]
  }
  const { version, updatedAt, updatedBy, origin = null } = before.row
  return { version, updatedAt, updatedBy, origin, snapshot }
}

const breaks = ({ parts }: EntityDefinition, before: EntityState, after: EntityState): boolean =>
  parts?.breaks(before.row.document, after.row.document) === true

/** The row without what a read joins to it. */
export function bare(row: EntityState['row']): EntityRow {
  const { container: _container, ...rest } = row
  return rest
}

export function record(
  row: EntityRow,
  eventType: EventType,
  previousVersion: number,
  changeDescription: ChangeDescription | undefined,
  ctx: RequestContext,
): Change {
  return {
    kind: 'record',
    event: {
      eventType,
      entityType: row.type,
      entityId: row.id,
      entityFullyQualifiedName: row.fullyQualifiedName,
      userName: ctx.actor.name,
      timestamp: ctx.now,
      previousVersion,
      currentVersion: row.version,
      ...(changeDescription !== undefined && { changeDescription }),
      origin: originOf(ctx),
    },
  }
}
