'use client'

import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog, useCreation } from '@/components/import/create-dialog'
import { domainIn } from '@/components/import/missing-names'
import { useActor } from '@/components/shell/actor-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { entityMutations } from '@/lib/client/mutations'
import { type Domain, domains, domainType } from '@/lib/model/entities/domain'

interface CreateDomainDialogProps {
  /** As the rows name it. */
  name: string
  /** With what it is called now. */
  onCreated: (fqn: string) => Promise<void>
}

/** Makes the domain that rows refer to, then asks for these rows again. */
export function CreateDomainDialog({ name: said, onCreated }: CreateDomainDialogProps) {
  const { parent } = domainIn(said)
  const [given, setName] = useState(() => domainIn(said).name)
  const [type, setType] = useState<Domain['domainType']>('Aggregate')
  const actor = useActor()
  const name = given.trim()
  const dialog = useCreation(
    () =>
      entityMutations(domains).create({
        name,
        domainType: type,
        description: '',
        ...(parent !== undefined && { parent }),
      }),
    ({ fullyQualifiedName = said }) => onCreated(fullyQualifiedName),
  )
  return (
    <CreateDialog
      {...dialog}
      noun="domain"
      name={said}
      description={`It is created at once, before the rows${parent === undefined ? '' : `, below ${parent}`}.`}
      blocked={blockedReason(actor, 'Create', domains)}
      missing={name === '' ? 'Say what it is called.' : undefined}
    >
      <Field label="Name" required>
        <Input value={given} dir="auto" maxLength={256} onChange={(event) => setName(event.target.value)} />
      </Field>
      <DomainType value={type} onChange={setType} />
    </CreateDialog>
  )
}

interface DomainTypeProps {
  value: Domain['domainType']
  onChange: (type: Domain['domainType']) => void
}

export function DomainType({ value, onChange }: DomainTypeProps) {
  return (
    <Field label="Type" help="Whether it is close to where data comes from, or to where it is used.">
      <Select value={value} onChange={(event) => onChange(domainType.parse(event.target.value))}>
        {domainType.options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </Select>
    </Field>
  )
}
