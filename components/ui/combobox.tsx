'use client'

import { useCombobox } from 'downshift'
import { ChevronDown, X } from 'lucide-react'
import { type Ref, useId, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { useControlProps } from '@/components/ui/field'
import { controlClasses } from '@/components/ui/input'
import { createValue, OptionList, OptionStatus } from '@/components/ui/option-list'
import { type ComboboxOption, type LoadOptions, useOptions } from '@/components/ui/use-options'

export interface ComboboxProps<Option extends ComboboxOption = ComboboxOption> {
  value: Option | null
  onValueChange: (value: Option | null) => void
  /** A fixed list… */
  options?: readonly Option[] | undefined
  /** …or a search. Keep the function the same between renders. */
  loadOptions?: LoadOptions<Option> | undefined
  /** Adds a row "Create …" that hands over what was typed. */
  create?: { label: (query: string) => string; onCreate: (query: string) => void } | undefined
  placeholder?: string | undefined
  emptyText?: string | undefined
  /** A note at the end of the box, such as the kind of what is chosen. */
  note?: string | undefined
  /** May be emptied by a button. */
  clearable?: boolean | undefined
  disabled?: boolean | undefined
  onBlur?: (() => void) | undefined
  /** The text box, which react-hook-form focuses on an error. */
  ref?: Ref<HTMLInputElement> | undefined
  /** Names it where there is no `Field`. */
  label?: string | undefined
  id?: string | undefined
  className?: string | undefined
}

/**
 * Type to find, choose one. Follows the ARIA combobox pattern with list autocomplete: arrows move, Enter chooses,
 * Escape closes, leaving without a choice brings the chosen text back.
 */
export function Combobox<Option extends ComboboxOption = ComboboxOption>(props: ComboboxProps<Option>) {
  const {
    value,
    onValueChange,
    create,
    placeholder,
    emptyText = 'No matches',
    note,
    clearable = false,
    disabled,
    label,
  } = props
  const control = useControlProps({ id: props.id, 'aria-label': label })
  const generated = useId()
  const [query, setQuery] = useState<string | undefined>(undefined)
  const [wantsOpen, setWantsOpen] = useState(false)
  const typed = (query ?? '').trim()
  const state = useOptions({ query: typed, isOpen: wantsOpen, options: props.options, loadOptions: props.loadOptions })
  const isKnown = state.options.some((option) => option.label.toLowerCase() === typed.toLowerCase())
  const items: readonly ComboboxOption[] =
    create !== undefined && typed !== '' && !isKnown && state.status === 'ready'
      ? [...state.options, { value: createValue, label: create.label(typed) }]
      : state.options
  const combobox = useCombobox<ComboboxOption>({
    id: control.id ?? generated,
    inputId: control.id ?? generated,
    items: [...items],
    itemToString: (item) => item?.label ?? '',
    itemToKey: (item) => item?.value,
    isItemDisabled: (item) => item.disabled === true,
    inputValue: query ?? value?.label ?? '',
    selectedItem: value,
    onIsOpenChange: ({ isOpen }) => {
      setWantsOpen(isOpen)
      if (!isOpen) setQuery(undefined)
    },
    stateReducer: (before, { changes, type }) => {
      switch (type) {
        case useCombobox.stateChangeTypes.InputChange:
          return { ...changes, highlightedIndex: changes.inputValue?.trim() ? 0 : -1 }
        case useCombobox.stateChangeTypes.InputKeyDownEnter:
          // What is listed belongs to an older text: Enter must not choose from it.
          return state.status === 'loading' ? before : changes
        case useCombobox.stateChangeTypes.InputBlur:
          // Leaving the box keeps the choice as it was; only Enter and a click choose.
          return { ...changes, selectedItem: value }
        default:
          return changes
      }
    },
    onSelectedItemChange: ({ selectedItem, type }) => {
      if (type === useCombobox.stateChangeTypes.InputKeyDownEscape) return
      if (selectedItem?.value === createValue) create?.onCreate(typed)
      else onValueChange((selectedItem ?? null) as Option | null) // every item but the create row is an option
      setQuery(undefined)
    },
  })
  const hasClear = clearable && value !== null && !disabled
  return (
    <>
      <OptionList
        isOpen={combobox.isOpen}
        items={items}
        highlightedIndex={combobox.highlightedIndex}
        isSelected={(option) => option.value === value?.value}
        state={state}
        emptyText={emptyText}
        menuProps={combobox.getMenuProps(
          { 'aria-labelledby': control['aria-labelledby'], 'aria-label': label },
          { suppressRefError: true },
        )}
        itemProps={(item, index) => combobox.getItemProps({ item, index })}
      >
        <div className={cn('relative flex min-w-0 items-center', props.className)}>
          {value?.icon && query === undefined ? (
            <span className="pointer-events-none absolute start-2.5 flex items-center [&_svg]:shrink-0">
              {value.icon}
            </span>
          ) : null}
          <input
            {...combobox.getInputProps({
              ...control,
              ref: props.ref,
              disabled,
              placeholder,
              'aria-label': label,
              autoComplete: 'off',
              spellCheck: false,
              onBlur: props.onBlur,
              // At once, not by downshift's later call: otherwise the caret jumps when typing in the middle.
              onChange: (event) => setQuery(event.currentTarget.value),
              onKeyDown: (event) => {
                if (event.key !== 'Escape') return
                // Escape closes the list and nothing else: a dialog around stays, and the choice is not lost.
                if (wantsOpen) event.stopPropagation()
                else Object.assign(event.nativeEvent, { preventDownshiftDefault: true })
              },
            })}
            className={cn(
              controlClasses,
              'h-control truncate',
              value?.icon && query === undefined && 'ps-8',
              hasClear ? 'pe-15' : 'pe-8',
            )}
          />
          <span className="pointer-events-none absolute end-2.5 flex items-center gap-1.5 text-faint">
            {note && query === undefined ? <span className="max-w-32 truncate bg-raised text-xs">{note}</span> : null}
            {hasClear ? (
              <button
                type="button"
                aria-label={`Clear ${value.label}`}
                onClick={() => onValueChange(null)}
                className="pointer-events-auto grid size-6 place-items-center rounded-sm hover:bg-hover hover:text-fg"
              >
                <X aria-hidden strokeWidth={1.75} className="size-3.5" />
              </button>
            ) : null}
            <ChevronDown aria-hidden strokeWidth={1.75} className="size-4" />
          </span>
        </div>
      </OptionList>
      <OptionStatus isOpen={combobox.isOpen} state={state} count={items.length} emptyText={emptyText} />
    </>
  )
}
