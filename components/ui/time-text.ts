const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const english = 'en-GB'
/** In which language the reader wants dates; the server is told by whoever asks it. */
const chosen = (): string =>
  typeof document === 'undefined' ? english : (document.documentElement.dataset.dates ?? english)

/** In which time zone the reader wants times; that of their clock where they have not said. */
const chosenZone = (): string | undefined =>
  typeof document !== 'undefined' && document.documentElement.dataset.zone === 'UTC' ? 'UTC' : undefined

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>()
/** Short forms without their full stops: "4 min ago". */
function ago(value: number, unit: 'minute' | 'hour' | 'day' | 'second', key: string): string {
  const known = relativeFormats.get(key) ?? new Intl.RelativeTimeFormat(key, { style: 'short', numeric: 'auto' })
  relativeFormats.set(key, known)
  return known.format(-value, unit).replace('.', '')
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once for each look and time zone: making one costs a hundred times what it takes to use it. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options])
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, known)
  return known
}

/**
 * A time as people say it: "just now", "4 min ago", "yesterday", "3 days ago", then the date, with the year once it is
 * another one. Times in the future (clocks that disagree) within a minute count as now.
 */
export function relativeTime(
  date: Date,
  now: Date,
  timeZone: string | undefined = chosenZone(),
  locale: string = chosen(),
): string {
  const past = now.getTime() - date.getTime()
  if (past > -minute && past < minute) return locale.startsWith('en') ? 'just now' : ago(0, 'second', locale)
  if (past > 0 && past < hour) return ago(Math.floor(past / minute), 'minute', locale)
  const days = calendarDay(now, timeZone) - calendarDay(date, timeZone)
  if (past > 0 && (days === 0 || past < 6 * hour)) return ago(Math.floor(past / hour), 'hour', locale)
  if (past > 0 && days < 7) return ago(days, 'day', locale)
  return dayText(date, now, timeZone, locale)
}

/** "12 Nov", or "12 Nov 2025" in another year. */
export function dayText(date: Date, now: Date, timeZone?: string, locale: string = chosen()): string {
  const year = format(english, { year: 'numeric', timeZone })
  const isThisYear = year.format(date) === year.format(now)
  return format(locale, {
    day: 'numeric',
    month: 'short',
    year: isThisYear ? undefined : 'numeric',
    timeZone,
  }).format(date)
}

/** "Thursday 12 November 2026 at 14:02:11 UTC" */
export const absoluteTime = (
  date: Date,
  timeZone: string | undefined = chosenZone(),
  locale: string = chosen(),
): string => format(locale, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(date)

/** "Thursday 12 November" */
export const weekdayText = (date: Date): string =>
  format(chosen(), { weekday: 'long', day: 'numeric', month: 'long', timeZone: chosenZone() }).format(date)

/** Days since the epoch on the calendar of the time zone. */
function calendarDay(date: Date, timeZone?: string): number {
  const parts = format('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(date)
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / day)
}
