/** What a screen needs to name and reach the things people make, without the schemas that describe them. */
import type { z } from 'zod'
import type { CreateEntity, Entity, EntityType } from '@/lib/model/entities/entity'

/** Where entities of a type are found, and what they are called. Every definition is one; its schemas tell the types. */
export interface EntityAddress<E extends Entity = Entity, C extends CreateEntity = CreateEntity> {
  readonly type: EntityType
  /** URL segment below `/api/v1`, and the name in messages to people (`label` is its singular in prose). */
  readonly collection: string
  /** Public path below `/api/v1` when it is not the collection: `services/dashboardServices`. */
  readonly path: string
  readonly label: string
  readonly schema?: z.ZodType<E>
  readonly createSchema?: z.ZodType<C>
}

// Typed by what they say, so that each can be the address of its own type: `EntityAddress<Dashboard, CreateDashboard>`.
export const dashboardAddress = {
  type: 'dashboard',
  collection: 'dashboards',
  path: 'dashboards',
  label: 'dashboard',
} as const satisfies EntityAddress

export const chartAddress = {
  type: 'chart',
  collection: 'charts',
  path: 'charts',
  label: 'chart',
} as const satisfies EntityAddress

export const dashboardServiceAddress = {
  type: 'dashboardService',
  collection: 'dashboardServices',
  path: 'services/dashboardServices',
  label: 'dashboard service',
} as const satisfies EntityAddress

export const userAddress = {
  type: 'user',
  collection: 'users',
  path: 'users',
  label: 'user',
} as const satisfies EntityAddress

export const teamAddress = {
  type: 'team',
  collection: 'teams',
  path: 'teams',
  label: 'team',
} as const satisfies EntityAddress

export const classificationAddress = {
  type: 'classification',
  collection: 'classifications',
  path: 'classifications',
  label: 'classification',
} as const satisfies EntityAddress

export const tagAddress = {
  type: 'tag',
  collection: 'tags',
  path: 'tags',
  label: 'tag',
} as const satisfies EntityAddress

export const glossaryAddress = {
  type: 'glossary',
  collection: 'glossaries',
  path: 'glossaries',
  label: 'glossary',
} as const satisfies EntityAddress

export const glossaryTermAddress = {
  type: 'glossaryTerm',
  collection: 'glossaryTerms',
  path: 'glossaryTerms',
  label: 'glossary term',
} as const satisfies EntityAddress

export const domainAddress = {
  type: 'domain',
  collection: 'domains',
  path: 'domains',
  label: 'domain',
} as const satisfies EntityAddress

export const dataProductAddress = {
  type: 'dataProduct',
  collection: 'dataProducts',
  path: 'dataProducts',
  label: 'data product',
} as const satisfies EntityAddress

export const dataModelAddress = {
  type: 'dashboardDataModel',
  collection: 'dashboardDataModels',
  path: 'dashboard/datamodels',
  label: 'data model',
} as const satisfies EntityAddress

export const ingestionPipelineAddress = {
  type: 'ingestionPipeline',
  collection: 'ingestionPipelines',
  path: 'services/ingestionPipelines',
  label: 'ingestion pipeline',
} as const satisfies EntityAddress

export const roleAddress = {
  type: 'role',
  collection: 'roles',
  path: 'roles',
  label: 'role',
} as const satisfies EntityAddress

export const policyAddress = {
  type: 'policy',
  collection: 'policies',
  path: 'policies',
  label: 'policy',
} as const satisfies EntityAddress
