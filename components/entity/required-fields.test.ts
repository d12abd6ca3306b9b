/** What a form asks for is marked in words and for screen readers, whatever kind of field it is (decision 055). */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { EntityForm } from '@/components/entity/entity-form'
import { FieldInputs } from '@/components/entity/field-input'
import { useEntityForm } from '@/components/entity/use-entity-form'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitions } from '@/lib/model/entities/registry'
import { type Field, formFields, isAskedFor } from '@/lib/model/fields/field'
import { withProperties } from '@/lib/model/fields/property-field'

function Form({ def, isNew }: { def: EntityDefinition; isNew: boolean }) {
  const fields = formFields(def, { isNew }).map(({ name }) => name)
  const state = useEntityForm({ def, fields, onSave: () => Promise.resolve('saved' as const) })
  // biome-ignore lint/correctness/noChildrenProp: the type asks for it, and there is no JSX here
  return createElement(EntityForm, { state, label: 'Thing', children: createElement(FieldInputs, { def, isNew }) })
}

/** Of each field of the form that has a label: is it marked in words, and how many of its controls say so? */
function marks(def: EntityDefinition, isNew: boolean) {
  const form = renderToStaticMarkup(
    createElement(QueryClientProvider, { client: new QueryClient() }, createElement(Form, { def, isNew })),
  )
  const [, ...parts] = form.split('<label ')
  return new Map(
    parts.map((part) => {
      const [label = '', rest = ''] = part.split('</label>')
      const [, name = ''] = /-label">([^<]*)</.exec(label) ?? []
      return [name, { word: label.includes('> required<'), controls: rest.split('aria-required="true"').length - 1 }]
    }),
  )
}

const marked = { word: true, controls: 1 }
const plain = { word: false, controls: 0 }
const expected = (fields: readonly Field[]) =>
  new Map(fields.map((field) => [field.label, isAskedFor(field) ? marked : plain]))

describe.each(definitions.map((def) => [def.type, def] as const))('the form of a %s', (_, def) => {
  test.each([true, false])('marks what it asks for, new: %s', (isNew) => {
    const found = marks(def, isNew)
    for (const [label, mark] of expected(formFields(def, { isNew })))
      if (found.has(label)) expect({ label, ...found.get(label) }).toEqual({ label, ...mark })
      else expect({ label, ...mark }).toEqual({ label, ...plain })
  })
})

test.each([true, false])('custom properties that are required: %s', (isRequired) => {
  const types: readonly (readonly [string, unknown?])[] = [
    ['string'],
    ['markdown'],
    ['sqlQuery'],
    ['number'],
    ['timestamp'],
    ['hyperlink-cp'],
    ['enum', { values: ['a'] }],
    ['date-cp', 'yyyy-MM-dd'],
    ['entityReference', ['team']],
    ['entityReferenceList', ['user']],
  ]
  const properties = types.map(([type, config]) => ({
    name: `p-${type}`,
    propertyType: { id: '00000000-0000-4000-8000-00000000000a', type: 'type', name: type },
    ...(config !== undefined && { customPropertyConfig: { config } }),
    use: { isFilter: true, isRequired },
  }))
  const found = marks(withProperties(dashboards as unknown as EntityDefinition, properties), true) // of any type
  for (const { name } of properties)
    expect({ name, ...found.get(name) }).toEqual({ name, ...(isRequired ? marked : plain) })
})
