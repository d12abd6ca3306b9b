'use client'

import { Pencil } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useMemo } from 'react'
import { EntityMenu } from '@/components/entity/entity-menu'
import type { EntityGiven } from '@/components/entity/entity-query'
import { FollowButton, useFollow } from '@/components/entity/follow-button'
import { OpenInTool } from '@/components/entity/source-link'
import { VoteButtons } from '@/components/entity/vote-buttons'
import { usePlainKeys } from '@/components/shell/use-plain-keys'
import { useShortcuts } from '@/components/shell/use-shortcuts'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { LinkButton } from '@/components/ui/link-button'
import { toast } from '@/components/ui/toast'
import { entityHref } from '@/lib/client/links'

/** What goes when a thing is deleted. */
export interface Deletion {
  /** How many entities, itself among them; undefined until counted, and nothing is deleted before. */
  readonly goes: number | undefined
  /** The same in words, for the dialog. */
  readonly words?: ReactNode
}

interface EntityActionsProps extends Pick<EntityGiven, 'kind' | 'entity' | 'has'> {
  /** Why this person may change nothing of it. */
  editBlock: string | undefined
  deletion: Deletion
}

/** What one can do with a thing. Of a deleted one its menu is left, and the banner over its page. */
export function EntityActions({ kind, entity, has, editBlock, deletion }: EntityActionsProps) {
  const fqn = entity.fullyQualifiedName ?? entity.name
  const editHref = entityHref(kind.def.type, fqn, { edit: true })
  const follow = useFollow(kind.def, entity)
  const canFollow = has.includes('followers')
  const isDeleted = entity.deleted === true
  useEntityKeys({
    fqn,
    versionsHref: entityHref(kind.def.type, fqn, { tab: 'versions' }),
    editHref: isDeleted || editBlock !== undefined ? undefined : editHref,
    toggleFollow: isDeleted || !canFollow ? undefined : follow.toggle,
  })
  const menu = (
    <EntityMenu kind={kind} entity={entity} goes={deletion.goes}>
      {deletion.words}
    </EntityMenu>
  )
  if (isDeleted) return menu
  return (
    <>
      {has.includes('votes') ? <VoteButtons def={kind.def} entity={entity} /> : null}
      {canFollow ? <FollowButton {...follow} /> : null}
      <OpenInTool url={entity.sourceUrl} tool={entity.serviceType} noun={kind.one} />
      {menu}
      {editBlock === undefined ? (
        <LinkButton href={editHref} variant="primary">
          <Pencil aria-hidden strokeWidth={1.75} />
          Edit
        </LinkButton>
      ) : (
        <Button variant="primary" disabledReason={editBlock}>
          <Pencil aria-hidden strokeWidth={1.75} />
          Edit
        </Button>
      )}
    </>
  )
}

interface EntityKeys {
  fqn: string
  versionsHref: string
  editHref: string | undefined
  toggleFollow: (() => void) | undefined
}

/** Single keys of the page: edit, versions, follow, copy the name. */
function useEntityKeys({ fqn, versionsHref, editHref, toggleFollow }: EntityKeys) {
  const router = useRouter()
  const [plainKeys] = usePlainKeys()
  const shortcuts = useMemo(
    () => ({
      v: () => router.push(versionsHref, { scroll: false }),
      y: () => void copyText(fqn).then((copied) => copied && toast.success(`Copied ${fqn}`)),
      ...(editHref !== undefined && { e: () => router.push(editHref) }),
      ...(toggleFollow !== undefined && { f: toggleFollow }),
    }),
    [router, fqn, versionsHref, editHref, toggleFollow],
  )
  useShortcuts(shortcuts, plainKeys)
}
