import type { Change } from '@/lib/store/change'

/** The order in which the kinds of a stage are written, each by one statement. */
const rank = {
  beginWork: 0,
  touchWork: 1,
  endWork: 2,
  expect: 3,
  require: 4,
  remove: 5,
  update: 6,
  insert: 7,
  unlink: 8,
  link: 9,
  claim: 10,
  usage: 11,
  rename: 12,
  former: 13,
  reword: 14,
  record: 15,
  settle: 16,
  relist: 17,
  mend: 18,
  credit: 19,
} as const satisfies Record<Change['kind'], number>

/**
 * Cuts a commit into as few stages as its order allows: within one, the changes may be gathered by kind without a
 * difference to the outcome. A thousand new dashboards with their relations are one stage.
 */
export function toStages(changes: readonly Change[]): Change[][] {
  const stages: Change[][] = []
  let stage: Change[] = []
  /** The latest rank at which the stage touches each thing. */
  let touched = new Map<string, number>()
  for (const change of changes) {
    const things = touchedBy(change)
    if (things.some((thing) => comesTooLate(change.kind, touched.get(thing)))) {
      stages.push(stage)
      stage = []
      touched = new Map()
    }
    stage.push(change)
    for (const thing of things) touched.set(thing, Math.max(rank[change.kind], touched.get(thing) ?? 0))
  }
  return stage.length === 0 ? stages : [...stages, stage]
}

/** One statement cannot write a row twice, except for relations, of which the last wins anyway. */
const writtenOnce: ReadonlySet<Change['kind']> = new Set(['remove', 'update', 'insert', 'claim'])

const comesTooLate = (kind: Change['kind'], before: number | undefined): boolean =>
  before !== undefined && (before > rank[kind] || (before === rank[kind] && writtenOnce.has(kind)))

/** An entity, a relation, or an entity as the end of relations: only its removal and relations to it are in each other's way. */
function touchedBy(change: Change): string[] {
  switch (change.kind) {
    case 'require':
      return [...change.ids]
    case 'remove':
      return [change.id, `end ${change.id}`, `claim ${change.id}`]
    case 'update':
    case 'insert':
      return [change.row.id]
    case 'link': {
      const { entityId, relation, targetId } = change.link
      return [`${entityId} ${relation} ${targetId}`, `end ${entityId}`, `end ${targetId}`]
    }
    case 'expect':
    case 'unlink':
      return [`${change.entityId} ${change.relation} ${change.targetId}`]
    case 'claim':
      return [`claim ${change.entityId}`]
    case 'usage':
      return [change.entityId]
    case 'rename':
      return [change.renaming.entityId]
    case 'former':
      return [`former ${change.type} ${change.fullyQualifiedName}`]
    case 'beginWork':
    case 'touchWork':
    case 'endWork':
      return [`work on ${change.work.containerId}`]
    case 'reword':
    case 'record':
    case 'settle':
    case 'relist':
    case 'mend':
    case 'credit':
      return []
  }
}
