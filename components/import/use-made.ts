import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { sentenceList } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'

/** How many of what: "chart" → 3. */
type Made = Readonly<Record<string, number>>

const none: Made = {}

/** What was created for the rows of a job from this window. It is kept while the plan is made anew and the screen goes. */
export function useMade(jobId: string): { said: string | undefined; tell: (noun: string, count: number) => void } {
  const client = useQueryClient()
  const queryKey = ['madeFor', jobId]
  const { data } = useQuery({ queryKey, queryFn: skipToken, initialData: none })
  return {
    said: madeWords(data ?? none),
    tell: (noun, count) =>
      client.setQueryData<Made>(queryKey, (before = none) => ({ ...before, [noun]: (before[noun] ?? 0) + count })),
  }
}

/** "2 charts and 1 tag were created for these rows." */
export function madeWords(made: Made): string | undefined {
  const all = Object.entries(made)
  if (all.length === 0) return undefined
  const isOne = all.length === 1 && all[0]?.[1] === 1
  const things = sentenceList(all.map(([noun, count]) => counted(count, noun)))
  return `${things} ${isOne ? 'was' : 'were'} created for these rows, and ${isOne ? 'stays' : 'stay'} whatever becomes of the plan.`
}
