'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import { RequestError } from '@/components/entity/request-error'
import { AccessVerdict, type AccessVerdictProps, type RightNames } from '@/components/settings/access-verdict'
import { findByName } from '@/components/settings/find-by-name'
import { policiesQuery, rolesQuery } from '@/components/settings/roles-queries'
import { useNameOf } from '@/components/settings/use-name-of'
import { PageHeader } from '@/components/shell/page-header'
import { StatusBadge } from '@/components/ui/badge'
import { Combobox } from '@/components/ui/combobox'
import { DataTable } from '@/components/ui/data-table'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { TableSkeleton } from '@/components/ui/table-skeleton'
import { type AccessQuestion, accessQuery, userSheetHref } from '@/lib/client/access'
import { entityHref, pagedTypes } from '@/lib/client/links'
import { addresses } from '@/lib/model/entities/addresses'
import { operations } from '@/lib/model/rules/access'
import { operationWords } from '@/lib/model/rules/rule-words'
import { shownName } from '@/lib/model/rules/shown-name'
import type { AccessDecision } from '@/lib/model/wire/access'

const types = pagedTypes.map((type) => addresses[type])
const asked = operations.filter((operation) => operation !== 'All')

const url = {
  user: parseAsString,
  type: parseAsStringLiteral(types.map(({ type }) => type)).withDefault('dashboard'),
  fqn: parseAsString,
  action: parseAsStringLiteral(asked).withDefault('EditDescription'),
}

/** May this person do that with this thing? The server's own decision, with the rules that it looked at. */
export function CheckAccessScreen() {
  const [{ user, type, fqn, action }, setState] = useQueryStates(url, { history: 'replace' })
  const address = types.find((each) => each.type === type) ?? addresses.dashboard
  const { path } = address
  const userName = useNameOf(addresses.user, user)
  const thingName = useNameOf(address, fqn)
  const findPeople = useCallback(
    (q: string, signal: AbortSignal) => findByName(addresses.user.path, q, signal, { isBot: false }),
    [],
  )
  const findThings = useCallback((q: string, signal: AbortSignal) => findByName(path, q, signal), [path])
  const question = user === null || fqn === null ? undefined : { user, type, fqn }
  return (
    <>
      <PageHeader title="Check access">
        <p className="max-w-[68ch] text-muted text-sm">
          What somebody may do with something, decided as the server decides it, with the rules that it looks at.
        </p>
      </PageHeader>
      <form
        aria-label="Check access"
        className="grid gap-3 px-page pb-5 sm:grid-cols-2 xl:grid-cols-[14rem_13rem_10rem_minmax(0,1fr)]"
        onSubmit={(event) => event.preventDefault()}
      >
        <Field label="Person" required>
          <Combobox
            value={user === null ? null : { value: user, label: userName }}
            onValueChange={(option) => void setState({ user: option?.value ?? null })}
            loadOptions={findPeople}
            placeholder="Find somebody"
            emptyText="Nobody of that name"
          />
        </Field>
        <Field label="May they">
          <Select
            value={action}
            onChange={({ target: { value } }) =>
              void setState({ action: asked.find((each) => each === value) ?? null })
            }
          >
            {asked.map((operation) => (
              <option key={operation} value={operation}>
                {operationWords(operation)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Of a">
          <Select
            value={type}
            onChange={({ target: { value } }) =>
              void setState({ type: types.find((each) => each.type === value)?.type ?? null, fqn: null })
            }
          >
            {types.map((each) => (
              <option key={each.type} value={each.type}>
                {each.label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Thing" required>
          <Combobox
            key={type}
            value={fqn === null ? null : { value: fqn, label: thingName }}
            onValueChange={(option) => void setState({ fqn: option?.value ?? null })}
            loadOptions={findThings}
            placeholder="Find it by name"
          />
        </Field>
      </form>
      {question === undefined ? (
        <div className="border-line border-t px-page">
          <EmptyState title="Whom is it about, and what?">
            Choose a person and a thing to see what they may do with it.
          </EmptyState>
        </div>
      ) : (
        <Answer
          question={question}
          userName={userName}
          action={action}
          ways={{
            role: userSheetHref(question.user),
            owners: type === 'user' ? undefined : entityHref(type, question.fqn, { edit: true }),
          }}
        />
      )}
    </>
  )
}

interface AnswerProps extends Pick<AccessVerdictProps, 'ways'> {
  question: AccessQuestion
  userName: string
  action: string
}

function Answer({ question, userName, action, ways }: AnswerProps) {
  const { data, error, refetch, isFetching } = useQuery(accessQuery(question))
  const names = useRightNames()
  if (error !== null && data === undefined)
    return (
      <div className="px-page">
        <RequestError
          title="It could not be decided"
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      </div>
    )
  const chosen = data?.data.find(({ operation }) => operation === action)
  if (data === undefined) return <TableSkeleton many="what is decided" rowHeight="one-line" />
  return (
    <>
      {chosen === undefined ? null : (
        <div className="px-page pb-6">
          <AccessVerdict decision={chosen} names={names} ways={ways} />
        </div>
      )}
      <h2 className="px-page pb-1 font-semibold text-lg">Everything {userName} may do with it</h2>
      <DataTable
        label="Everything they may do with it"
        columns={columnsWith(names)}
        rows={data.data}
        rowKey={({ operation }) => operation}
        rowName={({ operation }) => operationWords(operation)}
        rowHeight="one-line"
      />
    </>
  )
}

/** The name itself until the display names have come, and where there are none. */
function useRightNames(): RightNames {
  const [roles, policies] = useQueries({ queries: [rolesQuery, policiesQuery] })
  const named = (known: readonly { name: string; displayName?: string | undefined }[] | undefined) => {
    const shown = new Map(known?.map((right) => [right.name, shownName(right)]))
    return (name: string) => shown.get(name) ?? name
  }
  return { role: named(roles.data?.data), policy: named(policies.data?.data) }
}

const columnsWith = (names: RightNames): readonly DataTableColumn<AccessDecision>[] => [
  {
    id: 'operation',
    header: 'Action',
    card: 'title',
    cell: ({ operation }) => (
      <span className="block text-fg text-sm first-letter:uppercase">{operationWords(operation)}</span>
    ),
  },
  {
    id: 'allowed',
    header: 'Allowed',
    width: 'w-32',
    cell: ({ allowed }) => <StatusBadge tone={allowed ? 'ok' : 'neutral'}>{allowed ? 'Yes' : 'No'}</StatusBadge>,
  },
  {
    id: 'by',
    header: 'By',
    width: 'w-72',
    cell: (decision) => <span className="block truncate">{decidedBy(decision, names)}</span>,
  },
]

/** Which rule, or what else, has decided; nothing where no rule allows it. */
function decidedBy({ because, allowed, rules }: AccessDecision, names: RightNames): string {
  if (because === 'administrator') return 'Being an administrator'
  if (because === 'oneself') return 'Being oneself'
  const rule = rules.find(({ effect, holds }) => holds && effect === (allowed ? 'allow' : 'deny'))
  if (rule === undefined) return '—'
  return rule.role === undefined ? names.policy(rule.policy) : names.role(rule.role)
}
