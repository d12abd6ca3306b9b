'use client'

/** The control of what something looks like: a colour by name or as it is written, and an icon by name. */
import { type ReactNode, useState } from 'react'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { NamedIcon, StyleDot } from '@/components/entity/style-mark'
import { useField } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { colourWord, iconWord, isStyleIcon, styleColours, styleIcons, styleIn } from '@/lib/model/fields/style'
import { isRecord } from '@/lib/model/rules/is-record'

const none = 'None'
const other = 'Other'

const colourMarks: readonly MarkOption[] = [
  { value: '', label: none, mark: none },
  ...Object.entries(styleColours).map(([label, color]) => ({ value: color, label, mark: <StyleDot color={color} /> })),
  { value: other, label: other, mark: other },
]

const iconMarks: readonly MarkOption[] = [
  { value: '', label: none, mark: none },
  ...styleIcons.map((name) => ({ value: name, label: iconWord(name), mark: <NamedIcon name={name} /> })),
]

export function StyleField(props: EntityFieldProps) {
  const field = useDraftField(props.name)
  const { color, iconURL } = styleIn(field.value)
  const [wantsOther, setWantsOther] = useState(false)
  // A colour that is still to be written is there, and empty.
  const hasColour = isRecord(field.value) && field.value.color !== undefined
  const isOther = wantsOther || (hasColour && colourWord(color) === color)
  // What an icon was before stays a choice, though it has no drawing here: another's icon, or the address of a picture.
  const [kept] = useState(iconURL)
  const hasOwn = kept !== '' && !isStyleIcon(kept)

  const set = (member: 'color' | 'iconURL', value: string | undefined) => {
    const { [member]: _, ...others } = isRecord(field.value) ? field.value : {}
    const next = value === undefined ? others : { ...others, [member]: value }
    field.setValue(Object.keys(next).length === 0 ? null : next)
  }
  const control = { disabled: field.disabled, onBlur: field.onBlur }
  return (
    <DraftField field={field} {...props}>
      <div className="grid min-w-0 gap-2">
        <Marks
          {...control}
          label="Colour"
          word={color === '' ? none : colourWord(color)}
          options={colourMarks}
          value={isOther ? other : color.toLowerCase()}
          id={isOther ? undefined : field.id}
          inputRef={isOther ? undefined : field.ref}
          onValueChange={(value) => {
            setWantsOther(value === other)
            set('color', value === '' ? undefined : value === other ? color : value)
          }}
        />
        {isOther ? (
          <Input
            {...control}
            ref={field.ref}
            aria-label="Other colour"
            dir="ltr"
            placeholder="#1f6feb"
            autoComplete="off"
            spellCheck={false}
            className="max-w-36"
            leading={<StyleDot color={color} />}
            value={color}
            onChange={(event) => set('color', event.target.value.trim())}
          />
        ) : null}
        <Marks
          {...control}
          label="Icon"
          word={iconURL === '' ? none : iconWord(iconURL)}
          options={hasOwn ? [...iconMarks, { value: kept, label: kept, mark: 'As it is' }] : iconMarks}
          value={iconURL}
          onValueChange={(value) => set('iconURL', value === '' ? undefined : value)}
        />
      </div>
    </DraftField>
  )
}

interface MarkOption {
  readonly value: string
  readonly label: string
  readonly mark: ReactNode
}

interface MarksProps {
  label: string
  /** What is chosen, in words. */
  word: string
  options: readonly MarkOption[]
  value: string
  onValueChange: (value: string) => void
  onBlur: () => void
  disabled: boolean
  /** Of the one that is chosen, where the field's label leads. */
  id?: string | undefined
  inputRef?: ((element: HTMLInputElement | null) => void) | undefined
}

/** Native radio buttons that are small pictures, and beside their heading the name of the one that is chosen. */
function Marks({ label, word, options, value, onValueChange, onBlur, disabled, id, inputRef }: MarksProps) {
  const field = useField()
  const name = `${field?.labelId}-${label}`
  return (
    <div className="grid min-w-0 gap-1">
      <p className="text-muted text-xs [overflow-wrap:anywhere]">
        {label}: <span className="text-fg">{word}</span>
      </p>
      <div
        role="radiogroup"
        aria-label={label}
        aria-describedby={field?.describedBy}
        className="flex min-w-0 flex-wrap gap-1"
      >
        {options.map((option) => {
          const isChosen = option.value === value
          return (
            <span key={option.value} title={option.label} className="relative grid h-7 min-w-7 place-items-center">
              <input
                type="radio"
                id={isChosen ? id : undefined}
                ref={isChosen ? inputRef : undefined}
                name={name}
                aria-label={option.label}
                checked={isChosen}
                disabled={disabled}
                onChange={() => onValueChange(option.value)}
                onBlur={onBlur}
                className="absolute inset-0 cursor-pointer appearance-none rounded-md border border-line-strong bg-raised transition-colors duration-100 checked:border-accent checked:bg-accent-soft checked:ring-1 checked:ring-accent hover:border-line-control disabled:cursor-default disabled:bg-subtle"
              />
              <span
                aria-hidden
                className="pointer-events-none relative inline-flex px-1.5 text-fg text-xs [&_svg]:shrink-0"
              >
                {option.mark}
              </span>
            </span>
          )
        })}
      </div>
    </div>
  )
}
