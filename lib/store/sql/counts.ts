import type { EntityRow } from '@/lib/store/rows'

/** What a commit adds to one total. */
export interface CountDelta {
  readonly type: string
  /** The container, empty text at the top; or what a relation is to. */
  readonly containerId: string
  readonly deleted: number
  /** What is lacking, or had; empty where all are counted. */
  readonly relation: string
  total: number
}

type Counted = Pick<EntityRow, 'containerId' | 'deleted'> & { readonly type: string; readonly relation?: string }

/** Gathers what a commit adds to the totals, so that a thousand rows cost one statement. */
export class Counts {
  readonly #totals = new Map<string, CountDelta>()

  add({ type, containerId, deleted, relation = '' }: Counted, by: 1 | -1): void {
    const key = `${type} ${relation} ${deleted} ${containerId}`
    const entry = this.#totals.get(key)
    if (entry === undefined)
      this.#totals.set(key, { type, containerId: containerId ?? '', deleted: deleted ? 1 : 0, relation, total: by })
    else entry.total += by
  }

  /** In one fixed order, so that two commits never wait for each other in a circle. */
  deltas(): CountDelta[] {
    const changed = [...this.#totals.entries()].filter(([, { total }]) => total !== 0)
    return changed.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, delta]) => delta)
  }
}
