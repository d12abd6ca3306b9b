import { useState } from 'react'
import { countOf, todo } from '@/components/import/job-outcomes'
import type { RunChoice as AskedChoice } from '@/lib/client/jobs'
import type { JobRowView, JobView, RowOutcome } from '@/lib/model/wire/job'

interface Unticked {
  /** Rows by their place in the job, with what would have become of them. */
  readonly rows: ReadonlyMap<number, RowOutcome>
  /** Outcomes all of whose rows are left out. */
  readonly outcomes: ReadonlySet<RowOutcome>
  /** Fields that stay as they are. */
  readonly columns: ReadonlySet<string>
}

export type RunChoice = ReturnType<typeof useRunChoice>

/** What the file does not have stays, until somebody says otherwise. */
const atFirst = ({ file }: JobView): Unticked => ({
  rows: new Map(),
  outcomes: new Set(file?.deletesGone === true ? [] : ['gone']),
  columns: new Set(),
})

/** What can be ticked. */
const choices: readonly RowOutcome[] = [...todo, 'gone']

/** What of a plan somebody leaves out before it is run. */
export function useRunChoice(job: JobView) {
  const [unticked, set] = useState(() => atFirst(job))
  const { rows, outcomes, columns } = unticked
  const included = (...which: readonly RowOutcome[]): number => {
    const whole = which.filter((outcome) => !outcomes.has(outcome))
    const single = [...rows.values()].filter((outcome) => whole.includes(outcome)).length
    return Math.max(0, countOf(job, ...whole) - single)
  }
  const written = included(...todo)
  return {
    columns,
    included: written,
    /** Of what the file does not have. */
    deleted: included('gone'),
    left: countOf(job, ...todo) - written,
    canTick: ({ outcome }: JobRowView) =>
      job.state === 'planned' && choices.includes(outcome) && !outcomes.has(outcome),
    isTicked: ({ row, outcome }: JobRowView) => choices.includes(outcome) && !outcomes.has(outcome) && !rows.has(row),
    tickRow: ({ row, outcome }: JobRowView, isTicked: boolean) => {
      const others = [...rows].filter(([known]) => known !== row)
      set({ ...unticked, rows: new Map(isTicked ? others : [...others, [row, outcome]]) })
    },
    untickRows: (which: readonly JobRowView[]) => {
      const more = which
        .filter(({ outcome }) => todo.includes(outcome))
        .map(({ row, outcome }) => [row, outcome] as const)
      set({ ...unticked, rows: new Map([...rows, ...more]) })
    },
    /** Whether all rows of the outcome, some or none are in. */
    isWhole: (outcome: RowOutcome) => !outcomes.has(outcome) && ![...rows.values()].includes(outcome),
    hasSome: (outcome: RowOutcome) => !outcomes.has(outcome),
    tickOutcomes: (which: readonly RowOutcome[], isTicked: boolean) =>
      set({
        ...unticked,
        rows: new Map([...rows].filter(([, outcome]) => !which.includes(outcome))),
        outcomes: new Set([...outcomes].filter((one) => !which.includes(one)).concat(isTicked ? [] : which)),
      }),
    tickColumns: (which: readonly string[], isTicked: boolean) =>
      set({
        ...unticked,
        columns: new Set([...columns].filter((one) => !which.includes(one)).concat(isTicked ? [] : which)),
      }),
    asked: (): AskedChoice => ({
      withoutRows: [...rows.keys()],
      withoutOutcomes: [...outcomes].filter((outcome) => outcome !== 'gone'),
      deleteGone: !outcomes.has('gone'),
      withoutColumns: [...columns],
    }),
  }
}
