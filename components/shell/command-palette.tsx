'use client'

import { Command } from 'cmdk'
import { Search, Settings } from 'lucide-react'
import { useRouter } from 'next/navigation'
import * as DialogPrimitive from 'radix-ui/dialog'
import { isValidElement, useState } from 'react'
import { useActor } from '@/components/shell/actor-context'
import { searchCatalogue } from '@/components/shell/catalogue-palette-search'
import { leavePage } from '@/components/shell/leave-guard'
import { type CreateKind, createItems, navigationItems } from '@/components/shell/navigation'
import {
  type PaletteGroup,
  type PaletteItem,
  type PaletteScope,
  readQuery,
  scopeSigns,
} from '@/components/shell/palette'
import { sectionsFor } from '@/components/shell/settings-sections'
import { usePaletteResults } from '@/components/shell/use-palette-results'
import { cn } from '@/components/ui/cn'
import { scrimClasses } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useFocusReturn } from '@/components/ui/use-focus-return'
import type { Actor } from '@/lib/model/rules/access'

interface CommandPaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  createBlocked: Partial<Record<CreateKind, string>>
}

/** Everything by keyboard: what the search finds, creating and going somewhere. */
export function CommandPalette({ open, onOpenChange, createBlocked }: CommandPaletteProps) {
  const { note, onCloseAutoFocus } = useFocusReturn()
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={scrimClasses} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          onOpenAutoFocus={note}
          onCloseAutoFocus={onCloseAutoFocus}
          className="palette-place overflow-hidden data-[state=closed]:animate-float-out data-[state=open]:animate-float-in"
        >
          <DialogPrimitive.Title className="sr-only">Command palette</DialogPrimitive.Title>
          <PaletteBody onDone={() => onOpenChange(false)} createBlocked={createBlocked} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  )
}

function PaletteBody({
  onDone,
  createBlocked,
}: {
  onDone: () => void
  createBlocked: CommandPaletteProps['createBlocked']
}) {
  const router = useRouter()
  const actor = useActor()
  const [query, setQuery] = useState('')
  const found = usePaletteResults(searchCatalogue, query.trim())
  const { scope, words } = readQuery(query)
  const standing = standingGroups(createBlocked, actor).filter((group) => scope === undefined || group.scope === scope)
  const groups = [...standing.map((group) => matching(group, words)), ...found.groups].filter(
    (group) => group.items.length > 0,
  )
  const run = (item: PaletteItem) => {
    onDone()
    item.onSelect?.()
    const { href } = item
    if (href !== undefined) leavePage(() => router.push(href))
  }
  return (
    <Command label="Type a command or search" shouldFilter={false} loop>
      <div className="relative flex h-12 items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden strokeWidth={1.75} className="size-4 shrink-0 text-faint" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder="Type a command or search"
          className="h-full min-w-0 flex-1 bg-transparent text-base text-fg outline-none"
        />
        <Kbd>Esc</Kbd>
        {found.isLoading ? (
          <ProgressBar thin label="Searching" className="absolute inset-x-0 -bottom-px rounded-none" />
        ) : null}
      </div>
      <Command.List label="Results" className="max-h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain p-1.5">
        {groups.map((group) => (
          <Command.Group
            key={group.heading}
            heading={group.heading}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs"
          >
            {group.items.map((item) => (
              <PaletteRow key={item.id} item={item} onRun={() => run(item)} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      {groups.length === 0 ? (
        <p role="status" className="px-4 py-6 text-center text-muted text-sm">
          {found.isLoading ? 'Searching…' : `Nothing found for “${query.trim()}”.`}
        </p>
      ) : null}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-4 py-2 text-muted text-xs">
        Begin with
        {scopeSigns.map(([sign, place]) => (
          <span key={sign}>
            <Kbd>{sign}</Kbd> {place}
          </span>
        ))}
      </p>
    </Command>
  )
}

function PaletteRow({ item, onRun }: { item: PaletteItem; onRun: () => void }) {
  const { icon: Icon } = item
  return (
    <Command.Item
      value={item.id}
      disabled={item.disabledReason !== undefined}
      onSelect={onRun}
      className={cn(
        'flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1 text-sm data-[disabled=true]:text-faint data-[selected=true]:bg-hover touch:min-h-10',
        '[&_svg]:size-4 [&_svg]:shrink-0',
      )}
    >
      {isIconComponent(Icon) ? <Icon aria-hidden strokeWidth={1.75} className="text-faint" /> : Icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{item.label}</span>
        {item.disabledReason ? <span className="block truncate text-faint text-xs">{item.disabledReason}</span> : null}
      </span>
      {item.detail ? (
        <span className="max-w-[45%] truncate font-mono text-muted text-xs max-sm:hidden">{item.detail}</span>
      ) : null}
      {item.keys ? <Kbd>{item.keys}</Kbd> : null}
    </Command.Item>
  )
}

/** A lucide icon is a component (a forwardRef object); anything else is already rendered. */
const isIconComponent = (
  icon: PaletteItem['icon'],
): icon is Extract<PaletteItem['icon'], { displayName?: string | undefined }> =>
  typeof icon === 'object' && icon !== null && '$$typeof' in icon && !isValidElement(icon)

interface StandingGroup extends PaletteGroup {
  readonly scope: PaletteScope
}

function standingGroups(createBlocked: CommandPaletteProps['createBlocked'], actor: Actor): StandingGroup[] {
  return [
    {
      heading: 'Create',
      scope: 'commands',
      items: createItems.map((item) => ({
        id: `create-${item.kind}`,
        label: item.kind === 'import' ? 'Import a file' : `Create ${item.label.toLowerCase()}`,
        icon: item.icon,
        href: item.href,
        keys: item.keys,
        disabledReason: createBlocked[item.kind],
      })),
    },
    {
      heading: 'Go to',
      scope: 'commands',
      items: navigationItems.map((item) => ({
        id: `go-${item.href}`,
        label: item.label,
        icon: item.icon,
        href: item.href,
        keys: item.keys,
      })),
    },
    {
      heading: 'Settings',
      scope: 'settings',
      items: sectionsFor(actor)
        .flatMap(({ sections }) => sections)
        .map(({ label, href }) => ({ id: `settings-${href}`, label, icon: Settings, href })),
    },
  ]
}

/** Commands that contain every typed word; the order stays. */
function matching(group: PaletteGroup, query: string): PaletteGroup {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const text = (item: PaletteItem) => `${group.heading} ${item.label} ${item.detail ?? ''}`.toLowerCase()
  return { ...group, items: group.items.filter((item) => words.every((word) => text(item).includes(word))) }
}
