'use client'

import { Ellipsis, Link2, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { useDeletionToast } from '@/components/catalogue/use-deletion-toast'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { copyText } from '@/components/ui/copy-text'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { Menu, type MenuItem } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import { useEver } from '@/components/ui/use-ever'
import { permalink } from '@/lib/client/links'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { shownName } from '@/lib/model/rules/shown-name'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

const DeleteDialog = later(() => import('@/components/entity/delete-dialog').then((module) => module.DeleteDialog))

const onlyAdministrators = 'Only administrators may delete permanently.'

interface EntityMenuProps<E extends Entity, C extends CreateEntity> {
  def: EntityAddress<E, C>
  entity: E & AccessSubject
  /** The list one comes to when it is deleted. */
  kind: ListKind
  /** Before the others. */
  entries?: readonly MenuItem[] | undefined
  /** How many entries go with it, itself among them; undefined until counted, and nothing is deleted before. */
  goes: number | undefined
  /** The same in words, for the dialog. */
  children: ReactNode
}

/** Further actions on one thing. Deleting says what goes with it, and offers the way back. */
export function EntityMenu<E extends Entity, C extends CreateEntity>(props: EntityMenuProps<E, C>) {
  const { def, kind, entity, entries = [], goes, children } = props
  const [isDeleting, setIsDeleting] = useState(false)
  const hasAsked = useEver(isDeleting)
  const router = useRouter()
  const refresh = useRefreshCatalogue()
  const tellDeleted = useDeletionToast(kind)
  const calls = entityMutations(def)
  const name = shownName(entity)
  const actor = useActor()
  const reason =
    (entity.deleted && !actor.isAdmin ? onlyAdministrators : undefined) ??
    blockedReason(actor, 'Delete', def, entity) ??
    (goes === undefined ? 'What it holds is still being counted.' : undefined)
  const copyLink = async () => {
    if (await copyText(window.location.origin + permalink(entity.id))) toast.success('Permalink copied')
    else toast.error('The permalink could not be copied')
  }
  const remove = async ({ hardDelete }: { hardDelete: boolean }) => {
    await calls.remove(entity.id, { recursive: true, hardDelete })
    router.push(kind.href)
    if (hardDelete) toast.success(`${name} deleted permanently.`)
    else tellDeleted([entity.id], name)
    await refresh()
  }
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={`More actions for ${name}`} variant="secondary">
            <Ellipsis strokeWidth={1.75} />
          </IconButton>
        }
        entries={[
          ...entries,
          { label: 'Copy permalink', icon: <Link2 strokeWidth={1.75} />, onSelect: () => void copyLink() },
          'line',
          {
            label: entity.deleted ? 'Delete permanently…' : 'Delete…',
            icon: <Trash2 strokeWidth={1.75} />,
            danger: true,
            disabledReason: reason,
            onSelect: () => setIsDeleting(true),
          },
        ]}
      />
      {hasAsked ? (
        <DeleteDialog
          open={isDeleting}
          onOpenChange={setIsDeleting}
          name={name}
          count={goes ?? 1}
          onlyForGood={entity.deleted === true}
          forGoodBlocked={actor.isAdmin ? undefined : onlyAdministrators}
          onDelete={remove}
        >
          {children}
        </DeleteDialog>
      ) : null}
    </>
  )
}
