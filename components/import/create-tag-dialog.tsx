'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog, useCreation } from '@/components/import/create-dialog'
import { tagIn } from '@/components/import/missing-names'
import { useActor } from '@/components/shell/actor-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { createTag } from '@/lib/client/create-tag'
import { tags } from '@/lib/model/entities/tag'

interface CreateTagDialogProps {
  /** As the rows name it. */
  name: string
  /** With what it is called now. */
  onCreated: (fqn: string) => Promise<void>
}

/** Makes the tag that rows refer to, and its classification where that is missing, then asks for these rows again. */
export function CreateTagDialog({ name: said, onCreated }: CreateTagDialogProps) {
  const [given, setGiven] = useState(() => tagIn(said))
  const client = useQueryClient()
  const actor = useActor()
  const classification = given.classification.trim()
  const name = given.name.trim()
  const dialog = useCreation(
    () => createTag(client, { classification, name }),
    ({ fullyQualifiedName = said }) => onCreated(fullyQualifiedName),
  )
  return (
    <CreateDialog
      {...dialog}
      noun="tag"
      name={said}
      description="It is created at once, before the rows, and its classification too if there is none of that name."
      blocked={blockedReason(actor, 'Create', tags)}
      missing={classification === '' || name === '' ? 'Say what it and its classification are called.' : undefined}
    >
      <Field label="Classification" required>
        <Input
          value={given.classification}
          maxLength={256}
          onChange={(event) => setGiven({ ...given, classification: event.target.value })}
        />
      </Field>
      <Field label="Tag" required>
        <Input
          value={given.name}
          maxLength={256}
          onChange={(event) => setGiven({ ...given, name: event.target.value })}
        />
      </Field>
    </CreateDialog>
  )
}
