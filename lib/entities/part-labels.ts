/** Labels of an entity's parts, such as tags on columns: kept as they were set, shown with what the tag says now. */
import type { RequestContext } from '@/lib/entities/context'
import { labelEntityType, nothingWanted, wantLabels } from '@/lib/entities/resolve'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { TagLabel } from '@/lib/model/entities/entity'
import type { StoredEntity } from '@/lib/store/rows'

type Document = Readonly<Record<string, unknown>>

/** The tags and terms that labels name, by `labelKey`. */
export type NamedLabels = ReadonlyMap<string, StoredEntity>

export const labelKey = (label: TagLabel): string => `${labelEntityType(label)} ${label.tagFQN}`

const rowKey = ({ type, fullyQualifiedName }: StoredEntity): string => `${type} ${fullyQualifiedName}`

/** Reads what the labels on the parts of the rows name: two queries at most, none where there are no such labels. */
export async function loadPartLabels(
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  ctx: RequestContext,
): Promise<NamedLabels | undefined> {
  const { parts } = def
  if (parts === undefined) return undefined
  const wanted = nothingWanted()
  for (const { document } of rows) wantLabels(wanted, parts.labels(document))
  const found = await Promise.all([...wanted.fqns].map(([type, fqns]) => ctx.store.findByFqns(type, [...fqns])))
  return new Map(found.flat().map((row) => [rowKey(row), row]))
}

/**
 * The document as it is kept, and what its labels name. Derived labels are the server's to add, never a client's. Throws
 * what `find` throws for a label that names nothing.
 */
export function keepPartLabels(
  { parts }: EntityDefinition,
  document: Record<string, unknown>,
  find: (label: TagLabel) => StoredEntity,
): { readonly document: Record<string, unknown>; readonly partLabels?: NamedLabels } {
  if (parts === undefined) return { document }
  const partLabels = new Map<string, StoredEntity>()
  const kept = parts.withLabels(document, (labels) => {
    const own = new Map<string, TagLabel>()
    for (const label of labels) {
      const key = labelKey(label)
      if (label.labelType === 'Derived' || own.has(key)) continue
      partLabels.set(key, find(label))
      own.set(key, asSet(label))
    }
    return [...own.values()]
  })
  return { document: kept, partLabels }
}

/** What whoever set the label said of it; the rest is the tag's to say. */
export function asSet({
  name: _name,
  displayName: _display,
  description: _text,
  style: _style,
  href: _href,
  ...own
}: TagLabel) {
  return own
}

/** The document as it is shown: with `show` for every label whose tag there is. */
export function showPartLabels(
  { parts }: EntityDefinition,
  document: Document,
  named: NamedLabels | undefined,
  show: (label: TagLabel, tag: StoredEntity) => TagLabel,
): Document {
  if (parts === undefined || named === undefined) return document
  return parts.withLabels(document, (labels) =>
    labels.flatMap((label) => {
      const tag = named.get(labelKey(label))
      return tag === undefined ? [] : [show(label, tag)]
    }),
  )
}
