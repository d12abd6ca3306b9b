import type { PagedType } from '@/lib/client/links'
import type { EntityAddress } from '@/lib/model/entities/entity-address'

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
}
