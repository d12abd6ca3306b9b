'use client'

import { useCombobox } from 'downshift'
import { type Ref, useId, useRef, useState } from 'react'
import { Chip } from '@/components/ui/chip'
import { cn } from '@/components/ui/cn'
import { useControlProps } from '@/components/ui/field'
import { createValue, OptionList, OptionStatus } from '@/components/ui/option-list'
import { type ComboboxOption, type LoadOptions, useOptions } from '@/components/ui/use-options'

export interface MultiComboboxProps<Option extends ComboboxOption = ComboboxOption> {
  value: readonly Option[]
  onValueChange: (value: Option[]) => void
  options?: readonly Option[] | undefined
  /** Keep the function the same between renders. */
  loadOptions?: LoadOptions<Option> | undefined
  create?: { label: (query: string) => string; onCreate: (query: string) => void } | undefined
  /** What goes when this comes, for lists with choices that shut each other out. */
  replaces?: ((added: Option, existing: Option) => boolean) | undefined
  placeholder?: string | undefined
  emptyText?: string | undefined
  /** Names the list of what is chosen: "Selected charts". */
  selectedLabel: string
  /** What is chosen is listed by the caller, not as chips in the box: for long lists. */
  hideSelected?: boolean | undefined
  /** Takes a paste of several lines, which a text box would run together. True when it did. */
  onPasteText?: ((text: string) => boolean) | undefined
  disabled?: boolean | undefined
  onBlur?: (() => void) | undefined
  ref?: Ref<HTMLInputElement> | undefined
  label?: string | undefined
  id?: string | undefined
  className?: string | undefined
}

/** Type to find, choose several, in order. Chosen ones are chips with a remove button; Backspace in the empty box removes the last. */
export function MultiCombobox<Option extends ComboboxOption = ComboboxOption>(props: MultiComboboxProps<Option>) {
  const {
    value,
    onValueChange,
    create,
    replaces,
    placeholder,
    emptyText = 'No matches',
    selectedLabel,
    hideSelected = false,
    onPasteText,
    disabled,
    label,
  } = props
  const control = useControlProps({ id: props.id, 'aria-label': label })
  const generated = useId()
  const box = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const [wantsOpen, setWantsOpen] = useState(false)
  const [announcement, setAnnouncement] = useState('')
  const typed = query.trim()
  const state = useOptions({ query: typed, isOpen: wantsOpen, options: props.options, loadOptions: props.loadOptions })
  const isChosen = (option: ComboboxOption) => value.some((chosen) => chosen.value === option.value)
  const isKnown = state.options.some((option) => option.label.toLowerCase() === typed.toLowerCase())
  const items: readonly ComboboxOption[] =
    create !== undefined && typed !== '' && !isKnown && state.status === 'ready'
      ? [...state.options, { value: createValue, label: create.label(typed) }]
      : state.options

  const remove = (option: Option) => {
    onValueChange(value.filter((chosen) => chosen.value !== option.value))
    setAnnouncement(`Removed ${option.label}`)
  }
  const toggle = (option: Option) => {
    if (isChosen(option)) return remove(option)
    onValueChange([...value.filter((existing) => !replaces?.(option, existing)), option])
    setAnnouncement(`Added ${option.label}`)
  }
  const combobox = useCombobox<ComboboxOption>({
    id: control.id ?? generated,
    inputId: control.id ?? generated,
    items: [...items],
    itemToString: (item) => item?.label ?? '',
    itemToKey: (item) => item?.value,
    isItemDisabled: (item) => item.disabled === true,
    inputValue: query,
    selectedItem: null,
    stateReducer: (before, { changes, type }) => {
      switch (type) {
        case useCombobox.stateChangeTypes.InputChange:
          return { ...changes, highlightedIndex: changes.inputValue?.trim() ? 0 : -1 }
        case useCombobox.stateChangeTypes.InputKeyDownEnter:
        case useCombobox.stateChangeTypes.ItemClick:
          // What is listed while loading belongs to an older text: Enter must not choose from it.
          if (state.status === 'loading' && type === useCombobox.stateChangeTypes.InputKeyDownEnter) return before
          // Several can be chosen in a row: the list stays open where it was.
          return {
            ...changes,
            isOpen: true,
            highlightedIndex: before.inputValue === '' ? before.highlightedIndex : -1,
            inputValue: '',
          }
        case useCombobox.stateChangeTypes.InputBlur:
          return { ...changes, selectedItem: null, inputValue: '' }
        default:
          return changes
      }
    },
    onIsOpenChange: ({ isOpen }) => setWantsOpen(isOpen),
    onStateChange: ({ type, selectedItem }) => {
      const isChoice =
        type === useCombobox.stateChangeTypes.InputKeyDownEnter || type === useCombobox.stateChangeTypes.ItemClick
      if (!isChoice || !selectedItem) return
      if (selectedItem.value === createValue) create?.onCreate(typed)
      else toggle(selectedItem as Option) // every item but the create row is an option
    },
    onInputValueChange: ({ inputValue, type }) => {
      if (type !== useCombobox.stateChangeTypes.InputChange) setQuery(inputValue)
    },
  })
  return (
    <>
      <OptionList
        isOpen={combobox.isOpen}
        items={items}
        highlightedIndex={combobox.highlightedIndex}
        isSelected={isChosen}
        state={state}
        emptyText={emptyText}
        menuProps={combobox.getMenuProps(
          { 'aria-labelledby': control['aria-labelledby'], 'aria-label': label },
          { suppressRefError: true },
        )}
        itemProps={(item, index) => ({ ...combobox.getItemProps({ item, index }), 'aria-selected': isChosen(item) })}
      >
        <div
          ref={box}
          className={cn(
            'flex min-h-control min-w-0 flex-wrap items-center gap-1 rounded-md border border-line-control bg-raised px-1 py-[3px] transition-colors duration-100 hover:border-muted has-[input:focus-visible]:border-accent has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent',
            control['aria-invalid'] && 'border-danger has-[input:focus-visible]:outline-danger',
            disabled && 'border-line-strong bg-subtle',
            props.className,
          )}
        >
          {value.length === 0 || hideSelected ? null : (
            <ul aria-label={selectedLabel} className="contents">
              {value.map((option) => (
                <li key={option.value} className="flex min-w-0 max-w-full">
                  <Chip
                    name={option.label}
                    onRemove={
                      disabled
                        ? undefined
                        : () => {
                            remove(option)
                            box.current?.querySelector('input')?.focus()
                          }
                    }
                  >
                    {option.icon}
                    <span className="truncate">{option.label}</span>
                  </Chip>
                </li>
              ))}
            </ul>
          )}
          <input
            {...combobox.getInputProps({
              ...control,
              ref: props.ref,
              disabled,
              placeholder: value.length === 0 || hideSelected ? placeholder : undefined,
              'aria-label': label,
              autoComplete: 'off',
              spellCheck: false,
              onBlur: props.onBlur,
              onPaste: (event) => {
                if (onPasteText?.(event.clipboardData.getData('text/plain'))) event.preventDefault()
              },
              // At once, not by downshift's later call: otherwise the caret jumps when typing in the middle.
              onChange: (event) => setQuery(event.currentTarget.value),
              onKeyDown: (event) => {
                const last = value.at(-1)
                if (event.key === 'Backspace' && query === '' && last !== undefined && !hideSelected) remove(last)
                if (event.key === 'Escape' && wantsOpen) event.stopPropagation()
              },
            })}
            className="h-6 min-w-16 flex-1 disabled:min-w-0 bg-transparent px-1.5 text-base text-fg outline-none"
          />
        </div>
      </OptionList>
      <OptionStatus isOpen={combobox.isOpen} state={state} count={items.length} emptyText={emptyText} />
      <span role="status" className="sr-only">
        {announcement}
      </span>
    </>
  )
}
