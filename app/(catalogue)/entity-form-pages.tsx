/** The pages round the forms of any type: where a form starts, what it is over, what the window is called. */
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { definitionFor, readForPage } from '@/app/(catalogue)/read-entity'
import { EditEntity } from '@/components/entity/edit-entity'
import type { EntityKind } from '@/components/entity/entity-kind'
import { NewEntity } from '@/components/entity/new-entity'
import { entityHref } from '@/lib/client/links'
import type { RequestContext } from '@/lib/entities/context'
import { definitionWithUses } from '@/lib/entities/property-uses'
import { parseFields, read } from '@/lib/entities/read'
import { pageContext } from '@/lib/http/page'
import { type Draft, formNames, referenceTo, storedDraft } from '@/lib/model/edits/draft'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { fieldsToRead } from '@/lib/model/fields/field'
import { propertiesAmong } from '@/lib/model/fields/property-field'
import { shownName } from '@/lib/model/rules/shown-name'
import { CatalogueError } from '@/lib/model/wire/errors'

export interface NewPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** A type's `new/page.tsx`. */
export const newMetadata = ({ one, title }: EntityKind): Metadata => ({ title: `New ${one} · ${title}` })

/**
 * `?service=` chooses the service, `?domains=` or `?parent=` what else it refers to, `?from=` takes another one's values over,
 * `?mode=` says how to save, `?name=` names it.
 */
export async function NewPage({ kind, searchParams }: NewPageProps & { kind: EntityKind }) {
  const def = definitionFor(kind)
  const [ctx, search] = await Promise.all([pageContext(), searchParams])
  const asked = (key: string): string | undefined => [search[key]].flat()[0]
  const { container } = def
  const [whole, holder, references, source] = await Promise.all([
    definitionWithUses(def, ctx),
    container === undefined ? undefined : find(definitionOf(container.type), asked(container.field), '', ctx),
    referencesIn(def, asked, ctx),
    find(def, asked('from'), fieldsToRead(def), ctx),
  ])
  const copied = formNames(whole, true).filter((field) => field !== 'name')
  const name = asked('name')
  const initial: Draft = {
    // A duplicate keeps the place and everything but the name.
    ...(source !== undefined && storedDraft(whole, source, copied)),
    ...(container !== undefined && holder !== undefined && { [container.field]: referenceTo(container.type, holder) }),
    ...references,
    ...(name !== undefined && { name }),
  }
  return (
    <NewEntity
      kind={kind}
      initial={initial}
      properties={propertiesAmong(whole.members.values())}
      mode={asked('mode')}
    />
  )
}

/** What the address refers to by the name of a relation, where only one type is meant. */
async function referencesIn(
  def: EntityDefinition,
  asked: (key: string) => string | undefined,
  ctx: RequestContext,
): Promise<Draft> {
  const found = Object.entries(def.relations).map(async ([field, { types, many, reverse, wrappedAs }]) => {
    const [type, other] = types
    if (type === undefined || other !== undefined || reverse === true || wrappedAs !== undefined) return []
    const target = await find(definitionOf(type), asked(field), '', ctx)
    if (target === undefined) return []
    const reference = referenceTo(type, target)
    return [[field, many ? [reference] : reference] as const]
  })
  return Object.fromEntries((await Promise.all(found)).flat())
}

/** A type's `[fqn]/edit/page.tsx`. */
export const editMetadata = (kind: EntityKind) => async (): Promise<Metadata> => ({
  title: `Edit ${shownName(await readForForm(definitionFor(kind)))} · ${kind.title}`,
})

export async function EditPage({ kind }: { kind: EntityKind }) {
  const def = definitionFor(kind)
  const [ctx, entity] = await Promise.all([pageContext(), readForForm(def)])
  // A deleted one is restored on its own page before it can be edited.
  if (entity.deleted) redirect(entityHref(kind.def.type, entity.fullyQualifiedName ?? entity.name))
  const { members } = await definitionWithUses(def, ctx)
  return <EditEntity kind={kind} entity={entity} properties={propertiesAmong(members.values())} />
}

const readForForm = (def: EntityDefinition): Promise<Entity> => readForPage(def, { fields: fieldsToRead(def) })

/** What the address names, if it is there and may be seen; a stale link just fills in less. */
async function find(
  def: EntityDefinition | undefined,
  fqn: string | undefined,
  fields: string,
  ctx: RequestContext,
): Promise<Entity | undefined> {
  if (def === undefined || fqn === undefined || fqn === '') return undefined
  try {
    return await read(def, { fqn }, { fields: parseFields(def, fields) }, ctx)
  } catch (error) {
    if (error instanceof CatalogueError && error.status < 500) return undefined
    throw error
  }
}
