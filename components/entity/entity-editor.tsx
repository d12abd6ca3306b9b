'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { lockedReason } from '@/components/entity/edit-rights'
import { EntityForm } from '@/components/entity/entity-form'
import { FieldInputs } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { useEntityForm } from '@/components/entity/use-entity-form'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import type { BreadcrumbItem } from '@/components/ui/breadcrumb'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { changedFields, type Draft, draftPatch, requestOf } from '@/lib/model/edits/draft'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity, EntityReference, TagLabel } from '@/lib/model/entities/entity'
import { fieldWord, formFields, sentenceList } from '@/lib/model/fields/field'
import { shownName } from '@/lib/model/rules/shown-name'
import { formatVersion } from '@/lib/model/rules/version'

interface Governed extends Entity {
  owners?: EntityReference[] | undefined
  domains?: EntityReference[] | undefined
  tags?: TagLabel[] | undefined
}

interface EntityEditorProps<E extends Governed, C extends CreateEntity> {
  def: EntityDefinition<E, C>
  /** "service" */
  noun: string
  /** What is changed; without it something new is made. */
  entity?: E | undefined
  initial?: Draft | undefined
  /** The page of one of these, from its FQN. */
  pageOf: (fullyQualifiedName: string) => string
  breadcrumb: readonly BreadcrumbItem[]
  cancelHref: string
  /** The container of what is changed. */
  within?: EntityReference | undefined
  /** Words under a field that are more than its usual ones. */
  help?: Readonly<Record<string, ReactNode>> | undefined
}

/** Makes or changes one thing of the catalogue. What somebody else has saved meanwhile is never written over. */
export function EntityEditor<E extends Governed, C extends CreateEntity>(props: EntityEditorProps<E, C>) {
  const { def, noun, entity, initial, pageOf, breadcrumb, cancelHref, within, help } = props
  const isNew = entity === undefined
  const fields = formFields(def, { isNew }).map(({ name }) => name)
  const router = useRouter()
  const actor = useActor()
  const client = useQueryClient()
  const refresh = useRefreshCatalogue()
  const calls = entityMutations(def)

  const open = async (saved: E): Promise<'saved'> => {
    // The page waiting behind the form must not come back as it was.
    client.removeQueries({ queryKey: [def.collection, 'name'] })
    router.push(pageOf(saved.fullyQualifiedName ?? saved.name))
    await refresh()
    return 'saved'
  }
  const create = async (draft: Draft) => {
    const saved = await calls.create(def.createSchema.parse(requestOf(def, draft)))
    toast.success(`${shownName(saved)} created.`)
    return open(saved)
  }
  const update = async (stored: E, draft: Draft): Promise<'saved'> => {
    const changed = changedFields(def, state.start, draft)
    if (changed.length === 0) {
      toast.info('Nothing was changed.')
      router.push(cancelHref)
      return 'saved'
    }
    const saved = await calls.patch(stored.id, draftPatch(def, state.start, draft), stored.version)
    const [before, after] = [stored.version ?? 0.1, saved.version ?? 0.1].map(formatVersion)
    toast.success(
      `Version ${before} → ${after}. Applied: ${sentenceList(changed.map((name) => fieldWord(def, name)))}.`,
    )
    return open(saved)
  }
  const state = useEntityForm({
    def,
    fields,
    ...(entity !== undefined && { entity }),
    ...(initial !== undefined && { initial }),
    onSave: async (draft) => {
      await (entity === undefined ? create(draft) : update(entity, draft))
      return 'saved'
    },
  })
  return (
    <>
      <PageHeader title={entity === undefined ? `New ${noun}` : `Edit ${shownName(entity)}`} breadcrumb={breadcrumb} />
      <EntityForm
        state={state}
        label={`${noun.charAt(0).toUpperCase()}${noun.slice(1)}`}
        isEdit={entity !== undefined}
        lockedReason={(field) => (entity === undefined ? undefined : lockedReason(actor, def, entity, field))}
        className="flex min-h-[calc(100dvh-12rem)] flex-col"
      >
        <div className="grid max-w-[640px] flex-1 content-start gap-5 px-page pt-2 pb-8">
          <FormProblems problems={state.problems} problemsId={state.problemsId} requestId={state.requestId} />
          <FieldInputs def={def} isNew={isNew} within={within} help={help} />
        </div>
        <footer className="sticky bottom-0 flex gap-2 border-line border-t bg-bg px-page py-3">
          <Button
            type="submit"
            variant="primary"
            pending={state.isSaving}
            disabledReason={entity === undefined ? blockedReason(actor, 'Create', def) : undefined}
          >
            {entity === undefined ? `Create ${noun}` : 'Save changes'}
          </Button>
          <LinkButton href={cancelHref} variant="ghost">
            Cancel
          </LinkButton>
        </footer>
      </EntityForm>
    </>
  )
}
