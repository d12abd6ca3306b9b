/** The pages round the forms of any type: where a form starts, what it is over, what the window is called. */
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { definitionFor, readForPage } from '@/app/(catalogue)/read-entity'
import { EditEntity } from '@/components/entity/edit-entity'
import type { EntityKind } from '@/components/entity/entity-kind'
import { NewEntity } from '@/components/entity/new-entity'
import { entityHref } from '@/lib/client/links'
import type { RequestContext } from '@/lib/entities/context'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { parseFields, read } from '@/lib/entities/read'
import { pageContext } from '@/lib/http/page'
import { type Draft, formNames, referenceTo, storedDraft } from '@/lib/model/edits/draft'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { fieldsToRead } from '@/lib/model/fields/field'
import { withProperties } from '@/lib/model/fields/property-field'
import { shownName } from '@/lib/model/rules/shown-name'
import { CatalogueError } from '@/lib/model/wire/errors'

export interface NewPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** A type's `new/page.tsx`. */
export const newMetadata = ({ one, title }: EntityKind): Metadata => ({ title: `New ${one} · ${title}` })

/** `?service=` chooses the service, `?domains=` a domain, `?from=` takes another one's values over, `?mode=` says how to save, `?name=` names it. */
export async function NewPage({ kind, searchParams }: NewPageProps & { kind: EntityKind }) {
  const def = definitionFor(kind)
  const [ctx, search] = await Promise.all([pageContext(), searchParams])
  const asked = (key: string): string | undefined => [search[key]].flat()[0]
  const { container } = def
  const [properties, holder, domain, source] = await Promise.all([
    customPropertiesOf(def.type, ctx),
    container === undefined ? undefined : find(definitionOf(container.type), asked(container.field), '', ctx),
    def.relations.domains === undefined ? undefined : find(definitionOf('domain'), asked('domains'), '', ctx),
    find(def, asked('from'), fieldsToRead(def), ctx),
  ])
  const list = [...properties.values()]
  const whole = withProperties(def, list)
  const copied = formNames(whole, true).filter((field) => field !== 'name')
  const name = asked('name')
  const initial: Draft = {
    // A duplicate keeps the place and everything but the name.
    ...(source !== undefined && storedDraft(whole, source, copied)),
    ...(container !== undefined && holder !== undefined && { [container.field]: referenceTo(container.type, holder) }),
    ...(domain !== undefined && { domains: [referenceTo('domain', domain)] }),
    ...(name !== undefined && { name }),
  }
  return <NewEntity kind={kind} initial={initial} properties={list} mode={asked('mode')} />
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
  const properties = await customPropertiesOf(def.type, ctx)
  return <EditEntity kind={kind} entity={entity} properties={[...properties.values()]} />
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
