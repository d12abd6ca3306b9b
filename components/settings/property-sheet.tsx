'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormSheet } from '@/components/settings/form-sheet'
import { configOf, linesIn, propertyTypes, settingIn } from '@/components/settings/property-types'
import { CheckboxField } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { ComboboxOption } from '@/components/ui/use-options'
import { putProperty } from '@/lib/client/custom-properties'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { entityTypes } from '@/lib/model/entities/entity'
import { resourceWords } from '@/lib/model/rules/rule-words'
import { textMax } from '@/lib/model/rules/text-max'

const typeOption = (type: string): ComboboxOption => ({ value: type, label: resourceWords(type), detail: type })
const typeOptions = entityTypes.map(typeOption)

interface PropertySheetProps {
  typeId: string
  /** "dashboards" */
  many: string
  /** Which one is changed; a new one if left out. */
  property: CustomProperty | undefined
  /** Names that are taken. */
  taken: readonly string[]
  onClose: () => void
  onSaved: () => Promise<unknown>
}

/** What a custom property is called and may hold. Name and type stay as they are once things have it. */
export function PropertySheet({ typeId, many, property, taken, onClose, onSaved }: PropertySheetProps) {
  const kept = settingIn(property?.customPropertyConfig?.config)
  const start = {
    displayName: property?.displayName ?? '',
    name: property?.name ?? '',
    type: property?.propertyType.name ?? 'string',
    description: property?.description ?? '',
    text: kept.text,
    isMany: kept.isMany,
  }
  const [draft, setDraft] = useState(start)
  const [problem, setProblem] = useState<string>()
  const set = (change: Partial<typeof start>) => setDraft({ ...draft, ...change })
  const { setting } = propertyTypes.find(({ value }) => value === draft.type) ?? {}
  const save = useMutation({
    mutationFn: () => {
      const { text, isMany, ...given } = draft
      return putProperty(typeId, { ...given, name: draft.name.trim(), config: configOf(draft.type, text, isMany) })
    },
    onSuccess: onSaved,
  })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(start) && !save.isSuccess
  const gone = kept.text.split('\n').filter((line) => line !== '' && !draft.text.split('\n').includes(line))
  const submit = () => {
    const name = draft.name.trim()
    const found =
      name === ''
        ? 'Enter a name.'
        : property === undefined && taken.includes(name)
          ? 'There is a property of this name.'
          : undefined
    setProblem(found)
    if (found === undefined && !save.isPending) save.mutate()
  }
  return (
    <FormSheet
      label="Property"
      title={property === undefined ? 'New property' : property.displayName || property.name}
      description={
        property === undefined ? (
          `Of all ${many}.`
        ) : (
          <>
            <code className="font-mono text-xs">{property.name}</code> of all {many}. Name and type stay as they are:
            what things have would not fit.
          </>
        )
      }
      action={property === undefined ? 'Create property' : 'Save'}
      failed="It could not be saved"
      saving={save}
      isUnsaved={isChanged}
      onClose={onClose}
      onSubmit={submit}
    >
      {property === undefined ? (
        <Field label="Name" required error={problem} help="As files and programs call it. It stays as it is.">
          <Input
            value={draft.name}
            maxLength={textMax.name}
            autoComplete="off"
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label="Display name" help="What people read; the name is shown where there is none.">
        <Input
          value={draft.displayName}
          dir="auto"
          maxLength={textMax.line}
          onChange={(event) => set({ displayName: event.target.value })}
        />
      </Field>
      <Field label="Type">
        <Select
          value={draft.type}
          disabled={property !== undefined}
          onChange={(event) => set({ type: event.target.value, text: '' })}
        >
          {propertyTypes.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {setting === undefined ? null : (
        <Field
          label={setting.label}
          required
          help={
            draft.type === 'enum' && gone.length > 0
              ? `What has ${gone.join(', ')} keeps it, until it is changed.`
              : setting.help
          }
        >
          {setting.kind === 'types' ? (
            <MultiCombobox
              value={linesIn(draft.text).map(typeOption)}
              options={typeOptions}
              onValueChange={(chosen) => set({ text: chosen.map(({ value }) => value).join('\n') })}
              selectedLabel="Selected types"
            />
          ) : setting.kind === 'text' ? (
            <Input value={draft.text} dir="ltr" onChange={(event) => set({ text: event.target.value })} />
          ) : (
            <Textarea value={draft.text} rows={4} onChange={(event) => set({ text: event.target.value })} />
          )}
        </Field>
      )}
      {draft.type === 'enum' ? (
        <CheckboxField
          label="Several of them at once"
          checked={draft.isMany}
          onChange={(event) => set({ isMany: event.target.checked })}
        />
      ) : null}
      <Field label="Description" help="Shown under the field in forms.">
        <Textarea
          value={draft.description}
          dir="auto"
          rows={2}
          onChange={(event) => set({ description: event.target.value })}
        />
      </Field>
    </FormSheet>
  )
}
