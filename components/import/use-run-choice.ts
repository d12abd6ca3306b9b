import { keepPreviousData, useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { countOf } from '@/components/import/job-outcomes'
import { planScope } from '@/components/import/use-plan-again'
import { keepChoice, planQueries } from '@/lib/client/job-plan'
import { type RunChoice as AskedChoice, jobQueries } from '@/lib/client/jobs'
import { type RowOutcome, todo } from '@/lib/model/rules/row-outcome'
import type { JobRowView, JobView } from '@/lib/model/wire/job'
import type { ChoiceChange, ChoiceView } from '@/lib/model/wire/run-choice'

export type RunChoice = ReturnType<typeof useRunChoice>

/** What can be ticked; of an undo also what was edited since. */
const choicesOf = ({ kind }: JobView): readonly RowOutcome[] => [...todo, kind === 'undo' ? 'held' : 'gone']

/** Until it is known: all that can be done is, and what the file does not have stays. */
const atFirst = ({ file }: JobView): ChoiceView => ({
  rows: [],
  outcomes: [],
  columns: [],
  deleteGone: file?.deletesGone === true,
  held: false,
  heldRows: [],
})

/** What of a plan somebody leaves out before it is run, as it is kept with the job. */
export function useRunChoice(job: JobView) {
  const client = useQueryClient()
  const query = planQueries.choice(job)
  const mutationKey = ['jobs', 'choice', job.id]
  const isKeeping = useIsMutating({ mutationKey }) > 0
  const { data, error } = useQuery({
    ...query,
    placeholderData: keepPreviousData,
    // What is on its way is newer than what the server would say, of a plan that is made anew meanwhile too.
    enabled: !isKeeping,
  })
  const keep = useMutation({
    mutationKey,
    scope: planScope(job),
    mutationFn: (change: ChoiceChange) => keepChoice(job.id, change),
    onSuccess: (kept) => {
      if (client.isMutating({ mutationKey }) > 1) return
      const now = client.getQueryData(jobQueries.byId(job.id).queryKey) ?? job
      client.setQueryData(planQueries.choice(now).queryKey, kept)
    },
    onError: () => client.invalidateQueries({ queryKey: ['jobs', 'choice', job.id] }),
  })
  const known = data ?? atFirst(job)
  const rows = new Map(known.rows.map(({ row, outcome }) => [row, outcome as RowOutcome])) // as rows have it
  const columns = new Set(known.columns)
  const choices = choicesOf(job)
  const heldRows = new Set(known.heldRows)
  const isOut = (outcome: RowOutcome): boolean =>
    outcome === 'gone' ? !known.deleteGone : outcome === 'held' ? !known.held : known.outcomes.includes(outcome)
  const change = (next: ChoiceView, told: ChoiceChange) => {
    void client.cancelQueries({ queryKey: query.queryKey })
    client.setQueryData(query.queryKey, next)
    keep.mutate(told)
  }
  const untick = (which: readonly JobRowView[]) =>
    change(
      {
        ...known,
        rows: [
          ...known.rows.filter(({ row }) => !which.some((one) => one.row === row)),
          ...which.map(({ row, outcome }) => ({ row, outcome })),
        ],
      },
      { rows: { untick: which.map(({ row }) => row) } },
    )
  const included = (...which: readonly RowOutcome[]): number => {
    const whole = which.filter((outcome) => !isOut(outcome))
    const single = [...rows.values()].filter((outcome) => whole.includes(outcome)).length
    return Math.max(0, countOf(job, ...whole) - single)
  }
  const written = included(...todo)
  const held = known.held ? included('held') : known.heldRows.length
  return {
    /** What is left out is known; until then nothing is run. */
    isKnown: data !== undefined,
    error: error ?? keep.error,
    columns,
    included: written + held,
    /** Of what was edited since. */
    held,
    /** Of what the file does not have. */
    deleted: included('gone'),
    left: countOf(job, ...todo) - written,
    canTick: ({ outcome }: JobRowView) =>
      job.state === 'planned' && choices.includes(outcome) && (outcome === 'held' || !isOut(outcome)),
    isTicked: ({ row, outcome }: JobRowView) =>
      choices.includes(outcome) && (isOut(outcome) ? heldRows.has(row) : !rows.has(row)),
    tickRow: (row: JobRowView, isTicked: boolean) => {
      if (row.outcome === 'held' && !known.held) {
        const others = known.heldRows.filter((one) => one !== row.row)
        return change(
          { ...known, heldRows: isTicked ? [...others, row.row] : others },
          { heldRows: isTicked ? { tick: [row.row] } : { untick: [row.row] } },
        )
      }
      if (!isTicked) return untick([row])
      change({ ...known, rows: known.rows.filter((one) => one.row !== row.row) }, { rows: { tick: [row.row] } })
    },
    untickRows: (which: readonly JobRowView[]) => untick(which.filter(({ outcome }) => todo.includes(outcome))),
    /** Whether all rows of the outcome, some or none are in. */
    isWhole: (outcome: RowOutcome) => !isOut(outcome) && ![...rows.values()].includes(outcome),
    hasSome: (outcome: RowOutcome) => !isOut(outcome) || (outcome === 'held' && heldRows.size > 0),
    tickOutcomes: (which: readonly RowOutcome[], isTicked: boolean) => {
      const single = known.rows.filter(({ outcome }) => which.some((one) => one === outcome))
      const whole = todo.filter((outcome) => which.includes(outcome)) as ('create' | 'update' | 'restore' | 'delete')[] // which are these
      const others = known.outcomes.filter((outcome) => !whole.some((one) => one === outcome))
      change(
        {
          ...known,
          rows: known.rows.filter((one) => !single.includes(one)),
          outcomes: isTicked ? others : [...others, ...whole],
          ...(which.includes('gone') && { deleteGone: isTicked }),
          ...(which.includes('held') && { held: isTicked, heldRows: [] }),
        },
        {
          rows: { tick: single.map(({ row }) => row) },
          outcomes: isTicked ? { tick: whole } : { untick: whole },
          ...(which.includes('gone') && { deleteGone: isTicked }),
          ...(which.includes('held') && { held: isTicked, heldRows: { untick: known.heldRows } }),
        },
      )
    },
    tickColumns: (which: readonly string[], isTicked: boolean) => {
      const others = known.columns.filter((column) => !which.includes(column))
      change(
        { ...known, columns: isTicked ? others : [...others, ...which] },
        { columns: isTicked ? { tick: [...which] } : { untick: [...which] } },
      )
    },
    asked: (): AskedChoice => ({
      withoutRows: [...rows.keys()],
      withoutOutcomes: known.outcomes as RowOutcome[], // as they were given
      deleteGone: known.deleteGone,
      withoutColumns: [...columns],
      ...(job.kind === 'undo' && { withHeld: known.held, withHeldRows: known.heldRows }),
    }),
  }
}
