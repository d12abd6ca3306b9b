'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog } from '@/components/import/create-dialog'
import { useActor } from '@/components/shell/actor-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ApiError } from '@/lib/client/api'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { classifications, tags } from '@/lib/model/entities/tag'
import { quoteName, splitFqn, unquoteName } from '@/lib/model/rules/fqn'

interface CreateTagDialogProps {
  /** As the rows name it. */
  name: string
  /** With what it is called now. */
  onCreated: (fqn: string) => Promise<void>
}

/** Makes the tag that rows refer to, and its classification where that is missing, then asks for these rows again. */
export function CreateTagDialog({ name: said, onCreated }: CreateTagDialogProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [given, setGiven] = useState(() => partsOf(said))
  const client = useQueryClient()
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const classification = given.classification.trim()
  const name = given.name.trim()
  const creation = useMutation({
    mutationFn: async () => {
      const known = entityQueries(classifications).byName(quoteName(classification), {})
      await client.fetchQuery({ ...known, retry: false }).catch(async (error: unknown) => {
        if (!(error instanceof ApiError) || error.kind !== 'notFound') throw error
        await entityMutations(classifications).create({ name: classification, description: '' })
      })
      return entityMutations(tags).create({ name, classification, description: '' })
    },
    onSuccess: async ({ fullyQualifiedName = said }) => {
      setIsOpen(false)
      await Promise.all([onCreated(fullyQualifiedName), refresh()])
    },
  })
  return (
    <CreateDialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      noun="tag"
      name={said}
      description="It is created at once, before the rows, and its classification too if there is none of that name."
      blocked={blockedReason(actor, 'Create', tags)}
      missing={classification === '' || name === '' ? 'Say what it and its classification are called.' : undefined}
      creation={creation}
    >
      <Field label="Classification">
        <Input
          value={given.classification}
          maxLength={256}
          onChange={(event) => setGiven({ ...given, classification: event.target.value })}
        />
      </Field>
      <Field label="Tag">
        <Input
          value={given.name}
          maxLength={256}
          onChange={(event) => setGiven({ ...given, name: event.target.value })}
        />
      </Field>
    </CreateDialog>
  )
}

/** `PII.None` says its classification; what stands alone does not. */
function partsOf(said: string): { readonly classification: string; readonly name: string } {
  try {
    const [first = '', ...rest] = splitFqn(said)
    return rest.length === 1
      ? { classification: unquoteName(first), name: unquoteName(rest[0] ?? '') }
      : { classification: '', name: unquoteName(rest.at(-1) ?? first) }
  } catch {
    return { classification: '', name: said }
  }
}
