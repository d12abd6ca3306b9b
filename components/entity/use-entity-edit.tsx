import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useId, useState } from 'react'
import { ChangedPanel } from '@/components/entity/changed-panel'
import type { EntityKind } from '@/components/entity/entity-kind'
import { updatedMessage } from '@/components/entity/saved-message'
import { tellFailure } from '@/components/entity/tell-failure'
import { type EntityFormState, useEntityForm } from '@/components/entity/use-entity-form'
import { useActor } from '@/components/shell/actor-context'
import { toast } from '@/components/ui/toast'
import { useFocusRequest } from '@/components/ui/use-focus-request'
import { ApiError } from '@/lib/client/api'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { changedFields, type Draft, draftPatch, storedDraft } from '@/lib/model/edits/draft'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { fieldOf, fieldsToRead, fieldWord } from '@/lib/model/fields/field'
import { can } from '@/lib/model/rules/access'
import type { AccessSubject } from '@/lib/model/rules/subject-test'
import { formatVersion } from '@/lib/model/rules/version'

interface EntityEditOptions {
  kind: EntityKind
  def: EntityDefinition
  /** As it was read when the edit began. */
  entity: Entity
  /** What the form asks for. */
  names: readonly string[]
  /** Where the person goes once it is saved or given up. */
  onDone: () => Promise<void> | void
}

export interface EntityEdit {
  readonly state: EntityFormState
  /** As the form began. */
  readonly start: Draft
  readonly lockedReason: (field: string) => string | undefined
  /** What somebody else has saved meanwhile, with the choice; while it is there, it is what saves. */
  readonly changed: ReactNode
}

/** Editing something that exists: only what was changed is sent, under the condition that nobody was faster. */
export function useEntityEdit({ kind, def, entity, names, onDone }: EntityEditOptions): EntityEdit {
  const { type } = kind.def
  const writes = entityMutations(def)
  const client = useQueryClient()
  const refresh = useRefreshCatalogue()
  const actor = useActor()
  const panelId = useId()
  const focusPanel = useFocusRequest(panelId)
  const [theirs, setTheirs] = useState<Entity>()
  const [start] = useState(() => storedDraft(def, entity, names))

  const lockedReason = useCallback(
    (field: string) => {
      return can(actor, fieldOf(def, field).edit, type, entity as AccessSubject) // read with its owners and domains
        ? undefined
        : `Your roles do not let you change the ${fieldWord(def, field)} of this ${kind.one}.`
    },
    [actor, entity, def, type, kind.one],
  )
  // Pressed when the form is gone.
  const undo = useMutation({
    mutationFn: ({ saved, after, before }: { saved: Entity; after: Draft; before: Draft }) =>
      writes.patch(saved.id, draftPatch(def, after, before), saved.version),
    onSuccess: ({ version = 0.1 }) => toast.success(`Undone, version ${formatVersion(version)}`),
    onError: (error) => tellFailure('It could not be undone', error),
    onSettled: refresh,
  })
  const state = useEntityForm({
    def,
    fields: names,
    entity,
    initial: start,
    onSave: (draft) => save(entity, start, draft),
  })

  /** Sends the way from one draft to the other; 412 brings what is stored now onto the screen instead. */
  async function save(stored: Entity, before: Draft, after: Draft): Promise<'saved' | 'held'> {
    const steps = draftPatch(def, before, after)
    try {
      if (steps.length === 0) return await leave('Nothing was changed.')
      const saved = await writes.patch(stored.id, steps, stored.version)
      return await leave(updatedMessage(def, stored, saved), () => undo.mutate({ saved, after, before }))
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'preconditionFailed')) throw error
      const query = entityQueries(def).byName(stored.fullyQualifiedName ?? stored.name, { fields: fieldsToRead(def) })
      const now = await client.fetchQuery({ ...query, staleTime: 0 })
      const nowDraft = storedDraft(def, now, names)
      // What this form asks for is as it was: there is nothing to decide.
      if (changedFields(def, before, nowDraft).length === 0) return save(now, nowDraft, after)
      setTheirs(now)
      focusPanel()
      return 'held'
    }
  }

  async function leave(message: string, onUndo?: () => void): Promise<'saved'> {
    toast.success(message, onUndo === undefined ? {} : { action: { label: 'Undo', onClick: onUndo } })
    await onDone()
    return 'saved'
  }

  const changed =
    theirs === undefined ? undefined : (
      <ChangedPanel
        def={def}
        key={theirs.version}
        id={panelId}
        base={start}
        theirs={storedDraft(def, theirs, names)}
        mine={state.form.getValues()}
        stored={theirs}
        isSaving={state.isSaving}
        onSave={(merged) => state.run(() => save(theirs, storedDraft(def, theirs, names), merged))}
        onDiscard={() => state.run(() => leave('Your changes were discarded.'))}
      />
    )
  return { state, start, lockedReason, changed }
}
