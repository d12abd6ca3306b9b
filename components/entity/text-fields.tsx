'use client'

import { type ComponentProps, type ReactNode, useMemo } from 'react'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { Markdown } from '@/components/entity/markdown'
import { Input } from '@/components/ui/input'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import { Select } from '@/components/ui/select'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { Textarea } from '@/components/ui/textarea'
import type { ComboboxOption } from '@/components/ui/use-options'
import { textIn } from '@/lib/model/edits/draft'

interface TextFieldProps extends EntityFieldProps {
  type?: 'text' | 'url' | 'email' | 'date' | undefined
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
        {...field.control}
        type={type === 'url' ? 'text' : type}
        inputMode={type === 'text' || type === 'date' ? undefined : type}
        dir={dir}
        value={textIn(field.value)}
        onChange={(event) => field.setValue(event.target.value)}
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
  return (
    <DraftField field={field} {...props}>
      <Tabs defaultValue="write">
        <TabsList label={`${field.label} editor`} look="quiet" className="-mt-1">
          <TabsTrigger value="write">Write</TabsTrigger>
          <TabsTrigger value="preview">Preview</TabsTrigger>
        </TabsList>
        {/* Stays in the page while the preview shows, so that the label and error links lead somewhere. */}
        <TabsContent value="write" forceMount tabIndex={-1} className="data-[state=inactive]:hidden">
          <Textarea
            {...field.control}
            dir="auto"
            rows={rows}
            value={text}
            onChange={(event) => field.setValue(event.target.value)}
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

/** Several lines, as typed. */
export function PlainField({ isCode = false, ...props }: EntityFieldProps & { isCode?: boolean }) {
  const field = useDraftField(props.name)
  return (
    <DraftField field={field} {...props}>
      <Textarea
        {...field.control}
        dir={isCode ? 'ltr' : 'auto'}
        rows={isCode ? 6 : 3}
        value={textIn(field.value)}
        onChange={(event) => field.setValue(event.target.value)}
        spellCheck={isCode ? false : undefined}
        className={isCode ? 'font-mono text-sm' : undefined}
      />
    </DraftField>
  )
}

/** A number as typed; what is none is told when the form is checked. */
export function NumberField(props: EntityFieldProps) {
  const field = useDraftField(props.name)
  return (
    <DraftField field={field} {...props}>
      <Input
        {...field.control}
        inputMode="decimal"
        dir="ltr"
        value={field.value === null || field.value === undefined ? '' : String(field.value)}
        onChange={(event) => field.setValue(event.target.value)}
        autoComplete="off"
      />
    </DraftField>
  )
}

const wordOption = (value: string): ComboboxOption => ({ value, label: value })

/** Several words, of those that there are to choose from or any. */
export function WordsField({ choices, ...props }: EntityFieldProps & { choices?: readonly string[] | undefined }) {
  const field = useDraftField(props.name)
  const chosen = Array.isArray(field.value) ? field.value.map(String) : []
  const options = useMemo(() => choices?.map(wordOption) ?? [], [choices])
  return (
    <DraftField field={field} {...props}>
      <MultiCombobox
        ref={field.ref}
        value={chosen.map(wordOption)}
        onValueChange={(picked) => field.setValue(picked.map(({ value }) => value))}
        options={options}
        create={
          choices === undefined
            ? { label: (query) => `Add “${query}”`, onCreate: (query) => field.setValue([...chosen, query]) }
            : undefined
        }
        selectedLabel={`Selected ${field.label.toLowerCase()}`}
        placeholder={choices === undefined ? 'Type and choose Add' : 'Choose'}
        disabled={field.disabled}
        onBlur={field.onBlur}
      />
    </DraftField>
  )
}

interface ChoiceFieldProps extends EntityFieldProps {
  options: readonly { readonly value: string; readonly label: string }[]
  /** Words of the empty choice; without them one of the options has to be taken. */
  emptyLabel?: string | undefined
  isFlag?: boolean | undefined
}

const flagIn = (value: string): boolean | null => (value === '' ? null : value === 'true')

/** One of a short, fixed list; `isFlag` where it is yes or no. */
export function ChoiceField({ options, emptyLabel, isFlag = false, ...props }: ChoiceFieldProps) {
  const field = useDraftField(props.name)
  return (
    <DraftField field={field} {...props}>
      <Select
        {...field.control}
        value={typeof field.value === 'boolean' ? String(field.value) : textIn(field.value)}
        onChange={({ target: { value } }) => field.setValue(isFlag ? flagIn(value) : value)}
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
