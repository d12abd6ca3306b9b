/** What the store is asked for lists, searches, history and events, and what it answers. */
import type { EntityType, Include } from '@/lib/model/entities/entity'
import type { TimeOrder } from '@/lib/model/fields/time-order'
import type { SubjectTest, TestedRelation } from '@/lib/model/rules/subject-test'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { AccountState } from '@/lib/model/wire/query'
import type { EntitySummary, StoredEntity } from '@/lib/store/rows'

/** Place in a list: the sort value and id of a row. */
export interface ListPosition {
  readonly key: string | number
  readonly id: string
}

/** The key of a position in the order of a custom property: by the value that sorts a row, or the name of a row that has none. */
export const propertyPosition = {
  valued: (key: string): string => `=${key}`,
  unvalued: (name: string): string => `-${name}`,
} as const

/** `name` sorts by name, `displayName` by lower-cased display name (name where there is none), ties by id. */
export type SortField = 'name' | 'displayName' | 'updatedAt'

/** Words of a text beyond these are not looked for. */
export const textWordsMax = 32

/** Only rows that pass the test; totals count no others. */
export interface Within {
  readonly test: SubjectTest
  /** Relations that a row without any takes from the one above it, its parent or its container. */
  readonly inherited: readonly TestedRelation[]
  /** Rows lie below rows of their own type, so that what is above may have it from further above. */
  readonly isNested: boolean
  /** What they take it from where that is of another type. */
  readonly container?: EntityType | undefined
}

/** What is asked of a custom property, whose values are kept as `propertyKeys` has them. */
export type PropertyTest = ValueTest | AnyEmptyTest

/** No value in one or more of these. */
export interface AnyEmptyTest {
  readonly anyEmpty: readonly string[]
}

export type ValueTest = { readonly property: string } & (
  | { readonly keys: readonly string[] }
  /** A value between these, or one of them; with `order` what it is compared by (`comparedTime`). */
  | { readonly from: string; readonly to: string; readonly order?: TimeOrder }
  /** A text with this in it, in small letters. */
  | { readonly contains: string }
  /** Any value, or none. */
  | { readonly isSet: boolean }
)

export interface ListQuery {
  readonly type: EntityType
  readonly include: Include
  readonly within?: Within
  /** Only entities directly inside this container. */
  readonly containerId?: string
  /** Only entities that are in no container. */
  readonly uncontained?: boolean
  /** Only entities directly inside one of these containers. */
  readonly containerIds?: readonly string[]
  /**
   * Only entities that relate to one of the targets: `{relation: 'owner', targetIds: [...]}`; all must hold. With `orNone`
   * also those other than the targets that relate to nothing; with `inherited` an entity that relates to nothing has its
   * container's.
   */
  readonly related?: readonly {
    readonly relation: string
    readonly targetIds: readonly string[]
    readonly orNone?: boolean
    readonly inherited?: boolean
  }[]
  /** Only entities with no relation of this name. */
  readonly unrelated?: readonly string[]
  /** Only entities whose top-level document members equal these, false where absent; for small collections (users: isBot). */
  readonly documentEquals?: Readonly<Record<string, string | number | boolean>>
  /** Only entities of which this job has written a version. */
  readonly writtenBy?: string
  /** Only users who have no account with a password, invited or not, or of whom no sign-in is kept. */
  readonly account?: AccountState
  /** Only entities whose custom properties are so; all must hold. */
  readonly properties?: readonly PropertyTest[]
  /** Words that must all occur (prefixes count) in name, display name, FQN or description. */
  readonly text?: string
  /**
   * Of the rows with that text, those without these among its phrases are left out, as far as an index tells
   * (`Store.tellsPhrases`). Phrases whose words depend on what they stand next to are not looked at.
   */
  readonly phrases?: readonly string[]
  /** Also what is inside a container that is being deleted (`Work`), as it is stored. */
  readonly seesHidden?: boolean
  readonly sort: SortField
  /** In place of `sort`: by the first value of a custom property, then what has none, by name. Positions are `propertyPosition`s. */
  readonly sortProperty?: string
  /** Of a property whose texts say times in another order: they are sorted by these. */
  readonly sortOrder?: TimeOrder
  readonly descending?: boolean
  /** 0 asks for the total alone. */
  readonly limit: number
  readonly after?: ListPosition
  readonly before?: ListPosition
  /** Spares the total, which is 0 then: for those who read page after page. */
  readonly uncounted?: boolean
}

/** Living entities that have all words of a text, and besides one of some words, all as beginnings; in no order. */
export interface OneOfQuery {
  readonly type: EntityType
  readonly within?: Within
  readonly text: string
  readonly oneOf: readonly string[]
  readonly limit: number
}

/** What is known of a question until the next commit, and what it will be known to be. */
export interface Remembered<Value> {
  /** Looked up when it is read: others may have been faster. */
  readonly known: Value | undefined
  /** Does nothing once there has been a commit. */
  keep(value: Value): void
}

export interface ListPage {
  /** In list order, whichever direction was asked for. */
  readonly rows: StoredEntity[]
  /** All rows that match, regardless of paging. */
  readonly total: number
  /** More rows exist beyond this page in the direction asked for. */
  readonly more: boolean
}

/** Living entities of some types that have a relation to the target, by name. */
export interface CarrierQuery {
  readonly targetId: string
  readonly relation: string
  readonly types: readonly EntityType[]
  /** What rows of a type have to pass; those of a type that is not named pass. */
  readonly within?: ReadonlyMap<EntityType, Within>
  readonly limit: number
  readonly offset: number
}

export interface CarrierPage {
  readonly rows: EntitySummary[]
  /** All that there are, regardless of paging. */
  readonly total: number
}

export interface SearchQuery {
  readonly text: string
  /** Empty: every type. */
  readonly types: readonly EntityType[]
  /** What rows of a type have to pass; those of a type that is not named pass. */
  readonly within?: ReadonlyMap<EntityType, Within>
  readonly include: Include
  readonly from: number
  readonly size: number
  /** Counts every match; otherwise the total stops at 10,000, as search clients expect. */
  readonly countAll?: boolean
}

export interface SearchPage {
  /** Best first: exact name or FQN, then prefix of a name, then words by relevance. */
  readonly hits: { readonly row: StoredEntity; readonly score: number }[]
  readonly total: number
}

export interface HistoryQuery {
  readonly type: EntityType
  /** Asked of the entity as it is now, whatever it was. */
  readonly within?: Within
  readonly startTs: number
  readonly endTs: number
  readonly limit: number
  readonly after?: ListPosition
  readonly before?: ListPosition
}

export interface EventQuery {
  /** Per event kind the entity types wanted; `*` is all. */
  readonly wanted: readonly { readonly eventType: string; readonly entityTypes: readonly string[] }[]
  readonly since: number
  readonly limit: number
  /** Sequence number of the last event seen. */
  readonly after?: number
}

/** An event with its place in the order of all. */
export type StoredEvent = ChangeEventRecord & { readonly sequence: number }
