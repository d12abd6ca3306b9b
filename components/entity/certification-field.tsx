'use client'

import { useQuery } from '@tanstack/react-query'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { isPast } from '@/components/entity/is-past'
import { tagName } from '@/components/entity/tag-name'
import { type TagOption, useLabelOptions } from '@/components/entity/tags-field'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { Input } from '@/components/ui/input'
import { certificationSettingsQuery } from '@/lib/client/settings'
import { isoMinute, momentIn } from '@/lib/model/fields/moment'
import { tagIn } from '@/lib/model/fields/tags'
import { certificationDefaults, validityDays } from '@/lib/model/rules/certified'
import { isRecord } from '@/lib/model/rules/is-record'

const dayMs = 24 * 60 * 60 * 1000
const dayOf = (time: number): string => isoMinute(new Date(time)).slice(0, 10)

/** A label that is given now and holds for a while, at most for as long as the settings say. */
export function CertificationField(props: EntityFieldProps) {
  const field = useDraftField(props.name)
  const loadOptions = useLabelOptions('certification')
  const value = isRecord(field.value) ? field.value : undefined
  const tag = tagIn(value?.tagLabel)
  const expiry = typeof value?.expiryDate === 'number' ? dayOf(value.expiryDate) : ''
  const { data: settings = certificationDefaults } = useQuery(certificationSettingsQuery)
  const days = validityDays(settings.validityPeriod) ?? 0
  const validityMs = days * dayMs
  const give = (tagLabel: unknown) => {
    const now = Date.now()
    field.setValue({ tagLabel, appliedDate: now, expiryDate: now + validityMs })
  }
  return (
    <DraftField field={field} help={`Given on the day it is chosen, for ${days} days at most.`} {...props}>
      <div className="grid gap-2 sm:grid-cols-2">
        <Combobox<TagOption>
          ref={field.ref}
          value={tag === undefined ? null : { value: tag.tagFQN, label: tagName(tag), tag }}
          onValueChange={(option) => (option === null ? field.setValue(null) : give(option.tag))}
          loadOptions={loadOptions}
          placeholder="Not certified"
          emptyText="No certification of that name"
          clearable
          disabled={field.disabled}
          onBlur={field.onBlur}
        />
        {value === undefined ? null : (
          <Input
            id={`${field.id}-until`}
            type="date"
            aria-label="Certified until"
            value={expiry}
            max={typeof value.appliedDate === 'number' ? dayOf(value.appliedDate + validityMs) : undefined}
            aria-required
            onChange={(event) => {
              const expiryDate = momentIn(event.target.value)
              if (expiryDate !== undefined) field.setValue({ ...value, expiryDate })
            }}
            disabled={field.disabled}
          />
        )}
      </div>
      {value !== undefined && isPast(value.expiryDate) ? (
        <Button size="sm" className="mt-1 w-fit" disabled={field.disabled} onClick={() => give(value.tagLabel)}>
          Certify anew
        </Button>
      ) : null}
    </DraftField>
  )
}
