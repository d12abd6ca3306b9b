'use client'

import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog, useCreation } from '@/components/import/create-dialog'
import { useActor } from '@/components/shell/actor-context'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { entityMutations } from '@/lib/client/mutations'
import { dashboardServices, type ServiceType, serviceType } from '@/lib/model/entities/dashboard-service'
import { unquoteName } from '@/lib/model/rules/fqn'

interface CreateServiceDialogProps {
  /** As the rows name it. */
  name: string
  onCreated: () => Promise<void>
}

/** Makes the service that rows refer to, then asks for these rows again. */
export function CreateServiceDialog({ name, onCreated }: CreateServiceDialogProps) {
  const [type, setType] = useState<ServiceType>(() => guessType(name))
  const actor = useActor()
  const dialog = useCreation(
    () => entityMutations(dashboardServices).create({ name: unquoteName(name), serviceType: type }),
    () => onCreated(),
  )
  return (
    <CreateDialog
      {...dialog}
      noun="service"
      name={unquoteName(name)}
      description="It is created at once, before the rows. Its connection can be added later."
      blocked={blockedReason(actor, 'Create', dashboardServices)}
    >
      <Field label="Type" help="Decides the logo and how dashboards are opened; it cannot be changed later.">
        <Select value={type} onChange={(event) => setType(serviceType.parse(event.target.value))}>
          {serviceType.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </Select>
      </Field>
    </CreateDialog>
  )
}

/** `grafana_prod` is most likely a Grafana. */
function guessType(name: string): ServiceType {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '')
  return serviceType.options.find((option) => plain.includes(option.toLowerCase())) ?? 'CustomDashboard'
}
