/**
 * How large what comes from outside may be, and schemas that see to it before anything else looks at a value: a pattern
 * or a rule on a text of megabytes holds up everybody. `lib/http/openapi/bounds.test.ts` keeps every request to these.
 */
import '@/lib/model/rules/without-eval'
import { z } from 'zod'
import { textMax } from '@/lib/model/rules/text-max'

export { textMax }

/** Items of a list, in all that is not a list of whole entities. */
const listMax = 10_000

/** Entities in one call. Clients of the contract send a few hundred. */
export const bulkMax = 10_000

/** Entities or hits in one answer. Whoever asks for more gets this many, and goes on by cursor. */
export const pageMax = 1000

/** Names in one call that finds people. */
export const peopleMax = 1_000

/** Names in one call that tells which entities there still are. */
export const seenMax = 250_000

/** Size of one entity, as `measure` counts it. */
export const entityMax = 10_000_000

/** Size of a value that has no schema of its own here, as `measure` counts it. */
export const looseMax = 1_000_000

/** A text. Checks chained after it never see one that is too long. */
export const boundedText = (max: number): z.ZodString => z.string().max(max, { abort: true })

/** Marks what the server alone says and a request cannot set: it has no bound. */
export const answerOnly = { readOnly: true } as const

/** A web address. */
export const boundedUrl = (max: number = textMax.address) => boundedText(max).check(z.url())

/** A list. Its items are not looked at when there are too many. */
export const boundedList = <T extends z.ZodType>(item: T, max: number = listMax): z.ZodArray<T> =>
  z.array(item).max(max, { abort: true })

export const tooLarge = (max: number) =>
  `must not be larger than ${max} characters as JSON, or nested more than ${depthMax} levels deep`

/** Any JSON value up to a size. */
export const boundedValue = (max: number = looseMax) =>
  z
    .unknown()
    .refine((value) => isWithin(value, max), { message: tooLarge(max), abort: true })
    .meta({ maxLength: max, maxItems: max, maxProperties: max })

/** An object with members of its own and any others, up to a size. */
export const boundedObject = <S extends z.core.$ZodLooseShape>(shape: S, max: number = looseMax) =>
  z
    .looseObject(shape)
    .refine((value) => isWithin(value, max), { message: tooLarge(max), abort: true })
    .meta({ maxProperties: max })

/** Members by names from outside, up to a size. */
export const boundedRecord = <V extends z.ZodType>(value: V, max: number = looseMax) =>
  z
    .record(boundedText(textMax.name), value)
    .refine((given) => isWithin(given, max), { message: tooLarge(max), abort: true })
    .meta({ maxProperties: max })

/** What a value weighs besides its characters: to handle, more than to write. */
const nodeSize = 8

/** How deep values nest. Whatever walks them may call itself this often. */
export const depthMax = 100

/** About how large the value is as JSON; undefined when it is larger, or deeper, than allowed. Counts no further than it must. */
export function measure(value: unknown, max: number, depth: number = depthMax): number | undefined {
  let left = max
  const spend = (one: unknown, deeper: number): boolean => {
    left -= nodeSize
    if (typeof one === 'string') left -= one.length
    else if (typeof one === 'object' && one !== null) {
      if (deeper < 0) return false
      if (Array.isArray(one)) return left >= 0 && one.every((item) => spend(item, deeper - 1))
      for (const [name, member] of Object.entries(one)) {
        left -= name.length
        if (!spend(member, deeper - 1)) return false
      }
    }
    return left >= 0
  }
  return spend(value, depth) ? max - left : undefined
}

const isWithin = (value: unknown, max: number): boolean => measure(value, max) !== undefined
