'use client'

import type { ReactNode } from 'react'
import { Markdown } from '@/components/entity/markdown'
import { ReferenceLink } from '@/components/entity/reference-link'
import { SourceLink } from '@/components/entity/source-link'
import { StyleWords } from '@/components/entity/style-mark'
import { CertificationBadge, TagBadges } from '@/components/entity/tag-badges'
import { RelativeTime } from '@/components/ui/relative-time'
import { type Field, fieldOf } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import { linkIn, type NamedLink } from '@/lib/model/fields/links'
import { isReference } from '@/lib/model/fields/reference'
import { tagIn } from '@/lib/model/fields/tags'
import { isRecord } from '@/lib/model/rules/is-record'

interface FieldValueProps {
  field: Field
  value: unknown
}

/** The value of a field as readers should see it: by its kind, and where it does not fit its kind, by what it is. */
export function FieldValue({ field, value }: FieldValueProps) {
  if (Array.isArray(value) && field.kind === 'tags') return <TagBadges tags={value} />
  if (Array.isArray(value))
    return (
      <Items>{value.map((item) => [keyOf(item), <FieldValue key={keyOf(item)} field={field} value={item} />])}</Items>
    )
  if (typeof value === 'string') return <TextValue field={field} text={value} />
  if (typeof value === 'number' && field.kind === 'moment') return <RelativeTime value={value} />
  if (isReference(value)) return <ReferenceLink reference={value} />
  if (field.kind === 'links') return <NamedAddress {...linkIn(value)} />
  if (field.kind === 'style') return <StyleWords style={value} />
  if (isRecord(value)) return <ObjectValue field={field} value={value} />
  return <Text>{kindOf(field).words(value).join(', ')}</Text>
}

function TextValue({ field, text }: { field: Field; text: string }) {
  switch (field.kind) {
    case 'markdown':
      return <Markdown text={text} />
    case 'url':
      return <SourceLink url={text} />
    case 'code':
      return <code className="block max-h-60 overflow-auto whitespace-pre-wrap font-mono text-xs">{text}</code>
    default:
      return <Text>{field.choiceLabels?.[text] ?? text}</Text>
  }
}

/** One that has no address is its name alone. */
const NamedAddress = ({ name, endpoint }: NamedLink) =>
  endpoint === '' ? <Text>{name}</Text> : <SourceLink url={endpoint} text={name} />

function ObjectValue({ field, value }: { field: Field; value: Readonly<Record<string, unknown>> }) {
  const { url, displayText, start, end, rows, columns } = value
  const certification = field.kind === 'certification' ? tagIn(value.tagLabel) : undefined
  if (certification !== undefined)
    return <CertificationBadge certification={{ tagLabel: certification, expiryDate: value.expiryDate }} />
  if (typeof url === 'string')
    return (
      <span>
        {typeof displayText === 'string' && displayText !== '' ? <Text>{displayText}</Text> : null}{' '}
        <SourceLink url={url} />
      </span>
    )
  if (typeof start === 'number' && typeof end === 'number')
    return (
      <span>
        <RelativeTime value={start} /> – <RelativeTime value={end} />
      </span>
    )
  if (Array.isArray(rows)) return <Rows rows={rows.filter(isRecord)} columns={field.columns ?? columns} />
  return (
    <Items>
      {Object.entries(value).map(([name, inner]) => [
        name,
        <span key={name}>
          <span className="text-muted">{name}:</span> <FieldValue field={anything} value={inner} />
        </span>,
      ])}
    </Items>
  )
}

/** What is inside a value has no kind of its own. */
const anything: Field = fieldOf({ members: new Map() }, 'value')

function Rows({ rows, columns }: { rows: readonly Record<string, unknown>[]; columns: unknown }) {
  const names = Array.isArray(columns) ? columns.map(String) : [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section className="overflow-x-auto" tabIndex={0} aria-label={names.join(', ')}>
      <table className="text-xs [&_:is(th,td)]:border-line [&_:is(th,td)]:border-b [&_:is(th,td)]:py-1 [&_:is(th,td)]:pe-3 [&_:is(th,td)]:text-start">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col" className="font-medium text-muted">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity and do not move
            <tr key={index}>
              {names.map((name) => (
                <td key={name}>{row[name] === undefined ? '' : <FieldValue field={anything} value={row[name]} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Items = ({ children }: { children: readonly (readonly [key: string, item: ReactNode])[] }) => (
  <ul className="grid gap-1">
    {children.map(([key, item]) => (
      <li key={key} className="min-w-0">
        {item}
      </li>
    ))}
  </ul>
)

const Text = ({ children }: { children: string }) => (
  <span dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
    {children}
  </span>
)

const keyOf = (item: unknown): string => (isReference(item) ? item.id : JSON.stringify(item))
