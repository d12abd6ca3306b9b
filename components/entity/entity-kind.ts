import { listHref, type PagedType, typeInFolder } from '@/lib/client/links'
import { addressOf, oneOf } from '@/lib/model/entities/addresses'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { plural } from '@/lib/model/rules/counted'

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
  /** Of their list. */
  readonly href: string
  /** Whoever deletes one softly disables it, and it is said so. */
  readonly isDisabled?: true
}

export function entityKindOf(type: PagedType): EntityKind {
  const { collection, path, label, title, isDisabled } = addressOf(type)
  const one = oneOf(type)
  const many = plural(one)
  return {
    def: { type, collection, path, label },
    title: title ?? many.charAt(0).toUpperCase() + many.slice(1),
    one,
    many,
    href: listHref(type),
    ...(isDisabled && { isDisabled }),
  }
}

/** What the pages in a folder are of; undefined where there are none of one thing. */
export function kindIn(folder: string): EntityKind | undefined {
  const type = typeInFolder(folder)
  return type && entityKindOf(type)
}
