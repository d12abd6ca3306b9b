import { Field } from '@/components/ui/field'
import { Input, type InputProps } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Field as ModelField } from '@/lib/model/fields/field'
import { type PropertyFilter, waysOf } from '@/lib/model/fields/property-filter'
import { comparedMax } from '@/lib/model/fields/property-key'

/** What is asked of one property, as its controls hold it. Nothing is asked where what is needed is not given. */
export interface Asked {
  readonly how: 'value' | 'contains' | 'between' | 'set' | 'empty'
  /** Of a range where it begins. */
  readonly value: string
  readonly to: string
}

/** Of all that is asked what the controls of the property show. */
export function askedOf(name: string, field: ModelField, filters: readonly PropertyFilter[]): Asked {
  const own = filters.filter((filter) => filter.name === name)
  const given = (way: PropertyFilter['how']) => own.find(({ how }) => how === way)?.value
  const [from, to, contains, is] = [given('from'), given('to'), given('contains'), given('is')]
  const value = given('value') ?? contains ?? from ?? ''
  const both = { value, to: to ?? '' }
  if (is === 'set' || is === 'empty') return { ...both, how: is }
  if (from !== undefined || to !== undefined) return { ...both, how: 'between' }
  if (contains !== undefined) return { ...both, how: 'contains' }
  const [first] = hows(field)
  return { ...both, how: first === undefined || first === 'set' ? 'value' : first }
}

/** The same as an address has it. */
export function filtersOf(name: string, { how, value, to }: Asked): PropertyFilter[] {
  if (how === 'set' || how === 'empty') return [{ name, how: 'is', value: how }]
  const given: PropertyFilter[] =
    how === 'between'
      ? [
          { name, how: 'from', value: value.trim() },
          { name, how: 'to', value: to.trim() },
        ]
      : [{ name, how, value: value.trim() }]
  return given.filter((filter) => filter.value !== '')
}

const words: Readonly<Record<Asked['how'], string>> = {
  value: 'is',
  contains: 'contains',
  between: 'is between',
  set: 'has a value',
  empty: 'has no value',
}

/** In the order in which they are offered. */
function hows(field: ModelField): Asked['how'][] {
  const ways = waysOf(field)
  return [
    // A moment to the millisecond is what nobody types.
    ...(ways.has('value') && field.kind !== 'moment' ? (['value'] as const) : []),
    ...(ways.has('from') ? (['between'] as const) : []),
    ...(ways.has('contains') ? (['contains'] as const) : []),
    ...(ways.has('is') ? (['set', 'empty'] as const) : []),
  ]
}

interface PropertyInputProps {
  field: ModelField
  asked: Asked
  onChange: (asked: Asked) => void
}

/** How a property is asked for, and by what. */
export function PropertyInput({ field, asked, onChange }: PropertyInputProps) {
  const { kind, label, choices = [] } = field
  if (kind === 'choice' || kind === 'choices' || !waysOf(field).has('value')) {
    const chosen = asked.how === 'value' ? asked.value : `is ${asked.how}`
    return (
      <Field label={label}>
        <Select
          value={chosen}
          onChange={({ target: { value } }) => {
            const how = (['set', 'empty'] as const).find((each) => value === `is ${each}`)
            onChange({ how: how ?? 'value', value: how === undefined ? value : '', to: '' })
          }}
        >
          <option value="">Any</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
          <option value="is set">Has a value</option>
          <option value="is empty">Has no value</option>
        </Select>
      </Field>
    )
  }
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="mb-1 font-medium text-fg text-sm">{label}</legend>
      <Select
        aria-label={`How ${label} is compared`}
        value={asked.how}
        onChange={({ target: { value } }) => {
          const how = hows(field).find((each) => each === value)
          if (how !== undefined) onChange({ ...asked, how })
        }}
      >
        {hows(field).map((how) => (
          <option key={how} value={how}>
            {words[how]}
          </option>
        ))}
      </Select>
      {asked.how === 'between' ? (
        <div className="grid grid-cols-2 gap-2">
          <Field label="From">
            <ValueInput field={field} value={asked.value} onValue={(value) => onChange({ ...asked, value })} />
          </Field>
          <Field label="To">
            <ValueInput field={field} value={asked.to} onValue={(to) => onChange({ ...asked, to })} />
          </Field>
        </div>
      ) : asked.how === 'value' || asked.how === 'contains' ? (
        <ValueInput
          field={field}
          aria-label={label}
          isPart={asked.how === 'contains'}
          value={asked.value}
          onValue={(value) => onChange({ ...asked, value })}
        />
      ) : null}
    </fieldset>
  )
}

interface ValueInputProps extends InputProps {
  field: ModelField
  isPart?: boolean
  onValue: (value: string) => void
}

function ValueInput({ field: { kind, format }, isPart = false, onValue, ...props }: ValueInputProps) {
  const isDay = !isPart && (kind === 'moment' || format === 'yyyy-MM-dd')
  return (
    <Input
      {...props}
      type={kind === 'number' ? 'number' : isDay ? 'date' : 'text'}
      {...(kind === 'number' && { step: 'any' })}
      maxLength={comparedMax}
      placeholder={isPart ? undefined : format}
      onChange={(event) => onValue(event.target.value)}
    />
  )
}
