'use client'

import { useEditBlock } from '@/components/entity/edit-rights'
import type { EntityKind } from '@/components/entity/entity-kind'
import { useActor } from '@/components/shell/actor-context'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'
import { checkAccessHref } from '@/lib/client/access'
import type { Entity } from '@/lib/model/entities/entity'
import { shownName } from '@/lib/model/rules/shown-name'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

/** Over a form in which somebody may change nothing: why, and what to send to an administrator, with a link to the whole answer. */
export function EditRefused({ kind, entity }: { kind: EntityKind; entity: Entity }) {
  const actor = useActor()
  const reason = useEditBlock(kind, entity as AccessSubject) // a form has read it with its owners and domains
  if (reason === undefined) return null
  const fqn = entity.fullyQualifiedName ?? entity.name
  const answer = checkAccessHref({ user: actor.name, type: kind.def.type, fqn, action: 'EditAll' })
  const origin = typeof location === 'undefined' ? '' : location.origin
  const request = `${shownName(actor)} (${actor.name}) asks to edit the ${kind.one} ${shownName(entity)} (${fqn}). Why they may not: ${origin}${answer}`
  return (
    <Notice
      tone="warning"
      title={`You may not edit this ${kind.one}`}
      actions={<CopyButton withLabel size="md" text={request} label="Copy request" />}
    >
      {reason}
    </Notice>
  )
}
