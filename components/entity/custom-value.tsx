'use client'

import type { ReactNode } from 'react'
import { Markdown } from '@/components/entity/markdown'
import { ReferenceLink } from '@/components/entity/reference-link'
import { SourceLink } from '@/components/entity/source-link'
import { RelativeTime } from '@/components/ui/relative-time'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityReference } from '@/lib/model/entities/entity'
import { isRecord } from '@/lib/model/rules/is-record'

interface CustomValueProps {
  /** Undefined for a value whose property is no longer defined. */
  property: CustomProperty | undefined
  value: unknown
}

/** The value of a custom property in the form that its type has for readers. */
export function CustomValue({ property, value }: CustomValueProps) {
  const type = property?.propertyType.name
  if (typeof value === 'string') return type === 'markdown' ? <Markdown text={value} /> : <Text>{value}</Text>
  if (typeof value === 'number')
    return type === 'timestamp' ? <RelativeTime value={value} /> : <Text>{value.toLocaleString('en')}</Text>
  if (typeof value === 'boolean') return <Text>{value ? 'Yes' : 'No'}</Text>
  if (Array.isArray(value))
    return <Items>{value.map((item) => [keyOf(item), <One key={keyOf(item)} value={item} />])}</Items>
  return <One value={value} />
}

/** One thing of those that are no plain value. */
function One({ value }: { value: unknown }) {
  if (typeof value === 'string' || typeof value === 'number') return <Text>{String(value)}</Text>
  if (isReference(value)) return <ReferenceLink reference={value} />
  if (!isRecord(value)) return <Text>{String(value)}</Text>
  const { url, displayText, start, end, rows, columns } = value
  if (typeof url === 'string')
    return typeof displayText === 'string' && displayText !== '' ? (
      <span>
        <Text>{displayText}</Text> <SourceLink url={url} />
      </span>
    ) : (
      <SourceLink url={url} />
    )
  if (typeof start === 'number' && typeof end === 'number')
    return (
      <span>
        <RelativeTime value={start} /> – <RelativeTime value={end} />
      </span>
    )
  if (Array.isArray(rows)) return <Rows rows={rows.filter(isRecord)} columns={columns} />
  return (
    <Items>
      {Object.entries(value).map(([name, inner]) => [
        name,
        <span key={name}>
          <span className="text-muted">{name}:</span> <One value={inner} />
        </span>,
      ])}
    </Items>
  )
}

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
                <td key={name}>{row[name] === undefined ? '' : <One value={row[name]} />}</td>
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

const isReference = (value: unknown): value is EntityReference =>
  isRecord(value) && typeof value.id === 'string' && typeof value.type === 'string'

const keyOf = (item: unknown): string => (isReference(item) ? item.id : JSON.stringify(item))
