'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormSheet } from '@/components/settings/form-sheet'
import { configOf, linesIn, propertyTypes, settingIn, uncounted } from '@/components/settings/property-types'
import { CheckboxField } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { ComboboxOption } from '@/components/ui/use-options'
import { putProperty, putPropertyUse } from '@/lib/client/custom-properties'
import { type CustomProperty, ordinaryUse, type PropertyUse } from '@/lib/model/entities/custom-property'
import { entityTypes } from '@/lib/model/entities/entity'
import { resourceWords } from '@/lib/model/rules/rule-words'
import { textMax } from '@/lib/model/rules/text-max'

const typeOption = (type: string): ComboboxOption => ({ value: type, label: resourceWords(type), detail: type })
const typeOptions = entityTypes.map(typeOption)

interface PropertySheetProps {
  typeId: string
  /** `dashboard` */
  typeName: string
  /** "dashboards" */
  many: string
  /** Which one is changed; a new one if left out. */
  property: CustomProperty | undefined
  /** What is made of it now. */
  use: PropertyUse | undefined
  /** Names that are taken. */
  taken: readonly string[]
  onClose: () => void
  onSaved: () => Promise<unknown>
}

/** What a custom property is called and may hold. Name and type stay as they are once things have it. */
export function PropertySheet({
  typeId,
  typeName,
  many,
  property,
  use = ordinaryUse,
  taken,
  onClose,
  onSaved,
}: PropertySheetProps) {
  const kept = settingIn(property?.customPropertyConfig?.config)
  const start = {
    displayName: property?.displayName ?? '',
    name: property?.name ?? '',
    type: property?.propertyType.name ?? 'string',
    description: property?.description ?? '',
    text: kept.text,
    isMany: kept.isMany,
    ...use,
  }
  const [draft, setDraft] = useState(start)
  const [problem, setProblem] = useState<string>()
  const set = (change: Partial<typeof start>) => setDraft({ ...draft, ...change })
  const isUncounted = uncounted.has(draft.type)
  const { setting } = propertyTypes.find(({ value }) => value === draft.type) ?? {}
  const save = useMutation({
    mutationFn: async () => {
      const { text, isMany, isFilter, isRequired, ...given } = draft
      const name = draft.name.trim()
      await putProperty(typeId, { ...given, name, config: configOf(draft.type, text, isMany) })
      if (isFilter !== use.isFilter || isRequired !== use.isRequired)
        await putPropertyUse(typeName, name, { isFilter, isRequired: isRequired && !isUncounted })
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
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium text-fg text-sm">Use</legend>
        <CheckboxField
          label="Offered as a filter"
          help={isUncounted ? 'Lists are not filtered by values of this type.' : `In the lists of ${many}.`}
          checked={draft.isFilter && !isUncounted}
          disabled={isUncounted}
          onChange={(event) => set({ isFilter: event.target.checked })}
        />
        <CheckboxField
          label="Required for complete"
          help={
            isUncounted
              ? 'Lists cannot tell whether values of this type are there.'
              : `Without a value, ${many} are incomplete: their pages say so, and lists find them. They can be saved all the same.`
          }
          checked={draft.isRequired && !isUncounted}
          disabled={isUncounted}
          onChange={(event) => set({ isRequired: event.target.checked })}
        />
      </fieldset>
    </FormSheet>
  )
}
