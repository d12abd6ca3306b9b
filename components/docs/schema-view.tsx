import { InlineCode } from '@/components/docs/inline-code'
import { componentOf, limitsOf, typeText } from '@/components/docs/schema-text'
import type { JsonSchema } from '@/lib/model/wire/openapi'

const anchorOf = (name: string): string => `schema-${name}`

/** A type in one line; components are links to where they are shown. */
export function SchemaType({ schema }: { schema: JsonSchema }) {
  const component = componentOf(schema)
  if (component !== undefined) {
    return (
      <a href={`#${anchorOf(component)}`} className="text-accent-text underline underline-offset-4">
        {component}
      </a>
    )
  }
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (choices.length > 0) {
    return choices.map((choice, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the choices of a schema never change places
      <span key={at}>
        {at === 0 ? null : ' or '}
        <SchemaType schema={choice as JsonSchema} />
      </span>
    ))
  }
  if (schema.type === 'array') {
    return (
      <>
        list of <SchemaType schema={(schema.items ?? {}) as JsonSchema} />
      </>
    )
  }
  return typeText(schema)
}

/** The members of an object, one row each; anything else in one line. */
export function SchemaView({ schema }: { schema: JsonSchema }) {
  if (schema.properties === undefined) {
    return (
      <p className="py-1.5 font-mono text-xs">
        <SchemaType schema={schema} />
      </p>
    )
  }
  const required = new Set(schema.required)
  return (
    <>
      <dl className="divide-y divide-line">
        {Object.entries(schema.properties).map(([name, member]) => (
          <Row key={name} name={name} schema={member as JsonSchema} required={required.has(name)} />
        ))}
      </dl>
      {schema.additionalProperties === false ? null : (
        <p className="py-1 text-muted text-xs">Other members are allowed.</p>
      )}
    </>
  )
}

interface RowProps {
  name: string
  schema: JsonSchema
  required: boolean
  /** Instead of the schema's own. */
  description?: string | undefined
}

/** One member or parameter: name, type, whether it is needed, what it means. */
export function Row({ name, schema, required, description = schema.description }: RowProps) {
  const limits = limitsOf(schema)
  return (
    <div className="grid gap-x-6 gap-y-0.5 py-2 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
      <dt className="min-w-0 font-mono text-fg text-xs leading-5 [overflow-wrap:anywhere]">
        {name}
        {required ? <span className="font-sans text-muted"> required</span> : null}
      </dt>
      <dd className="min-w-0 text-sm">
        <span className="font-mono text-muted text-xs">
          <SchemaType schema={schema} />
        </span>
        {limits.length === 0 ? null : <span className="text-muted text-xs"> · {limits.join(', ')}</span>}
        {description === undefined ? null : (
          <p>
            <InlineCode text={description} />
          </p>
        )}
        {schema.properties === undefined ? null : (
          <div className="mt-1 border-line border-s ps-3">
            <SchemaView schema={schema} />
          </div>
        )}
      </dd>
    </div>
  )
}

/** A component, where references to it lead. */
export function SchemaPanel({ name, schema }: { name: string; schema: JsonSchema }) {
  return (
    <div id={anchorOf(name)} className="pt-3 pb-2 target:bg-accent-soft">
      <h3 className="font-medium font-mono text-sm">{name}</h3>
      <SchemaView schema={schema} />
    </div>
  )
}
