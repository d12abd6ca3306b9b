'use client'

import { Plus, X } from 'lucide-react'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { linksIn, type NamedLink } from '@/lib/model/fields/links'

/** A list of addresses, each with its name. */
export function LinksField(props: EntityFieldProps) {
  const field = useDraftField(props.name)
  const rows = linksIn(field.value)
  const set = (next: readonly NamedLink[]) => field.setValue(next.map((row) => ({ ...row })))
  const control = { onBlur: field.onBlur, disabled: field.disabled, autoComplete: 'off' }
  return (
    <DraftField field={field} {...props}>
      <ul className="grid min-w-0 gap-1.5">
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity and do not move
          <li key={at} className="flex min-w-0 items-start gap-1.5">
            <div className="grid min-w-0 flex-1 gap-1.5 sm:grid-cols-[2fr_3fr]">
              <Input
                {...control}
                id={`${field.id}-${at}-name`}
                aria-label={`Name ${at + 1}`}
                dir="auto"
                placeholder="Name"
                value={row.name}
                onChange={(event) => set(rows.with(at, { ...row, name: event.target.value }))}
              />
              <Input
                {...control}
                id={`${field.id}-${at}-address`}
                aria-label={`Address ${at + 1}`}
                dir="ltr"
                inputMode="url"
                spellCheck={false}
                placeholder="https://"
                value={row.endpoint}
                onChange={(event) => set(rows.with(at, { ...row, endpoint: event.target.value }))}
              />
            </div>
            <IconButton
              label={`Remove ${row.name || `row ${at + 1}`}`}
              size="sm"
              disabled={field.disabled}
              onClick={() => set(rows.toSpliced(at, 1))}
            >
              <X strokeWidth={1.75} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button
        id={field.id}
        ref={field.ref}
        aria-label={`Add to ${field.label.toLowerCase()}`}
        size="sm"
        className="w-fit"
        disabled={field.disabled}
        onClick={() => set([...rows, { name: '', endpoint: '' }])}
      >
        <Plus aria-hidden strokeWidth={1.75} />
        Add
      </Button>
    </DraftField>
  )
}
