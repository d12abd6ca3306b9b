'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { ColumnReading } from '@/components/import/column-reading'
import { readingOf } from '@/components/import/column-readings'
import { importDefinitions } from '@/components/import/definitions'
import { ExportNotes } from '@/components/import/export-notes'
import type { ImportFile, ImportState } from '@/components/import/import-state'
import { JobError } from '@/components/import/job-error'
import { ImportOptions } from '@/components/import/job-options'
import { KeptMappings } from '@/components/import/kept-mappings'
import { PolicySelect } from '@/components/import/policy-select'
import { keptOf } from '@/components/import/said-mapping'
import { SaveMapping } from '@/components/import/save-mapping'
import { ServiceChoice } from '@/components/import/service-choice'
import { StepBar } from '@/components/import/step-bar'
import { TargetSelect } from '@/components/import/target-select'
import type { ImportHandle } from '@/components/import/use-import'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Gradually } from '@/components/ui/gradually'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { ApiError } from '@/lib/client/api'
import type { ColumnMatch, ColumnProfile, TargetColumn } from '@/lib/import/columns'
import type { ColumnTargets } from '@/lib/import/match-columns'
import { missingTargets } from '@/lib/import/match-columns'
import { sentenceList } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'

/** Which column is what. Guesses say why; the ones that need a look are marked. */
export function MappingStep({ handle, error }: { handle: ImportHandle; error: unknown }) {
  const { session, state, targets } = handle
  const [isLong, setIsLong] = useState(false)
  const { file, columns, fixedService, collection } = state
  const def = importDefinitions[collection]
  const missing = missingTargets(def, targets, columns, fixedService)
  const names = useMemo(() => file?.columns.map(({ name }) => name) ?? [], [file])
  if (file === undefined) return null
  const all = file.matches.map((match, index) => ({ match, index }))
  const known = all.filter(({ match, index }) => match.confidence === 'known' && columns[index] === undefined)
  const shown = isLong
    ? all
    : all.filter(({ match, index }) => match.confidence !== 'known' || columns[index] !== undefined)
  return (
    <>
      <div className="grid max-w-5xl gap-5 px-page pt-2 pb-8">
        {error === undefined ? null : (
          <JobError
            title="The file could not be sent"
            error={error}
            onRetry={() => void session.send()}
            actions={
              error instanceof ApiError && error.kind === 'tooManyRequests' ? (
                <LinkButton href="/jobs">Go to jobs</LinkButton>
              ) : undefined
            }
          />
        )}

        <ExportNotes handle={handle} file={file} />
        {state.used === undefined ? null : (
          <Notice tone="info" actions={<Button onClick={session.guessAgain}>Guess the columns instead</Button>}>
            {usedWords(state.used)}
          </Notice>
        )}
        <section aria-labelledby="mapping-heading" className="grid gap-1">
          <h2 id="mapping-heading" className="font-semibold text-lg">
            Map columns
          </h2>
          <div
            aria-hidden
            className="grid gap-x-6 pt-1 pb-1.5 text-faint text-xs max-md:hidden md:grid-cols-[minmax(0,1fr)_15rem_10rem_minmax(0,14rem)]"
          >
            <span>Column of the file</span>
            <span>Field</span>
            <span>What is there</span>
            <span>Why</span>
          </div>
          <ul className="border-line border-t">
            <Gradually>
              {shown.map(({ match, index }) => (
                <MappingRow
                  key={match.column}
                  match={match}
                  profile={file.columns[index]}
                  target={columns[index]}
                  by={columns[index] === state.used?.columns[index] ? state.used?.name : undefined}
                  targets={targets}
                  taken={columns}
                  names={names}
                  onChange={(key) => session.setTarget(index, key)}
                  policy={<PolicyOf handle={handle} column={columns[index]} />}
                  reading={<ReadingOf handle={handle} file={file} place={index} />}
                />
              ))}
            </Gradually>
          </ul>
          {known.length === 0 ? null : (
            <p className="flex flex-wrap items-center gap-x-2 pt-2 text-faint text-sm">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                Left out:{' '}
                {known
                  .map(
                    ({ match: { column, reason } }) =>
                      `${column} (${reason.charAt(0).toLowerCase()}${reason.slice(1)})`,
                  )
                  .join(', ')}
                .
              </span>
              <Button variant="link" aria-expanded={isLong} onClick={() => setIsLong(!isLong)}>
                {isLong ? 'Hide them' : 'Map them too'}
              </Button>
            </p>
          )}
        </section>
        <KeptMappings onChoose={session.applyMapping} />
        {def.container === undefined || file.recognised !== undefined ? null : (
          <ServiceChoice
            value={fixedService}
            isMapped={columns.includes('service') || columns.includes('fullyQualifiedName')}
            onValueChange={session.setFixedService}
          />
        )}
        <ImportOptions value={state.answers} onValueChange={session.setOptions} />
        <div>
          <SaveMapping fileName={file.name} mapping={() => keptOf(state)} />
        </div>
        {missing.length === 0 ? null : (
          <Notice tone="warning" role="alert">
            {missingText(missing, file)}
          </Notice>
        )}
      </div>
      <StepBar note={`${counted(file.rowCount, 'row')}. Nothing is written yet.`}>
        <Button onClick={session.startOver}>Choose another file</Button>
        <Button
          variant="primary"
          disabledReason={missing.length === 0 ? undefined : missingText(missing, file)}
          onClick={() => void session.send()}
        >
          Preview changes
        </Button>
      </StepBar>
    </>
  )
}

const usedWords = ({ name, job }: NonNullable<ImportState['used']>): string =>
  job === undefined
    ? `The columns are mapped by “${name}”, a saved mapping.`
    : `These rows come back from the import of “${name}”: the columns are mapped as they were there.`

/** What becomes of a value that is stored already, where the column does not say which row it is. */
function PolicyOf({
  handle: { session, state, targets },
  column,
}: {
  handle: ImportHandle
  column: string | undefined
}) {
  const target = targets.find(({ key }) => key === column)
  if (target === undefined || target.isRequired || target.kind === 'fqn') return <span />
  return (
    <PolicySelect
      def={importDefinitions[state.collection]}
      column={target.key}
      label={target.label}
      value={state.policies[target.key]}
      onValueChange={(policy) => session.setPolicy(target.key, policy)}
    />
  )
}

/** What is done with the values of a column that is imported. */
function ReadingOf({
  handle: { session, state, targets },
  file,
  place,
}: {
  handle: ImportHandle
  file: ImportFile
  place: number
}) {
  const target = targets.find(({ key }) => key === state.columns[place])
  if (target === undefined || file.recognised !== undefined) return null
  return (
    <ColumnReading
      names={file.columns.map(({ name }) => name)}
      rows={file.firstRows}
      place={place}
      target={target}
      canClear={!target.isRequired && target.kind !== 'fqn'}
      value={readingOf(state.answers, target.key)}
      onValueChange={(reading) => session.setReading(target.key, reading)}
    />
  )
}

const missingText = (missing: readonly TargetColumn[], { recognised }: ImportFile): string =>
  missing.length === 1 && missing[0]?.key === 'service'
    ? recognised === undefined
      ? 'Map a column to Service, or set one service for all rows'
      : 'Choose the service that the file is of, or create it'
    : `Map a column to ${sentenceList(missing.map(({ label }) => label))}`

interface MappingRowProps {
  match: ColumnMatch
  profile: ColumnProfile | undefined
  target: string | undefined
  /** The kept mapping that says so. */
  by: string | undefined
  targets: readonly TargetColumn[]
  taken: ColumnTargets
  names: readonly string[]
  onChange: (key: string | undefined) => void
  policy: ReactNode
  reading: ReactNode
}

function MappingRow({ match, profile, target, by, targets, taken, names, onChange, policy, reading }: MappingRowProps) {
  const isGuess = by === undefined && target === match.target
  const needsLook = isGuess && (match.confidence === 'check' || match.confidence === 'open')
  return (
    <li className="grid items-start gap-x-6 gap-y-2 border-line border-b py-3 md:grid-cols-[minmax(0,1fr)_15rem_10rem_minmax(0,14rem)]">
      <div className="min-w-0">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <span dir="auto" className="font-medium text-base text-fg [overflow-wrap:anywhere]">
            {match.column}
          </span>
          <span className="text-faint text-xs tabular-nums">{filledText(profile?.filled ?? 0)}</span>
        </p>
        <p dir="auto" className="truncate text-muted text-sm" title={profile?.samples.slice(0, 3).join('\n')}>
          {profile?.samples.slice(0, 3).join(' · ') || 'No values'}
        </p>
        {reading}
      </div>
      <TargetSelect
        column={match.column}
        value={target}
        targets={targets}
        taken={taken}
        names={names}
        onValueChange={onChange}
      />
      {policy}
      <p className="flex min-w-0 items-start gap-2 text-sm md:pt-1.5">
        {needsLook ? <Badge tone="warning">{match.target === undefined ? 'Choose' : 'Check'}</Badge> : null}
        <span className="min-w-0 text-muted">
          {isGuess
            ? match.reason
            : target === undefined
              ? 'Ignored'
              : by === undefined
                ? 'Chosen by you'
                : `By “${by}”`}
        </span>
      </p>
    </li>
  )
}

const filledText = (share: number): string =>
  share === 1 ? 'always filled' : share > 0.99 ? 'filled in over 99 %' : `filled in ${Math.round(share * 100)} %`
