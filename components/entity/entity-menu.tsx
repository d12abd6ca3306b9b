'use client'

import { Copy, Ellipsis, FolderInput, Link2, Merge, TextCursorInput, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useDeletionToast } from '@/components/catalogue/use-deletion-toast'
import { blockedReason } from '@/components/entity/blocked-reason'
import type { EntityKind } from '@/components/entity/entity-kind'
import type { ShownEntity } from '@/components/entity/entity-query'
import { useActor } from '@/components/shell/actor-context'
import { copyText } from '@/components/ui/copy-text'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { Menu } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import { useEver } from '@/components/ui/use-ever'
import { listHref, newHref, permalink } from '@/lib/client/links'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { isMergeable, isMovable, isRenamable } from '@/lib/model/rules/renamable'
import { shownName } from '@/lib/model/rules/shown-name'

const DeleteDialog = later(() => import('@/components/entity/delete-dialog').then((module) => module.DeleteDialog))

const RenameDialog = later(() => import('@/components/entity/rename-dialog').then((module) => module.RenameDialog))

const MoveDialog = later(() => import('@/components/entity/move-dialog').then((module) => module.MoveDialog))

const MergeDialog = later(() => import('@/components/entity/merge-dialog').then((module) => module.MergeDialog))

const onlyAdministrators = 'Only administrators may delete permanently.'

interface EntityMenuProps {
  kind: EntityKind
  entity: ShownEntity
  /** How many entries go with it, itself among them; undefined until counted, and nothing is deleted before. */
  goes: number | undefined
  /** The same in words, for the dialog. */
  children?: ReactNode
}

/** Further actions on one thing. Deleting says what goes with it, and offers the way back. */
export function EntityMenu({ kind, entity, goes, children }: EntityMenuProps) {
  const { def } = kind
  const [isDeleting, setIsDeleting] = useState(false)
  const hasAsked = useEver(isDeleting)
  const [isRenaming, setIsRenaming] = useState(false)
  const hasBegun = useEver(isRenaming)
  const [isMoving, setIsMoving] = useState(false)
  const hasBegunMoving = useEver(isMoving)
  const [isMerging, setIsMerging] = useState(false)
  const hasBegunMerging = useEver(isMerging)
  const router = useRouter()
  const refresh = useRefreshCatalogue()
  const tellDeleted = useDeletionToast(kind)
  const calls = entityMutations(def)
  const name = shownName(entity)
  const collection = isRenamable(def.collection) ? def.collection : undefined
  const movable = isMovable(def.collection) ? def.collection : undefined
  const mergeable = isMergeable(def.collection) ? def.collection : undefined
  const actor = useActor()
  const reason =
    (entity.deleted && !actor.isAdmin ? onlyAdministrators : undefined) ??
    blockedReason(actor, 'Delete', def, entity) ??
    (goes === undefined ? 'What it holds is still being counted.' : undefined)
  const rename = {
    label: 'Rename…',
    icon: <TextCursorInput strokeWidth={1.75} />,
    disabledReason: blockedReason(actor, 'EditAll', def, entity),
    onSelect: () => setIsRenaming(true),
  }
  const move = {
    label: 'Move…',
    icon: <FolderInput strokeWidth={1.75} />,
    disabledReason: blockedReason(actor, 'EditAll', def, entity),
    onSelect: () => setIsMoving(true),
  }
  const merge = {
    label: 'Merge into…',
    icon: <Merge strokeWidth={1.75} />,
    disabledReason: blockedReason(actor, 'Delete', def, entity),
    onSelect: () => setIsMerging(true),
  }
  const duplicate = {
    label: 'Duplicate',
    icon: <Copy strokeWidth={1.75} />,
    href: newHref(def.type, { from: entity.fullyQualifiedName }),
  }
  const copyLink = async () => {
    if (await copyText(window.location.origin + permalink(entity.id))) toast.success('Permalink copied')
    else toast.error('The permalink could not be copied')
  }
  const remove = async ({ hardDelete }: { hardDelete: boolean }) => {
    await calls.remove(entity.id, { recursive: true, hardDelete })
    router.push(listHref(def.type))
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
          ...(entity.deleted ? [] : [duplicate]),
          ...(collection === undefined || entity.deleted ? [] : [rename]),
          ...(movable === undefined || entity.deleted ? [] : [move]),
          ...(mergeable === undefined || entity.deleted ? [] : [merge]),
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
      {hasBegun && collection !== undefined ? (
        <RenameDialog
          open={isRenaming}
          onOpenChange={setIsRenaming}
          kind={kind}
          collection={collection}
          entity={entity}
        />
      ) : null}
      {hasBegunMoving && movable !== undefined ? (
        <MoveDialog open={isMoving} onOpenChange={setIsMoving} kind={kind} collection={movable} entity={entity} />
      ) : null}
      {hasBegunMerging && mergeable !== undefined ? (
        <MergeDialog open={isMerging} onOpenChange={setIsMerging} kind={kind} collection={mergeable} entity={entity} />
      ) : null}
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
