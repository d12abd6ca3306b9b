import { counted } from '@/lib/model/rules/counted'

/** How far work had come at a time. */
export interface Mark {
  readonly at: number
  readonly done: number
}

const soonestMs = 3_000

/** How fast it goes and how long that will take, once what was seen of it says something; empty before. */
export function paceText(from: Mark, now: Mark, total: number): string {
  const [spent, made] = [now.at - from.at, now.done - from.done]
  if (spent < soonestMs || made <= 0) return ''
  const perSecond = Math.max(1, Math.round((made * 1_000) / spent))
  const seconds = Math.ceil((total - now.done) / (made / spent) / 1_000)
  const left = seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
  return `, ${counted(perSecond, 'row')} a second, about ${left} left`
}
