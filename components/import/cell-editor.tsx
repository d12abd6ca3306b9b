'use client'

import { type KeyboardEvent, type Ref, useCallback, useState } from 'react'
import { useReferenceOptions } from '@/components/entity/reference-options'
import { useLabelOptions } from '@/components/entity/tags-field'
import { cn } from '@/components/ui/cn'
import { Combobox } from '@/components/ui/combobox'
import { controlClasses } from '@/components/ui/input'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import type { ComboboxOption, LoadOptions } from '@/components/ui/use-options'
import type { TargetColumn } from '@/lib/import/columns'
import { nameOf, personNameOf } from '@/lib/import/inner-names'
import type { EntityType } from '@/lib/model/entities/entity'
import { cellText } from '@/lib/model/fields/cell'
import { itemsOf } from '@/lib/model/fields/choice'
import { joinList } from '@/lib/model/fields/list-cell'

/** Where somebody goes from a cell that is done. */
export type Onward = 'stay' | 'down' | 'right' | 'left'

export interface CellEditorProps {
  /** "service of row 3" */
  label: string
  target: TargetColumn | undefined
  text: string
  /** The focus goes here; a function that does so. */
  inputRef: Ref<HTMLInputElement & HTMLTextAreaElement>
  onCommit: (text: string, onward: Onward) => void
  onCancel: () => void
}

/** The control of a cell, by the field it is for, as in a form. Enter and Tab keep what it says, Escape gives it up. */
export function CellEditor(props: CellEditorProps) {
  const { target } = props
  switch (target?.kind) {
    case 'reference':
      return <ReferenceCell {...props} types={target.types ?? []} />
    case 'references':
      return <ReferencesCell {...props} types={target.types ?? []} />
    case 'people':
      return <ReferencesCell {...props} types={people} isPeople />
    case 'tags':
      return <TagsCell {...props} part={target.part ?? 'tags'} />
    case 'choice':
      return <ChoiceCell {...props} choices={target.choices ?? []} labels={target.choiceLabels ?? {}} />
    case 'flag':
      return <ChoiceCell {...props} choices={flags} labels={{ true: 'Yes', false: 'No' }} />
    default:
      return <TextCell {...props} isLong={long.has(target?.kind ?? '')} />
  }
}

const people: readonly EntityType[] = ['user', 'team']
const flags = ['true', 'false']
const long: ReadonlySet<string> = new Set(['markdown', 'plain', 'code', 'table'])

/** Keys that end an edit, whatever the control. `isOpen`: Enter belongs to its list. */
function onKeys(
  event: KeyboardEvent<HTMLElement>,
  { text, isOpen = false, isLong = false }: { text: string; isOpen?: boolean; isLong?: boolean },
  { onCommit, onCancel }: Pick<CellEditorProps, 'onCommit' | 'onCancel'>,
): void {
  if (event.nativeEvent.isComposing) return
  const ends = event.key === 'Enter' && !isOpen && (!isLong || event.ctrlKey || event.metaKey)
  if (event.key === 'Escape' && !isOpen) onCancel()
  else if (event.key === 'Tab') onCommit(text, event.shiftKey ? 'left' : 'right')
  else if (ends) onCommit(text, 'down')
  else return
  event.preventDefault()
  event.stopPropagation()
}

const isListOpen = ({ target }: KeyboardEvent<HTMLElement>): boolean =>
  target instanceof Element && target.getAttribute('aria-expanded') === 'true'

function TextCell({ label, text, inputRef, isLong, ...ends }: CellEditorProps & { isLong: boolean }) {
  const [value, setValue] = useState(text)
  const shared = {
    ref: inputRef,
    'aria-label': label,
    value,
    dir: 'auto',
    onBlur: () => ends.onCommit(value, 'stay'),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeys(event, { text: value, isLong }, ends),
  } as const
  return isLong ? (
    <textarea
      {...shared}
      rows={5}
      onChange={(event) => setValue(event.currentTarget.value)}
      className={cn(controlClasses, 'w-96 max-w-[70vw] resize-y py-1.5 shadow-float')}
    />
  ) : (
    <input
      {...shared}
      onChange={(event) => setValue(event.currentTarget.value)}
      className={cn(controlClasses, 'h-control min-w-64 shadow-float')}
    />
  )
}

/** A box around a combobox: its keys first, then what ends the edit. */
function Around({
  text,
  children,
  ...ends
}: Pick<CellEditorProps, 'onCommit' | 'onCancel'> & { text: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the control inside has the focus
    <div
      className="w-80 max-w-[70vw] rounded-md bg-raised shadow-float"
      onKeyDownCapture={(event) => {
        // An open list takes Enter and Escape itself.
        if (!isListOpen(event) || event.key === 'Tab') onKeys(event, { text }, ends)
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) ends.onCommit(text, 'stay')
      }}
    >
      {children}
    </div>
  )
}

const optionOf = (text: string): ComboboxOption | null => (text === '' ? null : { value: text, label: text })

function ReferenceCell({ label, text, inputRef, types, ...ends }: CellEditorProps & { types: readonly EntityType[] }) {
  const loadOptions = useNames(types, false)
  return (
    <Around text={text} {...ends}>
      <Combobox
        ref={inputRef}
        label={label}
        value={optionOf(text)}
        onValueChange={(option) => ends.onCommit(option?.value ?? '', 'down')}
        loadOptions={loadOptions}
        clearable
      />
    </Around>
  )
}

function ChoiceCell(props: CellEditorProps & { choices: readonly string[]; labels: Readonly<Record<string, string>> }) {
  const { label, text, inputRef, choices, labels, ...ends } = props
  const [options] = useState(() => choices.map((value) => ({ value, label: labels[value] ?? value })))
  return (
    <Around text={text} {...ends}>
      <Combobox
        ref={inputRef}
        label={label}
        value={options.find(({ value }) => value === text) ?? optionOf(text)}
        onValueChange={(option) => ends.onCommit(option?.value ?? '', 'down')}
        options={options}
        clearable
      />
    </Around>
  )
}

interface ReferencesCellProps extends CellEditorProps {
  types: readonly EntityType[]
  isPeople?: boolean
}

function ReferencesCell({ types, isPeople = false, ...props }: ReferencesCellProps) {
  return <ListCell {...props} loadOptions={useNames(types, isPeople)} nameOf={isPeople ? personText : nameOf} />
}

/** As an export writes people. */
function personText(item: unknown): string | undefined {
  const { type } = Object(item)
  const name = personNameOf(item)
  return name !== undefined && (type === 'user' || type === 'team') ? `${type}:${name}` : name
}

function TagsCell({ part, ...props }: CellEditorProps & { part: 'tags' | 'tier' | 'terms' }) {
  const load = useLabelOptions(part)
  const loadOptions = useCallback<LoadOptions>(
    async (query, signal) =>
      (await load(query, signal)).map(({ tag, label, detail, group, disabled }) => ({
        value: tag.tagFQN,
        label,
        detail,
        group,
        disabled,
      })),
    [load],
  )
  return <ListCell {...props} loadOptions={loadOptions} nameOf={tagText} />
}

const tagText = (item: unknown): string | undefined => {
  const { tagFQN } = Object(item)
  return typeof tagFQN === 'string' ? tagFQN : nameOf(item)
}

interface ListCellProps extends CellEditorProps {
  loadOptions: LoadOptions
  nameOf: (item: unknown) => string | undefined
}

function ListCell({ label, text, inputRef, loadOptions, nameOf: named, ...ends }: ListCellProps) {
  const [first] = useState(() => (text.trim() === '' ? [] : itemsOf(text).map((item) => named(item) ?? cellText(item))))
  const [items, setItems] = useState(first)
  // What nobody has touched stays to the letter.
  const now = items === first ? text : joinList(items)
  return (
    <Around text={now} {...ends}>
      <MultiCombobox
        ref={inputRef}
        label={label}
        value={items.map((value) => ({ value, label: value }))}
        onValueChange={(options) => setItems(options.map(({ value }) => value))}
        loadOptions={loadOptions}
        selectedLabel={`Selected for ${label}`}
      />
    </Around>
  )
}

/** Things by the names that a file has for them: ids mean nothing to it. */
function useNames(types: readonly EntityType[], isPeople: boolean): LoadOptions {
  const load = useReferenceOptions(types)
  return useCallback(
    async (query, signal) =>
      (await load(query, signal)).map(({ reference, ...option }) => ({
        ...option,
        value: isPeople
          ? `${reference.type}:${reference.name ?? option.label}`
          : (reference.fullyQualifiedName ?? reference.name ?? option.label),
      })),
    [load, isPeople],
  )
}
