'use client'

import { CreateAllDialog, isMadeByName } from '@/components/import/create-all-dialog'
import { waitsForService } from '@/components/import/missing-names'
import { asItIs, calledNow, canLeaveOut, leftOut, nouns } from '@/components/import/problem-answers'
import { deletedCharts, RestoreCharts } from '@/components/import/restore-charts'
import { Button } from '@/components/ui/button'
import type { ImportMapping, MadeForRows, MappingChange } from '@/lib/model/wire/import-mapping'
import type { JobProblem } from '@/lib/model/wire/job'

interface Creation {
  readonly made: MadeForRows
  /** What stands in the way no more. */
  readonly solves: readonly JobProblem[]
}

/** Plans again by what is said of the mapping as it is then, and of what was created for the rows. */
export type Answer = (change: (mapping: ImportMapping) => MappingChange, creation?: Creation) => void

/** References of one kind that are missing in many forms: one button for all of them. */
export function CombinedProblems({ problems, answer }: { problems: readonly JobProblem[]; answer: Answer }) {
  const byType = Map.groupBy(problems.filter(canLeaveOut), ({ cause }) => (cause.kind === 'missing' ? cause.type : ''))
  return [...byType]
    .filter(([, list]) => list.length > 1)
    .map(([type, list]) => ({
      type,
      list,
      names: namesToMake(type, list, problems),
      deleted: type === 'chart' ? deletedCharts(list) : [],
    }))
    .map(({ type, list, names, deleted }) => (
      <li
        key={type}
        className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t bg-subtle px-4 py-2 text-sm first:rounded-t-xl first:border-t-0"
      >
        <span className="text-fg">{`${list.length.toLocaleString('en')} ${nouns[type] ?? type}s of the file are not in the catalogue`}</span>
        <div className="flex flex-wrap gap-2">
          {deleted.length > 1 ? (
            <RestoreCharts
              ids={deleted}
              label={`Restore all ${deleted.length.toLocaleString('en')}`}
              onRestored={() => answer(asItIs)}
            />
          ) : null}
          {isMadeByName(type) && names.length > 1 ? (
            <CreateAllDialog
              type={type}
              names={names}
              onCreated={async (made) => {
                const names = new Set(made.map(({ name }) => name))
                answer(calledNow(type, made), {
                  made: { [type]: made.length },
                  solves: list.filter(({ cause }) => cause.kind === 'missing' && names.has(cause.key)),
                })
              }}
            />
          ) : null}
          <Button size="sm" onClick={() => answer(leftOut(list))}>
            {`Leave all ${list.length.toLocaleString('en')} out`}
          </Button>
        </div>
      </li>
    ))
}

/** Without charts of a service that there is not, and what would be in the way of a new one of its name. */
const namesToMake = (type: string, list: readonly JobProblem[], all: readonly JobProblem[]): readonly string[] =>
  list.flatMap(({ cause }) =>
    cause.kind === 'missing' &&
    cause.deletedId === undefined &&
    (type !== 'chart' || waitsForService(cause.key, all) === undefined)
      ? [cause.key]
      : [],
  )
