'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ColumnReading } from '@/components/import/column-reading'
import { readingOf, withReading } from '@/components/import/column-readings'
import { importDefinitions } from '@/components/import/definitions'
import { JobError } from '@/components/import/job-error'
import { ImportOptions } from '@/components/import/job-options'
import type { JobOptions } from '@/components/import/option-words'
import { PolicySelect } from '@/components/import/policy-select'
import { ServiceChoice } from '@/components/import/service-choice'
import { TargetSelect } from '@/components/import/target-select'
import { usePlanAgain } from '@/components/import/use-plan-again'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { planQueries } from '@/lib/client/job-plan'
import { targetColumns } from '@/lib/import/columns'
import { type ColumnTargets, missingTargets, setTarget } from '@/lib/import/match-columns'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { sentenceList } from '@/lib/model/fields/field'
import type { FieldPolicy, ImportMapping, MappingChange } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

interface ChangeMappingProps {
  job: JobView
  file: NonNullable<JobView['file']>
  properties: readonly CustomProperty[]
}

/** What the columns of a planned import mean, to be changed; then all rows are planned again. */
export function ChangeMapping({ job, file, properties }: ChangeMappingProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button>Change mapping</Button>
      </DialogTrigger>
      {isOpen ? <Content job={job} file={file} properties={properties} onDone={() => setIsOpen(false)} /> : null}
    </Dialog>
  )
}

/** Rows on which a change of values is shown. */
const samplesMax = 5

function Content({ job, file, properties, onDone }: ChangeMappingProps & { onDone: () => void }) {
  const def = importDefinitions[job.collection === 'charts' ? 'charts' : 'dashboards']
  const names = file.columns.map(({ column }) => column)
  const [targets] = useState(() => targetColumns(def, properties))
  const [columns, setColumns] = useState<ColumnTargets>(() => file.columns.map(({ target }) => target ?? undefined))
  const [policies, setPolicies] = useState<NonNullable<ImportMapping['policies']>>(file.mapping.policies ?? {})
  const [service, setService] = useState(file.mapping.service)
  const [options, setOptions] = useState<JobOptions>(() => {
    const { mode, deleted, stopAfter } = file.mapping
    return { mode, deleted, stopAfter }
  })
  const [readings, setReadings] = useState(() => {
    const { transforms = {}, emptyCells = {} } = file.mapping
    return { transforms, emptyCells }
  })
  // Columns of an export are ours already, and its rows are of two kinds.
  const isRead = file.recognised === undefined
  const { data: sample } = useQuery({ ...planQueries.rows(job.id, { cells: true }, 0), enabled: isRead })
  const firstRows = (sample?.data ?? []).slice(0, samplesMax).map(({ cells = [] }) => cells)
  const replan = usePlanAgain(job)
  const missing = missingTargets(def, targets, columns, service)
  const ofMapped = <T,>(said: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(said).filter(([field]) => columns.includes(field)))
  const change: MappingChange = {
    columns: Object.fromEntries(names.map((name, index) => [name, columns[index] ?? null])),
    policies: ofMapped(policies),
    transforms: ofMapped(readings.transforms ?? {}),
    emptyCells: ofMapped(readings.emptyCells ?? {}),
    service: service ?? null,
    mode: options.mode ?? null,
    deleted: options.deleted ?? null,
    stopAfter: options.stopAfter ?? null,
  }
  return (
    <DialogContent
      size="lg"
      title="Change mapping"
      description="What each column is, and what becomes of values that are there. All rows are planned again; nothing is written."
      footer={
        <DialogActions
          pending={replan.isPending}
          disabledReason={
            missing.length === 0
              ? undefined
              : `A column is needed for ${sentenceList(missing.map(({ label }) => label))}.`
          }
          onClick={() => replan.mutate({ change: () => change, onTaken: onDone })}
        >
          Plan again
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        {replan.error === null ? null : <JobError title="It could not be planned so" error={replan.error} />}
        <ul className="border-line border-t">
          {names.map((name, index) => {
            const target = targets.find(({ key }) => key === columns[index])
            const hasPolicy = target !== undefined && !target.isRequired && target.kind !== 'fqn'
            return (
              <li
                key={name}
                className="grid items-center gap-x-4 gap-y-2 border-line border-b py-2 sm:grid-cols-[minmax(0,1fr)_14rem_10rem]"
              >
                <div className="min-w-0 text-sm">
                  <p dir="auto" className="text-fg [overflow-wrap:anywhere]">
                    {name}
                  </p>
                  {target !== undefined && isRead ? (
                    <ColumnReading
                      names={names}
                      rows={firstRows}
                      place={index}
                      target={target}
                      canClear={hasPolicy}
                      value={readingOf(readings, target.key)}
                      onValueChange={(reading) => setReadings(withReading(readings, target.key, reading))}
                    />
                  ) : null}
                </div>
                <TargetSelect
                  column={name}
                  value={columns[index]}
                  targets={targets}
                  taken={columns}
                  names={names}
                  onValueChange={(key) => setColumns(setTarget(columns, index, key))}
                />
                {hasPolicy ? (
                  <PolicySelect
                    def={def}
                    column={target.key}
                    label={target.label}
                    value={policies[target.key]}
                    onValueChange={(policy: FieldPolicy) => setPolicies({ ...policies, [target.key]: policy })}
                  />
                ) : null}
              </li>
            )
          })}
        </ul>
        {def.container === undefined ? null : (
          <ServiceChoice
            value={service}
            isMapped={columns.includes('service') || columns.includes('fullyQualifiedName')}
            onValueChange={setService}
          />
        )}
        <ImportOptions value={options} onValueChange={setOptions} />
      </div>
    </DialogContent>
  )
}
