import { type PagedType, typeInFolder } from '@/lib/client/links'
import {
  chartAddress,
  classificationAddress,
  dashboardAddress,
  dashboardServiceAddress,
  dataProductAddress,
  domainAddress,
  type EntityAddress,
  glossaryAddress,
  glossaryTermAddress,
  tagAddress,
  teamAddress,
  userAddress,
} from '@/lib/model/entities/entity-address'

/**
 * What screens say of a type beside what its definition knows: plain data, so that a page's server can hand it to the
 * browser, and a first view needs no schemas (decision 023).
 */
export interface EntityKind {
  readonly def: Omit<EntityAddress, 'schema' | 'createSchema'> & { readonly type: PagedType }
  /** "Services" */
  readonly title: string
  /** "service" */
  readonly one: string
  readonly many: string
  /** Whoever deletes one softly disables it, and it is said so: accounts (decision 028). */
  readonly isDisabled?: true
}

export const dashboardKind: EntityKind = {
  def: dashboardAddress,
  title: 'Dashboards',
  one: 'dashboard',
  many: 'dashboards',
}
export const chartKind: EntityKind = { def: chartAddress, title: 'Charts', one: 'chart', many: 'charts' }
export const serviceKind: EntityKind = {
  def: dashboardServiceAddress,
  title: 'Services',
  one: 'service',
  many: 'services',
}

export const userKind: EntityKind = {
  def: userAddress,
  title: 'Users',
  one: 'user',
  many: 'users',
  isDisabled: true,
}
export const teamKind: EntityKind = { def: teamAddress, title: 'Teams', one: 'team', many: 'teams' }
export const classificationKind: EntityKind = {
  def: classificationAddress,
  title: 'Classifications',
  one: 'classification',
  many: 'classifications',
}
export const tagKind: EntityKind = { def: tagAddress, title: 'Tags', one: 'tag', many: 'tags' }
export const glossaryKind: EntityKind = {
  def: glossaryAddress,
  title: 'Glossaries',
  one: 'glossary',
  many: 'glossaries',
}
export const termKind: EntityKind = { def: glossaryTermAddress, title: 'Glossary terms', one: 'term', many: 'terms' }
export const domainKind: EntityKind = { def: domainAddress, title: 'Domains', one: 'domain', many: 'domains' }
export const dataProductKind: EntityKind = {
  def: dataProductAddress,
  title: 'Data products',
  one: 'data product',
  many: 'data products',
}

const kinds: Readonly<Record<PagedType, EntityKind>> = {
  dashboard: dashboardKind,
  chart: chartKind,
  dashboardService: serviceKind,
  user: userKind,
  team: teamKind,
  classification: classificationKind,
  tag: tagKind,
  glossary: glossaryKind,
  glossaryTerm: termKind,
  domain: domainKind,
  dataProduct: dataProductKind,
}

/** What the pages in a folder are of; undefined where there are none of one thing. */
export function kindIn(folder: string): EntityKind | undefined {
  const type = typeInFolder(folder)
  return type && kinds[type]
}
