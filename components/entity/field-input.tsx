'use client'

/** The control of a field, by its kind: what is in a form follows from the definition. */
import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { CertificationField } from '@/components/entity/certification-field'
import { ChartsField } from '@/components/entity/charts-field'
import type { EntityFieldProps } from '@/components/entity/entity-form'
import { LinksField } from '@/components/entity/links-field'
import {
  DomainField,
  OwnersField,
  ReferenceField,
  ReferencesField,
  ServiceField,
  useService,
} from '@/components/entity/reference-fields'
import { StyleField } from '@/components/entity/style-field'
import { TagsField } from '@/components/entity/tags-field'
import {
  ChoiceField,
  MarkdownField,
  NumberField,
  PlainField,
  TextField,
  WordsField,
} from '@/components/entity/text-fields'
import { IntervalField, LinkField, MomentField, TableField } from '@/components/entity/value-fields'
import type { Draft } from '@/lib/model/edits/draft'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import { type Field, fieldOf, formFields, inSentence, isAskedFor, storedValue } from '@/lib/model/fields/field'
import { isReference, referenceIn } from '@/lib/model/fields/reference'

interface FieldInputsProps {
  def: Pick<EntityDefinition, 'members' | 'container' | 'defaults'>
  isNew: boolean
  /** The container, where the form does not ask for it. */
  within?: EntityReference | undefined
  /** Words under a field that are more than its usual ones. */
  help?: Readonly<Record<string, ReactNode>> | undefined
}

/** Where it is, if it is in something. */
export function containerOf(def: EntityDefinition, entity: Entity): EntityReference | undefined {
  if (def.container === undefined) return undefined
  const value = storedValue(fieldOf(def, def.container.field), entity)
  return isReference(value) ? value : undefined
}

/** Everything that can be said of an entity, field by field. */
export function FieldInputs({ def, isNew, within, help = {} }: FieldInputsProps) {
  const chosen = useWatch<Draft>({ name: def.container?.field ?? 'name' })
  const container = within ?? referenceIn(chosen)
  const inherited = useService(def.container?.type === 'dashboardService' ? container : null)?.domains
  const input = (field: Field) => (
    <FieldInput
      key={field.name}
      field={field}
      hasDefault={field.name in def.defaults}
      container={container}
      inherited={inherited}
      help={help[field.name]}
    />
  )
  const fields = formFields(def, { isNew })
  const properties = fields.filter(({ property }) => property !== undefined)
  return (
    <>
      {fields.filter(({ property }) => property === undefined).map(input)}
      {properties.length === 0 || properties.length === fields.length ? null : (
        <div className="mt-2">
          <h2 className="font-semibold text-base">Custom properties</h2>
          {properties.some(isAskedFor) ? (
            <p className="mt-1 text-muted text-sm">
              They can be left for later. Without one that is required, it counts as incomplete.
            </p>
          ) : null}
        </div>
      )}
      {properties.map(input)}
    </>
  )
}

interface FieldInputProps {
  field: Field
  hasDefault: boolean
  container: EntityReference | null
  inherited: readonly EntityReference[] | undefined
  help?: ReactNode
}

export function FieldInput({ field, hasDefault, container, inherited, help }: FieldInputProps) {
  const { name, label, kind, isRequired, types = [], part, choices = [], choiceLabels = {} } = field
  const props: EntityFieldProps = { name, label, required: isAskedFor(field), help: help ?? field.help }
  switch (kind) {
    case 'text':
      return <TextField {...props} {...(field.format === 'yyyy-MM-dd' && { type: 'date' })} />
    case 'url':
      return <TextField {...props} type="url" dir="ltr" placeholder="https://" />
    case 'plain':
      return <PlainField {...props} />
    case 'code':
      return <PlainField {...props} isCode />
    case 'markdown':
      return <MarkdownField {...props} />
    case 'number':
      return <NumberField {...props} />
    case 'flag':
      return <ChoiceField {...props} options={yesOrNo} emptyLabel={hasDefault ? undefined : 'Not said'} isFlag />
    case 'choice': {
      const options = choices
        .map((value) => ({ value, label: choiceLabels[value] ?? value }))
        .toSorted((one, other) => (field.property ? 0 : one.label.localeCompare(other.label, 'en')))
      const emptyLabel = hasDefault ? undefined : isRequired ? `Choose a ${inSentence(label)}` : 'Not said'
      return <ChoiceField {...props} options={options} emptyLabel={emptyLabel} />
    }
    case 'choices':
      return <WordsField {...props} choices={choices} />
    case 'words':
      return <WordsField {...props} />
    case 'moment':
      return <MomentField {...props} />
    case 'interval':
      return <IntervalField {...props} />
    case 'link':
      return <LinkField {...props} />
    case 'links':
      return <LinksField {...props} />
    case 'table':
      return <TableField {...props} columns={field.columns ?? []} />
    case 'reference':
      if (types.includes('dashboardService')) return <ServiceField name={name} required={props.required} />
      return <ReferenceField {...props} types={types} />
    case 'references':
      if (name === 'domains')
        return <DomainField name={name} label={label} required={props.required} inherited={inherited} />
      if (types.includes('chart'))
        return <ChartsField name={name} label={label} required={props.required} service={container} />
      return <ReferencesField {...props} help={help} types={types} />
    case 'people':
      return <OwnersField name={name} label={label} required={props.required} />
    case 'tags':
      return part === undefined ? null : <TagsField name={name} label={label} required={props.required} part={part} />
    case 'certification':
      return <CertificationField name={name} label={label} required={props.required} />
    case 'style':
      return <StyleField {...props} />
    case 'fqn':
    case 'extension':
    case 'object':
      return null
    default:
      return kind satisfies never
  }
}

const yesOrNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]
