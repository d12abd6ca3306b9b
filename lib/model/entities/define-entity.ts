import type { z } from 'zod'
import type { FieldChanges } from '@/lib/model/edits/change'
import type { CreateEntity, Entity, EntityType, TagLabel } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { defineFields } from '@/lib/model/fields/define-fields'
import type { Field, FieldFacts } from '@/lib/model/fields/field'
import { joinFqn } from '@/lib/model/rules/fqn'

/** A field whose value is a reference or a list of them; kept as relations, never in the document. */
export interface RelationField {
  /** Singular name of the target's role, as the store keeps it. */
  readonly relation: string
  readonly types: readonly EntityType[]
  readonly many: boolean
  /**
   * How a request names the targets: by fully qualified name, by `{id, type}`, or by id alone. `none`: a request cannot;
   * the relation is made by calls of its own (followers) or read from the other side (`reverse`).
   */
  readonly by: 'fqn' | 'reference' | 'id' | 'none'
  /** What a PUT that leaves the field out does to the stored targets (docs/contract/verbs.md#put). */
  readonly omitted: 'keep' | 'clear'
  /** The relation is carried by the other entity: `dashboards` of a chart is `chart` of a dashboard. */
  readonly reverse?: boolean
  /** Shown from what lies above (parent, container), flagged `inherited`, while the entity has no target of its own. */
  readonly inherited?: boolean
  /** Soft-deleted targets are left out unless asked for. */
  readonly hidesDeleted?: boolean
  /** The list holds objects with the reference under this name: related terms of a term. */
  readonly wrappedAs?: string
  /** Why a target of the right type is none all the same, from its document. */
  readonly refuses?: (document: Readonly<Record<string, unknown>>) => string | undefined
  /** Present on every read, requested or not. */
  readonly always?: boolean
  /** As long as the catalogue: shown where a request names it, not by `*`, and no part of a version. */
  readonly named?: boolean
}

/** The entity that this one lives in: part of its FQN, never changed by an update. */
export interface ContainerField {
  readonly field: string
  readonly type: EntityType
  readonly optional?: boolean
  /** Members copied from the container's document at write time: `{serviceType: 'serviceType'}`. */
  readonly copies?: readonly string[]
}

/** By what an entity decides who may do what, besides the relations along which rights come (`rights-graph.ts`). */
export interface RightsMembers {
  /** Only administrators write these members, or the whole entity. */
  readonly members: 'all' | readonly string[]
  /** By these somebody is recognised: given once, then changed by administrators only. */
  readonly identity?: readonly string[]
}

type Document = Readonly<Record<string, unknown>>

/** A member of documents that is made of things with names of their own: the columns of a data model. */
export interface Parts {
  readonly member: string
  /** Completes them: with FQNs of their own below the entity's. */
  name(fqn: string, document: Document): Record<string, unknown>
  /** What a PUT by a bot makes of them, on which people write too. */
  merge(stored: Document, sent: Document, overrides: boolean): Record<string, unknown>
  /** Records what changed, part by part. */
  record(changes: FieldChanges, stored: Document, wanted: Document): void
  /** Does the change break who reads the parts? */
  breaks(stored: Document, wanted: Document): boolean
  /** The labels on all parts. */
  labels(document: Document): TagLabel[]
  /** The document with other labels on its parts. */
  withLabels(document: Document, change: (labels: readonly TagLabel[]) => readonly TagLabel[]): Record<string, unknown>
}

/** A member of a document that holds secrets. */
export interface SealedMember {
  /** Of the value in this document: says what people may see of it (`lib/model/rules/shown.ts`). */
  readonly schema: (document: Readonly<Record<string, unknown>>) => z.ZodType
  /** A value that does not fit is left out of every answer: clients cannot read it. */
  readonly onlyWhenFitting?: boolean
}

/**
 * What is true of one entity type, as data and a few pure functions. The engine, the routes, the OpenAPI description,
 * forms and the import read it; a new type is one of these and a line in the registry.
 */
export interface EntityDefinition<E extends Entity = Entity, C extends CreateEntity = CreateEntity>
  extends EntityAddress<E, C> {
  readonly schema: z.ZodType<E>
  readonly createSchema: z.ZodType<C>
  /** Every member of the schema: what `?fields=` may name. */
  readonly fields: ReadonlySet<string>
  /** Every member of the create schema: what a request, a form or a column of a file may give. */
  readonly createFields: ReadonlySet<string>
  /** What is known of every member, by its name: labels, rights, kinds (`lib/model/fields`). */
  readonly members: ReadonlyMap<string, Field>
  readonly container?: ContainerField
  readonly relations: Readonly<Record<string, RelationField>>
  /** Members of the document that a read shows only when asked for. */
  readonly onRequest: ReadonlySet<string>
  /** Members stored without a version of their own when they alone change. */
  readonly silent: ReadonlySet<string>
  /** Members that PATCH and PUT cannot change once stored. */
  readonly readOnly: ReadonlySet<string>
  /** Members that say where it stands, and by which a patch moves it, although they are read-only otherwise. */
  readonly movedBy: ReadonlySet<string>
  /**
   * Its name can be changed: by a patch of `name`, as OpenMetadata has it, or by a job of ours alone. Of the others the name
   * is identity.
   */
  readonly renaming?: 'patch' | 'job'
  /** Read-only members that a PUT must not contradict: what else it says would be meant for something else. */
  readonly settled?: readonly string[]
  /** Members of the document that a PUT without them leaves alone; the others are cleared. */
  readonly keptByPut: ReadonlySet<string>
  /** Members a create request may have that are not kept with the entity: credentials, what we have no type for. */
  readonly transient: ReadonlySet<string>
  /** Members that a call of one entity takes and a bulk call refuses: nobody is let in with many at once. */
  readonly oneByOne?: readonly string[]
  /** Values a create request need not give. */
  readonly defaults: Readonly<Record<string, unknown>>
  readonly rights?: RightsMembers
  /** Members that no two entities share, compared without case; a deleted one keeps its own. */
  readonly unique: readonly string[]
  /** Names are compared without case: the FQN has the name in lower case. */
  readonly caseless?: boolean
  /** Encrypted in the database wherever they are kept; people see what their schema marks as shown. */
  readonly sealed: Readonly<Record<string, SealedMember>>
  /** Targets that are deleted and restored with this entity unless another living entity uses them. */
  readonly cascadesTo: readonly string[]
  /** Relations by which entities hang below this one, besides containment (a tag's `parent`). */
  readonly childRelation?: string
  /** Entities of another type that cannot be without this one, by the relation they carry: data products of a domain. */
  readonly dependents?: { readonly type: EntityType; readonly relation: string }
  /** Completes a create request from what it says elsewhere: a tag's classification from the tag above it. */
  readonly complete?: (request: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** FQN from the container's FQN (or the parent's) and the name. */
  fullyQualifiedName(containerFqn: string | undefined, name: string, entity: Readonly<Record<string, unknown>>): string
  /** Answers to create requests leave out what is empty: clients compare them with a read that asks for nothing. */
  readonly omitsEmpty?: boolean
  readonly parts?: Parts
  /** A new one has a status: a draft where somebody reviews it, approved where nobody does. */
  readonly isReviewed?: boolean
}

type Optional =
  | 'path'
  | 'relations'
  | 'onRequest'
  | 'silent'
  | 'readOnly'
  | 'movedBy'
  | 'keptByPut'
  | 'transient'
  | 'defaults'
  | 'unique'
  | 'sealed'
  | 'cascadesTo'
  | 'fullyQualifiedName'
type Given<E extends Entity, C extends CreateEntity> = Omit<
  EntityDefinition<E, C>,
  Optional | 'schema' | 'createSchema' | 'fields' | 'createFields' | 'members'
> & {
  readonly schema: z.ZodObject & z.ZodType<E>
  readonly createSchema: z.ZodObject & z.ZodType<C>
  readonly path?: string
  /** What the schemas and `sharedMembers` do not say of its members. */
  readonly members?: Readonly<Record<string, FieldFacts>>
  readonly relations?: Readonly<Record<string, RelationField>>
  readonly onRequest?: readonly string[]
  readonly silent?: readonly string[]
  readonly readOnly?: readonly string[]
  readonly movedBy?: readonly string[]
  readonly keptByPut?: readonly string[]
  readonly transient?: readonly string[]
  readonly defaults?: Readonly<Record<string, unknown>>
  readonly unique?: readonly string[]
  readonly sealed?: EntityDefinition['sealed']
  readonly cascadesTo?: readonly string[]
  readonly fullyQualifiedName?: EntityDefinition['fullyQualifiedName']
}

/**
 * Completes a definition. Throws at start when a relation or list names a field that the schema does not have, or the
 * schema has a member of which nothing says what it is.
 */
export function defineEntity<E extends Entity, C extends CreateEntity>(given: Given<E, C>): EntityDefinition<E, C> {
  const fields = new Set(Object.keys(given.schema.shape))
  const named = [
    ...Object.keys(given.relations ?? {}),
    ...(given.silent ?? []),
    ...(given.movedBy ?? []),
    ...(given.keptByPut ?? []),
    ...(given.onRequest ?? []),
    ...(given.unique ?? []),
    ...Object.keys(given.sealed ?? {}),
    ...(given.rights === undefined || given.rights.members === 'all' ? [] : given.rights.members),
    ...(given.rights?.identity ?? []),
    ...(given.container === undefined ? [] : [given.container.field]),
  ]
  const unknown = named.find((name) => !fields.has(name))
  if (unknown !== undefined) throw new Error(`definition ${given.type}: the schema has no field ${unknown}`)
  const completed = {
    ...given,
    path: given.path ?? given.collection,
    fields,
    createFields: new Set(Object.keys(given.createSchema.shape)),
    relations: ownMembers(given.relations),
    onRequest: new Set(given.onRequest),
    silent: new Set(given.silent),
    readOnly: new Set(given.readOnly),
    movedBy: new Set(given.movedBy),
    keptByPut: new Set(given.keptByPut),
    transient: new Set(given.transient),
    defaults: given.defaults ?? {},
    unique: given.unique ?? [],
    sealed: ownMembers(given.sealed),
    cascadesTo: given.cascadesTo ?? [],
    fullyQualifiedName: given.fullyQualifiedName ?? (given.caseless === true ? caselessFqn : defaultFqn),
  }
  return { ...completed, members: defineFields(completed, given.members ?? {}) }
}

/** What has no names of its own, and none from birth. */
const nothing = Object.freeze(Object.create(null))

/**
 * Names from outside are looked up here: no object has any from birth, such as `constructor`. Below `nothing` rather than
 * nowhere, where V8 would keep the members in a hash table, which takes ten times as long to go through.
 */
const ownMembers = <T>(given: Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> =>
  Object.assign(Object.create(nothing), given)

const defaultFqn: EntityDefinition['fullyQualifiedName'] = (containerFqn, name) => joinFqn(containerFqn, name)

const caselessFqn: EntityDefinition['fullyQualifiedName'] = (containerFqn, name) =>
  joinFqn(containerFqn, name.toLowerCase())
