import { sentenceList } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'
import type { MadeForRows } from '@/lib/model/wire/import-mapping'

/** "2 charts and 1 tag were created for these rows." */
export function madeWords(made: MadeForRows): string | undefined {
  const all = Object.entries(made)
  if (all.length === 0) return undefined
  const isOne = all.length === 1 && all[0]?.[1] === 1
  const things = sentenceList(all.map(([noun, count]) => counted(count, noun)))
  return `${things} ${isOne ? 'was' : 'were'} created for these rows, and ${isOne ? 'stays' : 'stay'} whatever becomes of the plan.`
}
