'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DeleteDialog } from '@/components/entity/delete-dialog'
import { RequestError } from '@/components/entity/request-error'
import { tellFailure } from '@/components/entity/tell-failure'
import { useOwned } from '@/components/settings/owned'
import { ReassignDialog } from '@/components/settings/reassign-dialog'
import type { UserRow } from '@/components/settings/users-url'
import { useActor } from '@/components/shell/actor-context'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { addresses } from '@/lib/model/entities/addresses'
import { sentenceList } from '@/lib/model/fields/field'
import { shownName } from '@/lib/model/rules/shown-name'

function useEnable(user: UserRow) {
  const refresh = useRefreshCatalogue()
  return useMutation({
    mutationFn: () => entityMutations(addresses.user).restore(user.id),
    onSuccess: async () => {
      toast.success(`${shownName(user)} is enabled.`)
      await refresh()
    },
    onError: (error) => tellFailure('It could not be enabled', error),
  })
}

/** The way back for somebody who is disabled. */
export function EnableUser({ user }: { user: UserRow }) {
  const enable = useEnable(user)
  return (
    <Button variant="primary" pending={enable.isPending} onClick={() => enable.mutate()}>
      Enable
    </Button>
  )
}

/** Disables an account, deletes one that is disabled, or gives what it owns to others. */
export function UserActions({ user, onGone }: { user: UserRow; onGone: () => Promise<unknown> }) {
  const [asks, setAsks] = useState<'disable' | 'delete' | 'reassign'>()
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const calls = entityMutations(addresses.user)
  const name = shownName(user)
  const disable = useMutation({
    mutationFn: () => calls.remove(user.id),
    onSuccess: async () => {
      setAsks(undefined)
      toast.success(`${name} is disabled.`, { action: { label: 'Undo', onClick: () => enable.mutate() } })
      await refresh()
    },
  })
  const enable = useEnable(user)
  const reassign = (
    <>
      <Button variant="ghost" onClick={() => setAsks('reassign')}>
        Reassign…
      </Button>
      {asks === 'reassign' ? <ReassignDialog user={user} onClose={() => setAsks(undefined)} /> : null}
    </>
  )
  if (user.deleted)
    return (
      <>
        {reassign}
        <Button variant="ghost" className="text-danger" onClick={() => setAsks('delete')}>
          Delete…
        </Button>
        <DeleteDialog
          open={asks === 'delete'}
          onOpenChange={(isOpen) => !isOpen && setAsks(undefined)}
          name={name}
          count={1}
          onlyForGood
          onDelete={async () => {
            await calls.remove(user.id, { hardDelete: true, recursive: true })
            toast.success(`${name} is deleted.`)
            await onGone()
            await refresh()
          }}
        >
          <Owned user={user} />
        </DeleteDialog>
      </>
    )
  return (
    <>
      {reassign}
      <Button
        variant="ghost"
        className="text-danger"
        disabledReason={user.id === actor.id ? 'You cannot disable your own account.' : undefined}
        onClick={() => setAsks('disable')}
      >
        Disable…
      </Button>
      <AlertDialog
        open={asks === 'disable'}
        onOpenChange={(isOpen) => !isOpen && !disable.isPending && setAsks(undefined)}
        title={`Disable ${name}?`}
        description="They can no longer sign in, and their tokens are refused. What they own stays theirs, and you can enable them again."
        confirmLabel="Disable"
        danger
        pending={disable.isPending}
        onConfirm={() => disable.mutate()}
      >
        <Owned user={user} onReassign={() => setAsks('reassign')} />
        {disable.error === null ? null : <RequestError title="It did not work" error={disable.error} />}
      </AlertDialog>
    </>
  )
}

/** What will have no owner, or one fewer; or what stays theirs, and the way to give it to others. */
function Owned({ user, onReassign }: { user: UserRow; onReassign?: () => void }) {
  const owned = useOwned(user.fullyQualifiedName ?? user.name)
  if (owned === undefined) return <p>What they own is being counted.</p>
  if (owned.length === 0) return <p>They own nothing here.</p>
  const told = <strong className="font-semibold">{sentenceList(owned)}</strong>
  return onReassign === undefined ? (
    <p>They own {told}, which will be without them as owner.</p>
  ) : (
    <p>
      They own {told}.{' '}
      <button type="button" className="rounded-sm underline" onClick={onReassign}>
        Give it to others first
      </button>
    </p>
  )
}
