/** Points and spans of time, kept as Unix epoch milliseconds; told and typed in UTC, which is the same for everybody. */
import { jsonIn } from '@/lib/model/fields/cell'
import type { Kind } from '@/lib/model/fields/kind'
import { number } from '@/lib/model/fields/number'
import { isRecord } from '@/lib/model/rules/is-record'

/** "2026-11-28 12:00 UTC", with seconds where there are any. */
function momentText(value: unknown): string {
  const date = typeof value === 'number' ? new Date(value) : undefined
  if (date === undefined || Number.isNaN(date.getTime())) return String(value)
  return `${isoMinute(date).replace('T', ' ')} UTC`
}

/** As inputs for date and time hold it. */
export const isoMinute = (date: Date): string => date.toISOString().replace(/(?::00)?(?:\.000)?Z$/, '')

/** A day or a point of time as people and programs write it, or the number. */
export function momentIn(text: string): number | undefined {
  if (/^-?\d+$/.test(text)) return Number(text)
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined
  const iso = text.replace(/ UTC$/, '').replace(' ', 'T')
  const time = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`)
  return Number.isNaN(time) ? undefined : time
}

export const moment: Kind = {
  ...number,
  words: (value) => [momentText(value)],
  fromCell: (cell) => (typeof cell === 'string' ? (momentIn(cell.trim()) ?? cell.trim()) : cell),
}

export const interval: Kind = {
  blank: null,
  own: (stored) => (isRecord(stored) ? stored : null),
  told: 'value',
  words: (value) => [isRecord(value) ? `${momentText(value.start)} – ${momentText(value.end)}` : String(value)],
  problem: (draft, { label }) =>
    draft === null || (isRecord(draft) && typeof draft.start === 'number' && typeof draft.end === 'number')
      ? undefined
      : `${label} needs a start and an end.`,
  fromCell: (cell) => {
    const [, start, end] = (typeof cell === 'string' ? /^\s*(-?\d+):(-?\d+)\s*$/.exec(cell) : null) ?? []
    return start === undefined ? jsonIn(cell) : { start: Number(start), end: Number(end) }
  },
  toCell: (value) => (isRecord(value) ? `${value.start}:${value.end}` : String(value)),
}
