'use client'

import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog, useCreation } from '@/components/import/create-dialog'
import { chartIn } from '@/components/import/missing-names'
import { useActor } from '@/components/shell/actor-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { entityMutations } from '@/lib/client/mutations'
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
  const { service, name: guess } = chartIn(said)
  const [given, setName] = useState(guess)
  const [title, setTitle] = useState('')
  const actor = useActor()
  const name = given.trim()
  const displayName = title.trim()
  const dialog = useCreation(
    () => entityMutations(charts).create({ name, service, ...(displayName !== '' && { displayName }) }),
    ({ fullyQualifiedName = said }) => onCreated(fullyQualifiedName),
  )
  return (
    <CreateDialog
      {...dialog}
      noun="chart"
      name={said}
      description={`It is created at once, before the rows, in ${service}. Its type and the rest can be added later.`}
      blocked={blockedReason(actor, 'Create', charts) ?? waits}
      missing={service === '' ? 'The rows do not say its service.' : name === '' ? 'Say what it is called.' : undefined}
    >
      <Field label="Name" required help={charts.members.get('name')?.help}>
        <Input value={given} dir="auto" maxLength={256} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Display name" help="What people read; it may be left empty.">
        <Input value={title} dir="auto" maxLength={256} onChange={(event) => setTitle(event.target.value)} />
      </Field>
    </CreateDialog>
  )
}
