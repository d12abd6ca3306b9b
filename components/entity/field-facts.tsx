import type { ReactNode } from 'react'
import { FieldValue } from '@/components/entity/field-value'
import type { Entity } from '@/lib/model/entities/entity'
import { type Field, fieldOf, inSentence, storedValue } from '@/lib/model/fields/field'
import { isRecord } from '@/lib/model/rules/is-record'

interface FieldFactsProps {
  /** As the server gives them (`factFields`): the page does without the definition. */
  fields: readonly Field[]
  entity: Entity
  /** One line of facts, as the page draws it. */
  as: (props: { label: string; edits?: readonly string[]; children: ReactNode }) => ReactNode
}

/** What a type has for itself, line by line, and the custom properties that have a value. */
export function FieldFacts({ fields, entity, as: Fact }: FieldFactsProps) {
  const known = new Set(fields.map(({ key }) => key))
  const gone = Object.keys(isRecord(entity.extension) ? entity.extension : {})
    .map((name) => fieldOf({ members: new Map() }, `extension.${name}`))
    .filter(({ key }) => !known.has(key))
  return [...fields, ...gone].map((field) => {
    const value = storedValue(field, entity)
    const isEmpty =
      value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    if (isEmpty && (field.member === 'extension' || field.kind === 'references')) return null
    return (
      <Fact
        key={field.name}
        label={field.label}
        {...(field.managed === undefined && known.has(field.key) && { edits: [field.name] })}
      >
        {isEmpty ? (
          <span className="text-muted">No {inSentence(field.label)}</span>
        ) : (
          <FieldValue field={field} value={value} />
        )}
      </Fact>
    )
  })
}
