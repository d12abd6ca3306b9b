'use client'

import { useRef, useState } from 'react'
import { type OneThing, OneThingDialog } from '@/components/entity/one-thing-dialog'
import { Input } from '@/components/ui/input'
import type { RenamableCollection } from '@/lib/model/rules/renamable'

interface RenameDialogProps extends OneThing {
  collection: RenamableCollection
}

/** Asks for another name, says what follows it, and leads to the page under the new one. */
export function RenameDialog({ collection, ...thing }: RenameDialogProps) {
  const { entity } = thing
  const [name, setName] = useState(entity.name)
  const input = useRef<HTMLInputElement>(null)
  const isSame = name.trim() === '' || name === entity.name
  return (
    <OneThingDialog
      {...thing}
      verb="Rename"
      description="What it is given to, and what is in it, stays. Its old address leads here. Programs and files that name it need the new name."
      wish={name}
      missing={isSame ? 'Type another name.' : undefined}
      request={(to: string) => ({ kind: 'rename', collection, id: entity.id, name: to })}
      told={(to) => `${entity.name} is called ${to} now.`}
      asItIs="It is called so already"
      onReset={() => setName(entity.name)}
      onOpenAutoFocus={(event) => {
        event.preventDefault()
        input.current?.select()
      }}
      label="Name"
      help="As programs and files call it; the display name stays."
      control={(changed) => (
        <Input
          ref={input}
          value={name}
          autoComplete="off"
          spellCheck={false}
          maxLength={256}
          onChange={(event) => {
            setName(event.target.value)
            changed()
          }}
        />
      )}
    />
  )
}
