import type { ReactNode } from 'react'
import { FieldValue } from '@/components/entity/field-value'
import type { Entity } from '@/lib/model/entities/entity'
import { type Field, fieldOf, inSentence, sentenceList, storedValue } from '@/lib/model/fields/field'
import { isRecord } from '@/lib/model/rules/is-record'

interface FieldFactsProps {
  /** As the server gives them (`factFields`): the page does without the definition. */
  fields: readonly Field[]
  entity: Entity
  /** One line of facts, as the page draws it. */
  as: (props: { label: string; edits?: readonly string[]; children: ReactNode }) => ReactNode
}

/** What a type has for itself, line by line, and the custom properties that have a value or need one. */
export function FieldFacts({ fields, entity, as: Fact }: FieldFactsProps) {
  const known = new Set(fields.map(({ key }) => key))
  const gone = Object.keys(isRecord(entity.extension) ? entity.extension : {})
    .map((name) => fieldOf({ members: new Map() }, `extension.${name}`))
    .filter(({ key }) => !known.has(key))
  const required = fields.filter(({ use }) => use?.isRequired)
  const lacking = required.filter((field) => isEmpty(storedValue(field, entity)))
  const completeness =
    required.length === 0 ? null : (
      <Fact key="completeness" label="Complete">
        {lacking.length === 0 ? 'Yes' : `No, without ${sentenceList(lacking.map(({ label }) => label))}`}
      </Fact>
    )
  const facts = [...fields, ...gone].map((field) => {
    const value = storedValue(field, entity)
    const isMissing = isEmpty(value)
    // What is required has its pencil where it is missed.
    if (isMissing && !field.use?.isRequired && (field.member === 'extension' || field.kind === 'references'))
      return null
    return (
      <Fact
        key={field.name}
        label={field.label}
        {...(field.managed === undefined && known.has(field.key) && { edits: [field.name] })}
      >
        {isMissing ? (
          <span className="text-muted">No {field.property === undefined ? inSentence(field.label) : 'value'}</span>
        ) : (
          <FieldValue field={field} value={value} />
        )}
      </Fact>
    )
  })
  return [completeness, ...facts]
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
