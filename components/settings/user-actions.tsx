'use client'

import { useMutation, useQueries } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { DeleteDialog } from '@/components/entity/delete-dialog'
import { RequestError } from '@/components/entity/request-error'
import { tellFailure } from '@/components/entity/tell-failure'
import type { UserRow } from '@/components/settings/users-url'
import { useActor } from '@/components/shell/actor-context'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { entityHref } from '@/lib/client/links'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import {
  chartAddress,
  dashboardAddress,
  dashboardServiceAddress,
  userAddress,
} from '@/lib/model/entities/entity-address'
import { counted } from '@/lib/model/rules/counted'
import { shownName } from '@/lib/model/rules/shown-name'

const owned = [
  { address: dashboardAddress, one: 'dashboard', many: 'dashboards' },
  { address: chartAddress, one: 'chart', many: 'charts' },
  { address: dashboardServiceAddress, one: 'service', many: 'services' },
] as const

/** Disables an account, enables it again, or deletes one that is disabled. */
export function UserActions({ user, onGone }: { user: UserRow; onGone: () => Promise<unknown> }) {
  const [asks, setAsks] = useState<'disable' | 'delete'>()
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const calls = entityMutations(userAddress)
  const name = shownName(user)
  const disable = useMutation({
    mutationFn: () => calls.remove(user.id),
    onSuccess: async () => {
      setAsks(undefined)
      toast.success(`${name} is disabled.`, { action: { label: 'Undo', onClick: () => enable.mutate() } })
      await refresh()
    },
  })
  const enable = useMutation({
    mutationFn: () => calls.restore(user.id),
    onSuccess: async () => {
      toast.success(`${name} is enabled.`)
      await refresh()
    },
    onError: (error) => tellFailure('It could not be enabled', error),
  })
  if (user.deleted)
    return (
      <>
        <Button variant="ghost" className="text-danger" onClick={() => setAsks('delete')}>
          Delete…
        </Button>
        <Button pending={enable.isPending} onClick={() => enable.mutate()}>
          Enable
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
        <Owned user={user} stays />
        {disable.error === null ? null : <RequestError title="It did not work" error={disable.error} />}
      </AlertDialog>
    </>
  )
}

/** What will have no owner, or one fewer; or what stays theirs, and the way to give it to others. */
function Owned({ user, stays = false }: { user: UserRow; stays?: boolean }) {
  const fqn = user.fullyQualifiedName ?? user.name
  const totals = useQueries({
    queries: owned.map(({ address }) => entityQueries(address).list({ limit: 0, owner: fqn })),
  })
  if (totals.some(({ data }) => data === undefined)) return <p>What they own is being counted.</p>
  const words = totals.flatMap(({ data }, index) => {
    const total = data?.paging.total ?? 0
    const { one, many } = owned[index] ?? owned[0]
    return total === 0 ? [] : [counted(total, one, many)]
  })
  if (words.length === 0) return <p>They own nothing here.</p>
  const told = <strong className="font-semibold">{words.join(', ')}</strong>
  return stays ? (
    <p>
      They own {told}. To give it to others, select it on{' '}
      <Link href={entityHref('user', fqn)} className="rounded-sm underline">
        their page
      </Link>{' '}
      and edit its owners.
    </p>
  ) : (
    <p>They own {told}, which will be without them as owner.</p>
  )
}
