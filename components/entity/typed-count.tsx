import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface TypedCountProps {
  /** How many entries go for good. */
  count: number
  typed: string
  onType: (typed: string) => void
}

/** Before entries go for good, their number is typed in: nobody does that by mistake. */
export const TypedCount = ({ count, typed, onType }: TypedCountProps) => (
  <Field label={count === 1 ? 'Type 1 to confirm' : `Type ${count}, the number of entries that go, to confirm`}>
    <Input value={typed} inputMode="numeric" autoComplete="off" onChange={(event) => onType(event.target.value)} />
  </Field>
)

/** Why it may not go on yet; undefined once the number is there, however its digits are grouped. */
export const untyped = (typed: string, count: number): string | undefined =>
  typed.replaceAll(/[\s,.]/g, '') === String(count) ? undefined : `Type ${count} to confirm.`
