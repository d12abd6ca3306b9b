'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { EditAsFile } from '@/components/catalogue/edit-as-file'
import { isForGrid } from '@/components/catalogue/selection-file'
import type { Selected, SelectionJobHandle } from '@/components/catalogue/use-selection-job'
import { EntityForm } from '@/components/entity/entity-form'
import type { EntityKind } from '@/components/entity/entity-kind'
import { FieldInput } from '@/components/entity/field-input'
import { FormProblems } from '@/components/entity/form-problems'
import { RequestError } from '@/components/entity/request-error'
import { useDefinition } from '@/components/entity/use-definition'
import { useEntityForm } from '@/components/entity/use-entity-form'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { Sheet, SheetPlace } from '@/components/ui/sheet'
import { extendedTypeQuery } from '@/lib/client/custom-properties'
import { jobHref } from '@/lib/client/jobs'
import { importOfSelection } from '@/lib/client/send-import'
import { targetColumns } from '@/lib/import/columns'
import { type Draft, isEmptyValue } from '@/lib/model/edits/draft'
import { editableFields, waysOf } from '@/lib/model/edits/field-edit'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { type Field as EntityField, inSentence } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import type { EditWay, FieldEdit } from '@/lib/model/wire/selection'

interface EditManyProps {
  kind: EntityKind
  /** "12 dashboards" */
  count: string
  /** The same as a number. */
  total: number
  selected: Selected
  job: SelectionJobHandle
  onClose: () => void
}

/** What is to become of fields of many things: said once, and looked at for each of them before it is done. */
export function EditMany(props: EditManyProps) {
  return (
    <SheetPlace>
      <EditOrWait {...props} />
    </SheetPlace>
  )
}

function EditOrWait(props: EditManyProps) {
  const { kind, count, onClose } = props
  const { data, error, refetch, isFetching } = useQuery(extendedTypeQuery(kind.def.type))
  if (data !== undefined) return <EditForm {...props} properties={data.customProperties ?? noProperties} />
  return (
    <Sheet onClose={onClose} title={`Edit ${count}`}>
      {error === null ? (
        <p role="status" className="text-faint">
          Loading
        </p>
      ) : (
        <RequestError
          title="The fields could not be loaded"
          error={error}
          retrying={isFetching}
          onRetry={() => void refetch()}
        />
      )}
    </Sheet>
  )
}

const noProperties: readonly CustomProperty[] = []

const wayLabels: Readonly<Record<EditWay, string>> = {
  add: 'Add',
  remove: 'Remove',
  set: 'Replace with',
  clear: 'Clear',
}

interface Change {
  readonly field: EntityField
  readonly how: EditWay
}

/** A list may gain and lose items in one edit: in the form it is there a second time. */
const secondOf = (field: EntityField): EntityField => ({
  ...field,
  name: `${field.name}:second`,
  label: `${field.label}, second change`,
})
const isSecond = ({ name }: EntityField): boolean => name.endsWith(':second')
const listWays: readonly EditWay[] = ['add', 'remove']
const waysFor = (field: EntityField): readonly EditWay[] => (isSecond(field) ? listWays : waysOf(field))

function EditForm({
  kind,
  count,
  total,
  selected,
  job,
  onClose,
  properties,
}: EditManyProps & { properties: readonly CustomProperty[] }) {
  const formId = useId()
  const known = useDefinition(kind.def.type, properties)
  const [def, fields] = useMemo(() => {
    const first = editableFields(known)
    const second = first.filter((field) => waysOf(field).includes('add')).map(secondOf)
    const members = new Map([...known.members, ...second.map((field) => [field.name, field] as const)])
    return [{ ...known, members }, [...first, ...second]]
  }, [known])
  const [changes, setChanges] = useState<readonly Change[]>([])
  const names = useMemo(() => fields.map(({ name }) => name), [fields])
  const state = useEntityForm({ def, fields: names, onSave: async (draft) => send(draft) })
  const { form } = state
  const router = useRouter()
  const cells = useMutation({
    mutationFn: () => {
      const emptied = targetColumns(known).filter(({ isRequired, kind: of }) => !isRequired && of !== 'fqn')
      return importOfSelection(
        selected,
        `Cells of ${count}`,
        emptied.map(({ key }) => key),
      )
    },
    onSuccess: ({ id }) => router.push(`${jobHref(id)}?view=cells`),
  })
  const send = (draft: Draft): 'saved' | 'held' => {
    const missing = changes.filter(({ field, how }) => how !== 'clear' && isEmptyValue(draft[field.name]))
    for (const { field } of missing)
      form.setError(field.name, { type: 'required', message: `Say what is to be in ${inSentence(field.label)}.` })
    const [first] = missing
    if (first !== undefined) {
      document.getElementById(state.controlId(first.field.name))?.focus()
      return 'held'
    }
    job.start({ kind: 'edit', ...selected, edits: changes.map((change) => editOf(change, draft)) })
    return 'held'
  }
  const choose = (event: FormEvent<HTMLSelectElement>) => {
    const field = fields.find(({ name }) => name === event.currentTarget.value)
    if (field === undefined) return
    const taken = changes.find((change) => secondOf(change.field).name === field.name)?.how
    const how = waysFor(field).find((way) => way !== taken) ?? 'set'
    setChanges([...changes, { field, how }])
  }
  const isChosen = ({ name }: EntityField) => changes.some((change) => change.field.name === name)
  const canFollow = ({ name }: EntityField) =>
    changes.some(({ field, how }) => secondOf(field).name === name && listWays.includes(how))
  const left = fields.filter((field) => !isChosen(field) && (!isSecond(field) || canFollow(field)))
  return (
    <Sheet
      onClose={onClose}
      title={`Edit ${count}`}
      description="What changes in each of them is shown before anything is written."
      footer={
        <>
          {isForGrid(selected, total) ? (
            <Button pending={cells.isPending || cells.isSuccess} onClick={() => cells.mutate()}>
              Edit in a grid
            </Button>
          ) : null}
          <Button className="ms-auto" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            pending={job.isPending}
            disabledReason={changes.length === 0 ? 'Choose a field to change first.' : undefined}
          >
            Preview changes
          </Button>
        </>
      }
    >
      <UnsavedChanges when={changes.length > 0 && !job.isPending} />
      <EntityForm state={state} id={formId} label={`Edit ${count}`} className="grid gap-5">
        <FormProblems {...state} />
        {cells.error === null ? null : <RequestError title="The grid could not be made" error={cells.error} />}
        {job.error === null ? null : <RequestError title="The edit could not be planned" error={job.error} />}
        {changes.map((change) => (
          <ChangeFields
            key={change.field.name}
            change={change}
            onHow={(how) => setChanges(changes.map((one) => (one === change ? { ...one, how } : one)))}
            onRemove={() => {
              form.resetField(change.field.name)
              setChanges(changes.filter((one) => one !== change))
            }}
          />
        ))}
        <Field label={changes.length === 0 ? 'Field to change' : 'Another field to change'}>
          <Select value="" onChange={choose}>
            <option value="">Choose a field</option>
            {left.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </EntityForm>
      {isForGrid(selected, total) ? null : <EditAsFile count={count} total={total} selected={selected} />}
    </Sheet>
  )
}

function ChangeFields({
  change: { field, how },
  onHow,
  onRemove,
}: {
  change: Change
  onHow: (how: EditWay) => void
  onRemove: () => void
}) {
  return (
    <fieldset className="grid gap-2 rounded-xl border border-line px-4 pt-3 pb-4">
      <legend className="sr-only">{field.label}</legend>
      <div className="flex items-end gap-2">
        <Field label={`What to do with ${inSentence(field.label)}`} className="flex-1">
          <Select value={how} onChange={(event) => onHow(event.target.value as EditWay)}>
            {waysFor(field).map((way) => (
              <option key={way} value={way}>
                {wayLabels[way]}
              </option>
            ))}
          </Select>
        </Field>
        <IconButton label={`Leave ${inSentence(field.label)} as it is`} onClick={onRemove}>
          <X aria-hidden strokeWidth={1.75} />
        </IconButton>
      </div>
      {how === 'clear' ? (
        <p className="text-muted text-sm">{`What they have in ${inSentence(field.label)} is taken away.`}</p>
      ) : (
        <FieldInput field={field} hasDefault={false} container={null} inherited={undefined} />
      )}
    </fieldset>
  )
}

/** As the call takes it: a value as a document has it. */
function editOf({ field, how }: Change, draft: Draft): FieldEdit {
  if (how === 'clear') return { field: field.key, how }
  const value = draft[field.name] ?? null
  const { document } = kindOf(field)
  return { field: field.key, how, value: document === undefined ? value : document(value, field) }
}
