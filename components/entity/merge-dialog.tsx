'use client'

import { useCallback, useMemo, useState } from 'react'
import { type OneThing, OneThingDialog } from '@/components/entity/one-thing-dialog'
import { type ReferenceOption, useReferenceOptions } from '@/components/entity/reference-options'
import { Combobox } from '@/components/ui/combobox'
import { type MergeableCollection, mergeableTypes } from '@/lib/model/rules/renamable'

interface MergeDialogProps extends OneThing {
  collection: MergeableCollection
}

/** Asks which other one is to take the place of this one, says what follows, and leads to it. */
export function MergeDialog({ collection, ...thing }: MergeDialogProps) {
  const { kind, entity } = thing
  const types = useMemo(() => [mergeableTypes[collection]], [collection])
  const loadAll = useReferenceOptions(types)
  const loadOptions = useCallback(
    async (q: string, signal: AbortSignal) => (await loadAll(q, signal)).filter(({ value }) => value !== entity.id),
    [loadAll, entity.id],
  )
  const [into, setInto] = useState<ReferenceOption | null>(null)
  return (
    <OneThingDialog
      {...thing}
      verb="Merge"
      letsGo
      description={`Everything with this ${kind.one} gets another one instead. This one is deleted, and its address leads to the other. The job can be undone.`}
      wish={into}
      missing={into === null ? `Choose the ${kind.one} that stays.` : undefined}
      request={(chosen: ReferenceOption | null) => ({
        kind: 'merge',
        collection,
        id: entity.id,
        into: chosen?.value ?? entity.id,
      })}
      target={(chosen) => chosen?.value ?? entity.id}
      told={(chosen) => `${entity.name} is merged into ${chosen?.label ?? ''}.`}
      asItIs="It cannot be merged"
      onReset={() => setInto(null)}
      label="Merge into"
      help={`The ${kind.one} that stays.`}
      control={(changed) => (
        <Combobox<ReferenceOption>
          value={into}
          onValueChange={(option) => {
            setInto(option)
            changed()
          }}
          loadOptions={loadOptions}
          placeholder="Find it by name"
          emptyText="Nothing of that name"
          clearable
        />
      )}
    />
  )
}
