'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog } from '@/components/import/create-dialog'
import { chartIn } from '@/components/import/missing-names'
import { useActor } from '@/components/shell/actor-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { charts } from '@/lib/model/entities/chart'

interface CreateChartDialogProps {
  /** With its service, which is that of the dashboard unless the rows name another. */
  name: string
  /** Why it cannot be made yet. */
  waits: string | undefined
  /** With what it is called now. */
  onCreated: (fqn: string) => Promise<void>
}

/** Makes the chart that rows refer to, then asks for these rows again. */
export function CreateChartDialog({ name: said, waits, onCreated }: CreateChartDialogProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { service, name: guess } = chartIn(said)
  const [given, setName] = useState(guess)
  const [title, setTitle] = useState('')
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const name = given.trim()
  const displayName = title.trim()
  const creation = useMutation({
    mutationFn: () => entityMutations(charts).create({ name, service, ...(displayName !== '' && { displayName }) }),
    onSuccess: async ({ fullyQualifiedName = said }) => {
      setIsOpen(false)
      await Promise.all([onCreated(fullyQualifiedName), refresh()])
    },
  })
  return (
    <CreateDialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      noun="chart"
      name={said}
      description={`It is created at once, before the rows, in ${service}. Its type and the rest can be added later.`}
      blocked={blockedReason(actor, 'Create', charts) ?? waits}
      missing={service === '' ? 'The rows do not say its service.' : name === '' ? 'Say what it is called.' : undefined}
      creation={creation}
    >
      <Field label="Name" help={charts.members.get('name')?.help}>
        <Input value={given} dir="auto" maxLength={256} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Display name" help="What people read; it may be left empty.">
        <Input value={title} dir="auto" maxLength={256} onChange={(event) => setTitle(event.target.value)} />
      </Field>
    </CreateDialog>
  )
}
