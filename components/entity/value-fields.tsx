'use client'

/** Controls for values that are made of several: moments, spans, addresses with a text, rows. */
import { Plus, X } from 'lucide-react'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import type { DraftValue } from '@/lib/model/fields/kind'
import { isoMinute, momentIn } from '@/lib/model/fields/moment'
import { isRecord } from '@/lib/model/rules/is-record'

const inputText = (value: unknown): string => (typeof value === 'number' ? isoMinute(new Date(value)) : '')
const momentOf = (text: string): number | null => (text === '' ? null : (momentIn(text) ?? null))

/** A day and time. */
export function MomentField(props: EntityFieldProps) {
  const field = useDraftField(props.name)
  return (
    <DraftField field={field} {...props}>
      <Input
        {...field.control}
        type="datetime-local"
        step="any"
        value={inputText(field.value)}
        onChange={(event) => field.setValue(momentOf(event.target.value))}
        trailing="UTC"
      />
    </DraftField>
  )
}

const members = (value: DraftValue | undefined): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {})

/** The value without what is empty; nothing when all is. */
function pruned(value: Readonly<Record<string, unknown>>): Record<string, unknown> | null {
  const kept = Object.entries(value).filter(([, one]) => one !== null && one !== '')
  return kept.length === 0 ? null : Object.fromEntries(kept)
}

/** From when to when. */
export function IntervalField(props: EntityFieldProps) {
  const field = useDraftField(props.name)
  const value = members(field.value)
  return (
    <DraftField field={field} {...props}>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['start', 'end'] as const).map((side) => (
          <Input
            key={side}
            {...(side === 'start' ? { ref: field.ref } : { id: `${field.id}-end` })}
            aria-label={`${field.label}, ${side}`}
            type="datetime-local"
            step="any"
            value={inputText(value[side])}
            onChange={(event) => field.setValue(pruned({ ...value, [side]: momentOf(event.target.value) }))}
            onBlur={field.onBlur}
            disabled={field.disabled}
            trailing="UTC"
          />
        ))}
      </div>
    </DraftField>
  )
}

/** An address, and the text that stands for it. */
export function LinkField(props: EntityFieldProps) {
  const field = useDraftField(props.name)
  const value = members(field.value)
  const text = (member: string): string => (typeof value[member] === 'string' ? value[member] : '')
  const set = (member: string, given: string) => field.setValue(pruned({ ...value, [member]: given }))
  return (
    <DraftField field={field} {...props}>
      <div className="grid gap-2 sm:grid-cols-2">
        <Input
          ref={field.ref}
          dir="ltr"
          inputMode="url"
          placeholder="https://"
          value={text('url')}
          onChange={(event) => set('url', event.target.value)}
          onBlur={field.onBlur}
          disabled={field.disabled}
        />
        <Input
          id={`${field.id}-text`}
          aria-required={false}
          aria-label={`${field.label}, text`}
          dir="auto"
          placeholder="Text"
          value={text('displayText')}
          onChange={(event) => set('displayText', event.target.value)}
          onBlur={field.onBlur}
          disabled={field.disabled}
        />
      </div>
    </DraftField>
  )
}

/** Rows of named cells. */
export function TableField({ columns, ...props }: EntityFieldProps & { columns: readonly string[] }) {
  const field = useDraftField(props.name)
  const value = members(field.value)
  const rows = Array.isArray(value.rows) ? value.rows.map((row) => (isRecord(row) ? row : {})) : []
  const set = (next: readonly Readonly<Record<string, unknown>>[]) =>
    field.setValue(next.length === 0 ? null : { ...value, rows: next })
  return (
    <DraftField field={field} {...props}>
      <div className="grid gap-1.5 overflow-x-auto">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity and do not move
          <div key={index} className="flex items-center gap-1.5">
            {columns.map((column) => (
              <Input
                key={column}
                id={`${field.id}-${index}-${column}`}
                aria-label={`${column}, row ${index + 1}`}
                placeholder={column}
                dir="auto"
                value={String(row[column] ?? '')}
                onChange={(event) => set(rows.with(index, { ...row, [column]: event.target.value }))}
                onBlur={field.onBlur}
                disabled={field.disabled}
              />
            ))}
            <IconButton
              label={`Remove row ${index + 1}`}
              size="sm"
              disabled={field.disabled}
              onClick={() => set(rows.toSpliced(index, 1))}
            >
              <X strokeWidth={1.75} aria-hidden />
            </IconButton>
          </div>
        ))}
        <Button
          id={field.id}
          ref={field.ref}
          aria-label={`Add row to ${field.label}`}
          className="w-fit"
          disabled={field.disabled}
          onClick={() => set([...rows, Object.fromEntries(columns.map((column) => [column, '']))])}
        >
          <Plus aria-hidden strokeWidth={1.75} />
          Add row
        </Button>
      </div>
    </DraftField>
  )
}
