'use client'

import { Pencil } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { EntityGiven } from '@/components/entity/entity-query'
import { useActor } from '@/components/shell/actor-context'
import { leavePage } from '@/components/shell/leave-guard'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { TypeAhead } from '@/components/ui/type-ahead'
import { inSentence } from '@/lib/model/fields/field'
import { editOf } from '@/lib/model/fields/members'
import { propertiesAmong } from '@/lib/model/fields/property-field'
import { can } from '@/lib/model/rules/access'

// The form's controls and all schemas, which the page itself does not need.
const FieldEditor = later(
  () => import('@/components/entity/field-editor').then((module) => module.FieldEditor),
  ({ label, onClose }) => (
    <TypeAhead label={label} className="h-control w-full animate-pulse rounded-md bg-active px-3" onEscape={onClose} />
  ),
)

interface InlineEditing extends Pick<EntityGiven, 'kind' | 'entity' | 'fields'> {
  /** The first of the fields whose editor is open. */
  readonly open: string | undefined
  readonly setOpen: (name: string | undefined) => void
}

const InlineEditContext = createContext<InlineEditing | undefined>(undefined)

/** Lets parts of the page of a thing be edited where they stand, one at a time. */
export function InlineEdit({
  children,
  kind,
  entity,
  fields,
}: Pick<EntityGiven, 'kind' | 'entity' | 'fields'> & { children: ReactNode }) {
  const [open, setOpen] = useState<string>()
  const value = useMemo(() => ({ kind, entity, fields, open, setOpen }), [kind, entity, fields, open])
  return <InlineEditContext value={entity.deleted ? undefined : value}>{children}</InlineEditContext>
}

const buttonId = (name: string) => `edit-${name}`

/** The pencil of some fields that stand together, or their editor once it was pressed; neither where nobody may. */
export function useInlineEdit(
  label: string,
  names: readonly string[] = [],
): { button?: ReactNode; editor?: ReactNode } {
  const editing = useContext(InlineEditContext)
  const actor = useActor()
  const [first] = names
  const properties = useMemo(() => propertiesAmong(editing?.fields ?? []), [editing?.fields])
  const { open, setOpen } = editing ?? {}
  const close = useCallback(() => setOpen?.(undefined), [setOpen])
  const wasOpen = useRef(false)
  useEffect(() => {
    if (first === undefined) return
    if (wasOpen.current && open === undefined) document.getElementById(buttonId(first))?.focus({ preventScroll: true })
    wasOpen.current = open === first
  }, [open, first])
  if (editing === undefined || first === undefined) return {}
  const { kind, entity, fields } = editing
  const rights = names.map((name) => fields.find((field) => field.name === name)?.edit ?? editOf(name))
  if (!rights.some((right) => can(actor, right, kind.def.type, entity))) return {}
  const title = `Edit ${inSentence(label)}`
  if (open === first)
    return {
      editor: (
        <FieldEditor kind={kind} entity={entity} properties={properties} label={title} names={names} onClose={close} />
      ),
    }
  return {
    button: (
      <IconButton
        id={buttonId(first)}
        label={title}
        size="sm"
        onClick={() => leavePage(() => editing.setOpen(first))}
        className="-my-1 shrink-0 text-faint transition-opacity focus-visible:opacity-100 group-hover/editable:opacity-100 pointer-fine:opacity-0"
      >
        <Pencil aria-hidden strokeWidth={1.75} />
      </IconButton>
    ),
  }
}

/** A part of the page that its pencil turns into its fields. */
export function Editable({ label, names, children }: { label: string; names: readonly string[]; children: ReactNode }) {
  const { button, editor } = useInlineEdit(label, names)
  if (editor !== undefined) return editor
  if (button === undefined) return children
  return (
    <div className="group/editable flex min-w-0 items-start gap-2">
      <div className="min-w-0 flex-1">{children}</div>
      {button}
    </div>
  )
}
