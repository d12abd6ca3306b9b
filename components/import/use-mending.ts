import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { plannedJob, planningKey, planScope } from '@/components/import/use-plan-again'
import { mendCells } from '@/lib/client/job-plan'
import { counted } from '@/lib/model/rules/counted'
import type { JobRowView, JobView } from '@/lib/model/wire/job'
import type { MendedCell, MendRequest } from '@/lib/model/wire/mended-cells'

interface Page {
  readonly data: readonly JobRowView[]
}

interface Asked {
  /** What it was: "Undone". */
  readonly how: string
  readonly request?: MendRequest
  /** What is taken back is found out when its turn has come. */
  readonly from?: 'past' | 'future'
}

/**
 * Changes of cells, one after the other, and the way back and forth again. What is kept is on the server; the way back is
 * of the job, whether a grid, a list on a narrow window or the cells of its charts are looked at.
 */
export function useMending(job: JobView, columns: readonly string[]) {
  const client = useQueryClient()
  const { data: stacks } = useQuery(stacksOf(job))
  const [said, setSaid] = useState('')
  const rowsKey = ['jobs', 'rows', job.id]
  const mutation = useMutation({
    mutationKey: planningKey(job),
    scope: planScope(job),
    mutationFn: async ({ request, from }: Asked) => {
      const { queryKey } = stacksOf(job)
      const now = client.getQueryData(queryKey) ?? nothingYet
      const cells = from === undefined ? undefined : now[from].at(-1)
      const asked = request ?? (cells === undefined ? undefined : { cells: [...cells] })
      if (asked === undefined) return undefined
      const answer = await mendCells(job.id, asked)
      client.setQueryData(queryKey, afterwards(now, from, answer.before))
      await plannedJob(client, answer.job)
      return answer
    },
    // What was typed is there at once; what becomes of it comes with the answer.
    onMutate: async ({ request: { cells = [] } = {} }) => {
      await client.cancelQueries({ queryKey: rowsKey })
      const byRow = Map.groupBy(cells, ({ row }) => row)
      client.setQueriesData<Page>({ queryKey: rowsKey }, (page) =>
        page === undefined
          ? page
          : { ...page, data: page.data.map((row) => withCells(row, byRow.get(row.row) ?? [], columns)) },
      )
    },
    onSuccess: async (answer, { how }) => {
      if (answer === undefined) return
      await client.invalidateQueries({ queryKey: rowsKey })
      const more = answer.hasMore ? '. There are more: do it again' : ''
      setSaid(
        answer.before.length === 0 ? 'Nothing changed' : `${how}: ${counted(answer.before.length, 'cell')}${more}`,
      )
    },
    onError: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return {
    isPending: mutation.isPending,
    error: mutation.error,
    said,
    say: setSaid,
    canUndo: stacks.past.length > 0,
    canRedo: stacks.future.length > 0,
    mend: (how: string, request: MendRequest) => mutation.mutate({ how, request }),
    undo: () => mutation.mutate({ how: 'Undone', from: 'past' }),
    redo: () => mutation.mutate({ how: 'Redone', from: 'future' }),
  }
}

interface Stacks {
  readonly past: readonly (readonly MendedCell[])[]
  readonly future: readonly (readonly MendedCell[])[]
}

const nothingYet: Stacks = { past: [], future: [] }

/** Nobody is asked for it: it stays while the page does, and for a while when other pages are looked at. */
const stacksOf = ({ id }: JobView) =>
  queryOptions({ queryKey: ['mended', id], initialData: nothingYet, enabled: false, gcTime: 30 * 60_000 })

/** Once a change is made, or one is taken from a stack: `before` brings back what was. */
function afterwards({ past, future }: Stacks, from: Asked['from'], before: readonly MendedCell[]): Stacks {
  const added = before.length === 0 ? [] : [before]
  if (from === undefined)
    return added.length === 0 ? { past, future } : { past: [...past.slice(1 - kept), before], future: [] }
  return from === 'past'
    ? { past: past.slice(0, -1), future: [...future, ...added] }
    : { past: [...past, ...added], future: future.slice(0, -1) }
}

/** Changes that can be taken back. */
const kept = 100

function withCells(row: JobRowView, cells: readonly MendedCell[], columns: readonly string[]): JobRowView {
  if (cells.length === 0 || row.cells === undefined) return row
  const said = new Map(cells.map(({ column, value }) => [columns.indexOf(column), value]))
  return { ...row, cells: row.cells.map((text, place) => said.get(place) ?? text) }
}
