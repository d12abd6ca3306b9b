'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useMemo, useRef } from 'react'
import { useFormContext } from 'react-hook-form'
import { EntityForm } from '@/components/entity/entity-form'
import { FieldInputs } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { RequestError } from '@/components/entity/request-error'
import { tellFailure } from '@/components/entity/tell-failure'
import { useDefinition } from '@/components/entity/use-definition'
import { type EntityFormState, useEntityForm } from '@/components/entity/use-entity-form'
import { GoneSheet } from '@/components/settings/gone-sheet'
import { PasswordLinkBox, passwordLinkKey } from '@/components/settings/password-link-box'
import { TeamRoles } from '@/components/settings/team-roles'
import { EnableUser, UserActions } from '@/components/settings/user-actions'
import { type UserRow, userQuery } from '@/components/settings/users-url'
import { useActor } from '@/components/shell/actor-context'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { Sheet, SheetPlace } from '@/components/ui/sheet'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { checkAccessHref } from '@/lib/client/access'
import { createPasswordLink } from '@/lib/client/account'
import { ApiError } from '@/lib/client/api'
import { entityHref } from '@/lib/client/links'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { blankDraft, type Draft, draftPatch, requestOf, storedDraft, textIn } from '@/lib/model/edits/draft'
import { addresses } from '@/lib/model/entities/addresses'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity } from '@/lib/model/entities/entity'
import { withOnly } from '@/lib/model/fields/field'
import { shownName } from '@/lib/model/rules/shown-name'

/** What is asked of somebody new, and of somebody known, in this order. */
const newFields = ['email', 'displayName', 'name', 'roles', 'teams', 'isAdmin']
const editFields = ['displayName', 'email', 'roles', 'teams', 'isAdmin', 'description']

interface UserSheetProps {
  /** Whose sheet it is; of somebody new if left out. */
  fqn: string | undefined
  /** Asked to close, which unsaved input may hold. */
  onClose: () => void
  /** Closes; what is on screen is asked for again once the address is the one of the list. */
  onDone: () => Promise<unknown>
  /** Leads to the sheet of somebody new. */
  onMade: (fqn: string) => Promise<unknown>
}

export function UserSheet({ fqn, onClose, onDone, onMade }: UserSheetProps) {
  return (
    <SheetPlace>
      {fqn === undefined ? (
        <NewUserSheet onClose={onClose} onMade={onMade} />
      ) : (
        <KnownUserSheet key={fqn} fqn={fqn} onClose={onClose} onDone={onDone} />
      )}
    </SheetPlace>
  )
}

function NewUserSheet({ onClose, onMade }: Pick<UserSheetProps, 'onClose' | 'onMade'>) {
  const formId = useId()
  const def = useDefinition('user')
  const asked = useMemo(() => withOnly(def, newFields), [def])
  const client = useQueryClient()
  const refresh = useRefreshCatalogue()
  const start = useMemo(() => Object.fromEntries(newFields.map((name) => [name, blankDraft(def)[name] ?? null])), [def])
  const state = useEntityForm({
    def,
    fields: newFields,
    initial: start,
    onSave: async (draft) => {
      const request = requestOf(def, draft) as unknown as CreateEntity // checked by its schema before
      const made = await entityMutations(addresses.user).create(request)
      try {
        client.setQueryData(passwordLinkKey(made.id), await createPasswordLink(made.id))
      } catch (error) {
        tellFailure('The link could not be made', error)
      }
      await onMade(made.fullyQualifiedName ?? made.name)
      await refresh()
      return 'saved'
    },
  })
  return (
    <Sheet
      onClose={onClose}
      title="Invite somebody"
      description="You get a link for them, by which they choose a password."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={state.isSaving}>
            Create and make link
          </Button>
        </>
      }
    >
      <UserForm id={formId} state={state} label="New user" asked={asked} isNew />
    </Sheet>
  )
}

type KnownProps = Pick<UserSheetProps, 'onClose' | 'onDone'>

function KnownUserSheet({ fqn, ...props }: KnownProps & { fqn: string }) {
  const { onClose } = props
  const { data, error, refetch, isFetching } = useQuery(userQuery(fqn))
  if (data !== undefined) return <EditUserSheet key={data.version} user={data} {...props} />
  if (error instanceof ApiError && error.kind === 'notFound')
    return <GoneSheet noun="user" name={fqn} onClose={onClose} />
  return (
    <Sheet onClose={onClose} title={fqn}>
      {error === null ? (
        <LoadingRegion label="Loading user" className="grid gap-9 pt-5">
          {editFields.map((field) => (
            <Skeleton key={field} className="h-control w-full rounded-md" />
          ))}
        </LoadingRegion>
      ) : (
        <RequestError
          error={error}
          title="The user could not be loaded"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
    </Sheet>
  )
}

function EditUserSheet({ user, onClose, onDone }: KnownProps & { user: UserRow }) {
  const formId = useId()
  const actor = useActor()
  const def = useDefinition('user')
  const asked = useMemo(() => withOnly(def, editFields), [def])
  const refresh = useRefreshCatalogue()
  const start = useMemo(() => storedDraft(def, user, editFields), [def, user])
  const state = useEntityForm({
    def,
    fields: editFields,
    entity: user,
    initial: start,
    onSave: async (draft) => {
      const steps = draftPatch(def, start, draft)
      if (steps.length > 0) await entityMutations(addresses.user).patch(user.id, steps, user.version)
      toast.success(steps.length === 0 ? 'Nothing was changed.' : `${shownName(user)} is saved.`)
      await onDone()
      await refresh()
      return 'saved'
    },
  })
  const isSelf = user.id === actor.id
  return (
    <Sheet
      onClose={onClose}
      title={shownName(user)}
      description={
        <>
          <code className="font-mono text-xs">{user.name}</code> ·{' '}
          <Link
            href={entityHref('user', user.fullyQualifiedName ?? user.name)}
            className="rounded-sm underline underline-offset-2 hover:text-fg"
          >
            Page
          </Link>{' '}
          ·{' '}
          <Link
            href={checkAccessHref({ user: user.fullyQualifiedName ?? user.name })}
            className="rounded-sm underline underline-offset-2 hover:text-fg"
          >
            Check access
          </Link>
        </>
      }
      more={<UserActions user={user} onGone={onDone} />}
      footer={
        <>
          <Button onClick={onClose}>{user.deleted ? 'Close' : 'Cancel'}</Button>
          {user.deleted ? (
            <EnableUser user={user} />
          ) : (
            <Button type="submit" form={formId} variant="primary" pending={state.isSaving}>
              Save
            </Button>
          )}
        </>
      }
    >
      {user.deleted ? (
        <Notice tone="warning" title="Disabled" className="mb-4">
          Nobody can sign in as {shownName(user)}. What they own stays theirs.
        </Notice>
      ) : null}
      <UserForm
        id={formId}
        state={state}
        label="User"
        asked={asked}
        lockedReason={(field) =>
          user.deleted
            ? 'Enable the account first.'
            : field === 'isAdmin' && isSelf
              ? 'Another administrator can take it from you.'
              : undefined
        }
      />
      {user.deleted ? null : (
        <>
          <TeamRoles userId={user.id} />
          <PasswordLinkBox user={user} />
        </>
      )}
    </Sheet>
  )
}

interface UserFormProps {
  id: string
  state: EntityFormState
  label: string
  asked: EntityDefinition
  isNew?: boolean
  lockedReason?: (field: string) => string | undefined
}

function UserForm({ id, state, label, asked, isNew = false, lockedReason }: UserFormProps) {
  return (
    <EntityForm id={id} state={state} label={label} isEdit={!isNew} lockedReason={lockedReason} className="grid gap-4">
      <FormProblems {...state} />
      {isNew ? <NameFromAddress /> : null}
      <FieldInputs def={asked} isNew={isNew} />
      <UnsavedChanges when={state.isUnsaved} />
    </EntityForm>
  )
}

/** Until a name is typed, it is the first part of the address. */
function NameFromAddress() {
  const form = useFormContext<Draft>()
  const last = useRef('')
  const [email, name] = form.watch(['email', 'name']).map((value) => textIn(value))
  useEffect(() => {
    const proposed = (email?.split('@')[0] ?? '').replaceAll('::', ':')
    if (name !== last.current || proposed === last.current) return
    last.current = proposed
    form.setValue('name', proposed)
  }, [form, email, name])
  return null
}
