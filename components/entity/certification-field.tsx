'use client'

import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { tagName } from '@/components/entity/tag-name'
import { type TagOption, useLabelOptions } from '@/components/entity/tags-field'
import { Combobox } from '@/components/ui/combobox'
import { Input } from '@/components/ui/input'
import { isoMinute, momentIn } from '@/lib/model/fields/moment'
import { tagIn } from '@/lib/model/fields/tags'
import { isRecord } from '@/lib/model/rules/is-record'

/** How long a certification holds unless somebody says otherwise: OpenMetadata's 30 days. */
const validityMs = 30 * 24 * 60 * 60 * 1000

/** A label that is given now and holds for a while. */
export function CertificationField(props: EntityFieldProps) {
  const field = useDraftField(props.name)
  const loadOptions = useLabelOptions('certification')
  const value = isRecord(field.value) ? field.value : undefined
  const tag = tagIn(value?.tagLabel)
  const expiry = typeof value?.expiryDate === 'number' ? isoMinute(new Date(value.expiryDate)).slice(0, 10) : ''
  const choose = (option: TagOption | null) => {
    const now = Date.now()
    field.setValue(option === null ? null : { tagLabel: option.tag, appliedDate: now, expiryDate: now + validityMs })
  }
  return (
    <DraftField field={field} help="Given on the day it is chosen." {...props}>
      <div className="grid gap-2 sm:grid-cols-2">
        <Combobox<TagOption>
          ref={field.ref}
          value={tag === undefined ? null : { value: tag.tagFQN, label: tagName(tag), tag }}
          onValueChange={choose}
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
            required
            onChange={(event) => {
              const expiryDate = momentIn(event.target.value)
              if (expiryDate !== undefined) field.setValue({ ...value, expiryDate })
            }}
            disabled={field.disabled}
          />
        )}
      </div>
    </DraftField>
  )
}
