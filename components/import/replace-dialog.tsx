'use client'

import { useCallback, useState } from 'react'
import { type ReferenceOption, useReferenceOptions } from '@/components/entity/reference-options'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import type { ComboboxOption, LoadOptions } from '@/components/ui/use-options'
import type { EntityType } from '@/lib/model/entities/entity'
import { counted } from '@/lib/model/rules/counted'

interface ReplaceDialogProps {
  /** Type of what rows refer to. */
  type: string
  /** As the rows name it. */
  name: string
  count: number
  onReplace: (to: string) => void
}

const people: readonly EntityType[] = ['user', 'team']

/** Says what rows mean by a name that the catalogue does not have, for all of them. */
export function ReplaceDialog({ type, name, count, onReplace }: ReplaceDialogProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [chosen, setChosen] = useState<ComboboxOption | null>(null)
  const isPerson = type === 'user' || type === 'team'
  const load = useReferenceOptions(isPerson ? people : [type as EntityType]) // as the server names it
  const loadOptions = useCallback<LoadOptions>(
    async (query, signal) => (await load(query, signal)).map((option) => byName(option, isPerson)),
    [load, isPerson],
  )
  const replace = () => {
    if (chosen === null) return
    setIsOpen(false)
    onReplace(chosen.value)
  }
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button size="sm" aria-label={`Replace ${name}…`}>
          Replace…
        </Button>
      </DialogTrigger>
      <DialogContent
        size="sm"
        title={`What is “${name}”?`}
        description={`It is replaced in ${counted(count, 'row')}, and in the next file that is imported by this mapping.`}
        footer={
          <DialogActions disabledReason={chosen === null ? 'Choose what it means first.' : undefined} onClick={replace}>
            {`Replace in ${counted(count, 'row')}`}
          </DialogActions>
        }
      >
        <Field label="Here it is called">
          <Combobox value={chosen} onValueChange={setChosen} loadOptions={loadOptions} placeholder="Type to find it" />
        </Field>
      </DialogContent>
    </Dialog>
  )
}

/** Rows name things; ids mean nothing to them. People are found by their short name. */
const byName = ({ reference, ...option }: ReferenceOption, isPerson: boolean): ComboboxOption => ({
  ...option,
  value: (isPerson ? reference.name : reference.fullyQualifiedName) ?? reference.name ?? option.label,
})
