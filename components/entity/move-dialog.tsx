'use client'

import { useMemo, useState } from 'react'
import { type OneThing, OneThingDialog } from '@/components/entity/one-thing-dialog'
import { type ReferenceOption, useReferenceOptions } from '@/components/entity/reference-options'
import { Combobox } from '@/components/ui/combobox'
import { definitionOf } from '@/lib/model/entities/registry'
import { type MovableCollection, movableTypes } from '@/lib/model/rules/renamable'

interface MoveDialogProps extends OneThing {
  collection: MovableCollection
}

/** Asks where something is to stand, says what goes along, and leads to it there. */
export function MoveDialog({ collection, ...thing }: MoveDialogProps) {
  const { kind, entity } = thing
  const type = movableTypes[collection]
  const container = definitionOf(type)?.container
  const types = useMemo(() => [...new Set([container?.type ?? type, type])], [container, type])
  const loadOptions = useReferenceOptions(types)
  // Without a place it is at the top; of what is always in something, that has to be said.
  const mayBeAtTop = container?.optional === true
  const [place, setPlace] = useState<ReferenceOption | null>(null)
  return (
    <OneThingDialog
      {...thing}
      verb="Move"
      description="What is below it goes along, and what it is given to keeps it. Its old address leads here. Programs and files that name it need the new full name."
      wish={place}
      missing={place === null && !mayBeAtTop ? 'Choose a place.' : undefined}
      request={(to: ReferenceOption | null) => ({ kind: 'move', collection, id: entity.id, to: to?.value ?? null })}
      told={(to) => `${entity.name} is ${to === null ? 'at the top' : `in ${to.label}`} now.`}
      asItIs="It is there already"
      onReset={() => setPlace(null)}
      label="Place"
      help={mayBeAtTop ? `The ${kind.one} above it; empty for the top.` : 'What it is to be in, or below.'}
      control={(changed) => (
        <Combobox<ReferenceOption>
          value={place}
          onValueChange={(option) => {
            setPlace(option)
            changed()
          }}
          loadOptions={loadOptions}
          placeholder={mayBeAtTop ? 'At the top' : 'Find it by name'}
          emptyText="Nothing of that name"
          clearable
        />
      )}
    />
  )
}
