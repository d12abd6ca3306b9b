'use client'

import type { ComponentProps, ReactNode } from 'react'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { Markdown } from '@/components/entity/markdown'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { Textarea } from '@/components/ui/textarea'
import { textIn } from '@/lib/model/edits/draft'
import { fieldLabel } from '@/lib/model/edits/field-label'

interface TextFieldProps extends EntityFieldProps {
  type?: 'text' | 'url' | 'email' | undefined
  /** Names and addresses are data; what people write takes its direction from the text. */
  dir?: ComponentProps<'input'>['dir']
  placeholder?: string | undefined
  autoFocus?: boolean | undefined
  /** Under the control, for what is found out while typing. */
  children?: ReactNode
}

/** One line of text. */
export function TextField({ type = 'text', dir = 'auto', placeholder, autoFocus, children, ...props }: TextFieldProps) {
  const field = useDraftField(props.name)
  return (
    <DraftField field={field} {...props}>
      <Input
        ref={field.ref}
        name={props.name}
        type={type === 'url' ? 'text' : type}
        inputMode={type === 'text' ? undefined : type}
        dir={dir}
        value={textIn(field.value)}
        onChange={(event) => field.setValue(event.target.value)}
        onBlur={field.onBlur}
        disabled={field.disabled}
        required={props.required}
        placeholder={placeholder}
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={type === 'text' ? undefined : false}
      />
      {children}
    </DraftField>
  )
}

/** Markdown, kept as typed, with a preview of what readers will see. */
export function MarkdownField({ rows = 5, ...props }: EntityFieldProps & { rows?: number | undefined }) {
  const field = useDraftField(props.name)
  const text = textIn(field.value)
  const label = props.label ?? fieldLabel(props.name)
  return (
    <DraftField field={field} {...props}>
      <Tabs defaultValue="write">
        <TabsList label={`${label} editor`} look="quiet" className="-mt-1">
          <TabsTrigger value="write">Write</TabsTrigger>
          <TabsTrigger value="preview">Preview</TabsTrigger>
        </TabsList>
        {/* Stays in the page while the preview shows, so that the label and error links lead somewhere. */}
        <TabsContent value="write" forceMount tabIndex={-1} className="data-[state=inactive]:hidden">
          <Textarea
            ref={field.ref}
            name={props.name}
            dir="auto"
            rows={rows}
            value={text}
            onChange={(event) => field.setValue(event.target.value)}
            onBlur={field.onBlur}
            disabled={field.disabled}
            required={props.required}
          />
        </TabsContent>
        <TabsContent
          value="preview"
          className="min-h-[calc(1.25rem*5+1rem)] rounded-md border border-line bg-subtle px-2.5 py-2"
        >
          {text.trim() === '' ? (
            <p className="text-faint text-sm">Nothing to preview yet.</p>
          ) : (
            <Markdown text={text} />
          )}
        </TabsContent>
      </Tabs>
    </DraftField>
  )
}

interface ChoiceFieldProps extends EntityFieldProps {
  options: readonly { readonly value: string; readonly label: string }[]
  /** Words of the empty choice; without them one of the options has to be taken. */
  emptyLabel?: string | undefined
}

/** One of a short, fixed list. */
export function ChoiceField({ options, emptyLabel, ...props }: ChoiceFieldProps) {
  const field = useDraftField(props.name)
  return (
    <DraftField field={field} {...props}>
      <Select
        ref={field.ref}
        name={props.name}
        value={textIn(field.value)}
        onChange={(event) => field.setValue(event.target.value)}
        onBlur={field.onBlur}
        disabled={field.disabled}
        required={props.required}
      >
        {emptyLabel === undefined ? null : <option value="">{emptyLabel}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </DraftField>
  )
}
