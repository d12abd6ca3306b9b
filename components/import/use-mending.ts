import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { jobMutations, jobQueries } from '@/lib/client/jobs'
import { counted } from '@/lib/model/rules/counted'
import type { JobRowView, JobView } from '@/lib/model/wire/job'
import type { MendedCell, MendRequest } from '@/lib/model/wire/mended-cells'

interface Page {
  readonly data: readonly JobRowView[]
}

interface Told {
  /** What it was: "Undone". */
  readonly how: string
  readonly request: MendRequest
}

/** Changes of cells, one after the other, and the way back and forth again. What is kept is on the server. */
export function useMending(job: JobView, columns: readonly string[]) {
  const client = useQueryClient()
  const [past, setPast] = useState<readonly MendedCell[][]>([])
  const [future, setFuture] = useState<readonly MendedCell[][]>([])
  const [said, setSaid] = useState('')
  const rowsKey = ['jobs', 'rows', job.id]
  const mutation = useMutation({
    mutationFn: ({ request }: Told) => jobMutations.mend(job.id, request),
    scope: { id: `cells of ${job.id}` },
    // What was typed is there at once; what becomes of it comes with the answer.
    onMutate: async ({ request: { cells = [] } }) => {
      await client.cancelQueries({ queryKey: rowsKey })
      const byRow = Map.groupBy(cells, ({ row }) => row)
      client.setQueriesData<Page>({ queryKey: rowsKey }, (page) =>
        page === undefined
          ? page
          : { ...page, data: page.data.map((row) => withCells(row, byRow.get(row.row) ?? [], columns)) },
      )
    },
    onSuccess: async ({ job: now, before, hasMore }, { how }) => {
      client.setQueryData(jobQueries.byId(job.id).queryKey, now)
      await client.invalidateQueries({ queryKey: rowsKey })
      const more = hasMore ? '. There are more: do it again' : ''
      setSaid(before.length === 0 ? 'Nothing changed' : `${how}: ${counted(before.length, 'cell')}${more}`)
    },
    onError: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const ask = async (told: Told): Promise<MendedCell[] | undefined> =>
    mutation.mutateAsync(told).then(
      ({ before }) => before,
      () => undefined,
    )
  const keep = (list: readonly MendedCell[][], one: MendedCell[] | undefined) =>
    one === undefined || one.length === 0 ? list : [...list.slice(1 - kept), one]
  const back = async (from: 'past' | 'future') => {
    const [list, setList, setOther] = from === 'past' ? [past, setPast, setFuture] : [future, setFuture, setPast]
    const cells = list.at(-1)
    if (cells === undefined || mutation.isPending) return
    const before = await ask({ how: from === 'past' ? 'Undone' : 'Redone', request: { cells } })
    if (before === undefined) return
    setList((known) => known.slice(0, -1))
    setOther((known) => keep(known, before))
  }
  return {
    isPending: mutation.isPending,
    error: mutation.error,
    said,
    say: setSaid,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    mend: async (how: string, request: MendRequest) => {
      const before = await ask({ how, request })
      if (before === undefined || before.length === 0) return
      setPast((known) => keep(known, before))
      setFuture([])
    },
    undo: () => void back('past'),
    redo: () => void back('future'),
  }
}

/** Changes that can be taken back. */
const kept = 100

function withCells(row: JobRowView, cells: readonly MendedCell[], columns: readonly string[]): JobRowView {
  if (cells.length === 0 || row.cells === undefined) return row
  const said = new Map(cells.map(({ column, value }) => [columns.indexOf(column), value]))
  return { ...row, cells: row.cells.map((text, place) => said.get(place) ?? text) }
}
