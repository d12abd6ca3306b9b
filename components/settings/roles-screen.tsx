'use client'

import { useQueries } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { ReactNode } from 'react'
import { ReferenceLink } from '@/components/entity/reference-link'
import { referenceName } from '@/components/entity/reference-name'
import { RequestError } from '@/components/entity/request-error'
import { DeletedRights } from '@/components/settings/deleted-rights'
import { GoneSheet } from '@/components/settings/gone-sheet'
import { PolicySheet } from '@/components/settings/policy-sheet'
import { RightsMatrix } from '@/components/settings/rights-matrix'
import { RoleSheet } from '@/components/settings/role-sheet'
import { type Policy, policiesQuery, type Role, rolesQuery } from '@/components/settings/roles-queries'
import { useActor } from '@/components/shell/actor-context'
import { leavePage } from '@/components/shell/leave-guard'
import { PageHeader } from '@/components/shell/page-header'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { LinkButton } from '@/components/ui/link-button'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'
import { TabLinks, TabPanel } from '@/components/ui/tab-links'
import { toast } from '@/components/ui/toast'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { type Entity, entityTypes } from '@/lib/model/entities/entity'
import { ruleSentence } from '@/lib/model/rules/rule-words'
import { shownName } from '@/lib/model/rules/shown-name'

const views = ['roles', 'policies', 'matrix'] as const
const titles = { roles: 'Roles', policies: 'Policies', matrix: 'Matrix' } as const
const url = {
  view: parseAsStringLiteral(views).withDefault('roles'),
  /** The type that the matrix is about. */
  on: parseAsStringLiteral(entityTypes).withDefault('dashboard'),
  /** Whose sheet is open, by name. */
  role: parseAsString,
  policy: parseAsString,
  new: parseAsStringLiteral(['role', 'policy']),
}
const panelId = 'rights'
/** Of titles that are still to come. */
const titled = ['w-40', 'w-32', 'w-48', 'w-36']
const noSheet = { role: null, policy: null, new: null }
const onlyAdministrators = 'Only administrators may change roles and policies.'

/** Roles, policies and what they let people do: in sentences and as a matrix. Each has a sheet in which it is changed. */
export function RolesScreen() {
  const actor = useActor()
  const [state, setState] = useQueryStates(url, { history: 'push' })
  const refresh = useRefreshCatalogue()
  const [roles, policies] = useQueries({ queries: [rolesQuery, policiesQuery] })
  const error = roles.error ?? policies.error
  const blocked = actor.isAdmin ? undefined : onlyAdministrators
  const making = state.view === 'policies' ? 'policy' : 'role'
  const sheet: SheetProps = {
    blocked,
    onRole: (name) => void setState({ ...noSheet, role: name }),
    onPolicy: (name) => void setState({ ...noSheet, policy: name }),
  }
  return (
    <>
      <PageHeader
        title="Roles and policies"
        actions={
          <>
            <LinkButton href="/settings/check-access">Check access</LinkButton>
            {state.view === 'matrix' ? null : (
              <Button
                variant="primary"
                disabledReason={blocked}
                onClick={() => void setState({ ...noSheet, new: making })}
              >
                <Plus aria-hidden strokeWidth={1.75} />
                New {making}
              </Button>
            )}
          </>
        }
      >
        <p className="max-w-[68ch] text-muted text-sm max-sm:pt-1.5">
          People are given roles, by themselves and through their teams. Each brings policies, whose rules add up; a
          rule that denies wins over all that allow. Administrators may do everything, whatever stands here.
        </p>
      </PageHeader>
      <TabLinks
        label="Views"
        current={state.view}
        panelId={panelId}
        tabs={views.map((view) => ({
          value: view,
          label: titles[view],
          href: view === 'roles' ? '/settings/roles' : `/settings/roles?view=${view}`,
        }))}
        className="px-page"
      />
      <TabPanel id={panelId} label={titles[state.view]}>
        {error !== null ? (
          <div className="px-page pt-4">
            <RequestError
              title="The roles could not be loaded"
              error={error}
              onRetry={() => void Promise.all([roles.refetch(), policies.refetch()])}
              retrying={roles.isFetching || policies.isFetching}
            />
          </div>
        ) : roles.data === undefined || policies.data === undefined ? (
          <LoadingRegion label="Loading roles">
            {titled.map((width) => (
              <div key={width} className="grid gap-4 border-line border-t px-page py-6 first-of-type:border-t-0">
                <Skeleton className={cn('h-4', width)} />
                <Skeleton className="w-60" />
                <Skeleton className="w-full max-w-[68ch]" />
              </div>
            ))}
          </LoadingRegion>
        ) : state.view === 'matrix' ? (
          <RightsMatrix
            roles={roles.data.data}
            policies={policies.data.data}
            resource={state.on}
            onResource={(on) => void setState({ on })}
          />
        ) : state.view === 'policies' ? (
          policies.data.data.map((policy) => <PolicySection key={policy.id} policy={policy} sheet={sheet} />)
        ) : (
          <RoleSections roles={roles.data.data} policies={policies.data.data} sheet={sheet} />
        )}
        {state.view === 'matrix' ? null : <DeletedRights of={state.view} blocked={blocked} />}
      </TabPanel>
      {blocked === undefined && roles.data !== undefined && policies.data !== undefined ? (
        <OpenSheet
          state={state}
          roles={roles.data.data}
          policies={policies.data.data}
          onClose={() => leavePage(() => void setState(noSheet))}
          onGone={() => setState(noSheet)}
          onSaved={async (name) => {
            toast.success(`${name} is saved.`)
            await setState(noSheet)
            await refresh()
          }}
        />
      ) : null}
    </>
  )
}

interface SheetProps {
  /** Why nothing may be changed. */
  blocked: string | undefined
  onRole: (name: string) => void
  onPolicy: (name: string) => void
}

interface OpenSheetProps {
  state: { role: string | null; policy: string | null; new: 'role' | 'policy' | null }
  roles: readonly Role[]
  policies: readonly Policy[]
  onClose: () => void
  onSaved: (name: string) => Promise<unknown>
  onGone: () => Promise<unknown>
}

/** The one that the address names, if there is one. */
function OpenSheet({ state, roles, policies, ...calls }: OpenSheetProps) {
  const role = roles.find(({ name }) => name === state.role)
  const policy = policies.find(({ name }) => name === state.policy)
  if (role !== undefined || state.new === 'role')
    return <RoleSheet key={role?.id ?? 'new'} role={role} policies={policies} {...calls} />
  if (policy !== undefined || state.new === 'policy')
    return <PolicySheet key={policy?.id ?? 'new'} policy={policy} {...calls} />
  if (state.role !== null) return <GoneSheet noun="role" name={state.role} onClose={calls.onClose} />
  if (state.policy !== null) return <GoneSheet noun="policy" name={state.policy} onClose={calls.onClose} />
  return null
}

interface RoleSectionsProps {
  roles: readonly Role[]
  policies: readonly Policy[]
  sheet: SheetProps
}

/** Roles, and what teams bring besides. */
function RoleSections({ roles, policies, sheet }: RoleSectionsProps) {
  const known = new Map(policies.map((policy) => [policy.id, policy]))
  return (
    <>
      {roles.map((role) => (
        <Section
          key={role.id}
          entity={role}
          state={role.disabled ? 'Disabled' : undefined}
          edit={<EditButton entity={role} blocked={sheet.blocked} onEdit={() => sheet.onRole(role.name)} />}
        >
          {(role.policies ?? [])
            .flatMap(({ id }) => known.get(id) ?? [])
            .map((policy) => (
              <Rules key={policy.id} policy={policy} />
            ))}
        </Section>
      ))}
      {policies
        .filter(({ teams = [] }) => teams.length > 0)
        .map((policy) => (
          <PolicySection key={policy.id} policy={policy} sheet={sheet} />
        ))}
    </>
  )
}

/** A policy with whom it comes to. */
function PolicySection({ policy, sheet }: { policy: Policy; sheet: SheetProps }) {
  const { roles = [], teams = [] } = policy
  return (
    <Section
      entity={policy}
      state={policy.enabled === false ? 'Disabled' : undefined}
      edit={<EditButton entity={policy} blocked={sheet.blocked} onEdit={() => sheet.onPolicy(policy.name)} />}
    >
      {teams.length === 0 ? null : (
        <p className="flex flex-wrap gap-x-2 text-sm">
          <span className="text-muted">For everybody in</span>
          {teams.map((team) => (
            <ReferenceLink key={team.id} reference={team} />
          ))}
        </p>
      )}
      {roles.length === 0 ? null : (
        <p className="text-sm">
          <span className="text-muted">Brought by </span>
          {roles.map(referenceName).join(', ')}
        </p>
      )}
      <Rules policy={policy} />
    </Section>
  )
}

const EditButton = ({
  entity,
  blocked,
  onEdit,
}: {
  entity: Entity
  blocked: string | undefined
  onEdit: () => void
}) => (
  <Button
    size="sm"
    variant="ghost"
    aria-haspopup="dialog"
    aria-label={`Edit ${shownName(entity)}`}
    disabledReason={blocked}
    onClick={onEdit}
  >
    Edit
  </Button>
)

interface SectionProps {
  entity: Entity & { description?: string }
  state: string | undefined
  edit: ReactNode
  children: ReactNode
}

function Section({ entity, state, edit, children }: SectionProps) {
  return (
    <section aria-label={shownName(entity)} className="border-line border-t px-page py-5 first:border-t-0">
      <div className="grid max-w-[68ch] gap-2">
        <h2 className="flex flex-wrap items-center gap-2 font-semibold text-lg">
          <span dir="auto">{shownName(entity)}</span>
          {state === undefined ? null : <Badge tone="warning">{state}</Badge>}
          <span className="-me-3 ms-auto">{edit}</span>
        </h2>
        {entity.description === undefined || entity.description === '' ? null : (
          <p className="text-muted text-sm">{entity.description}</p>
        )}
        {children}
      </div>
    </section>
  )
}

const Rules = ({ policy }: { policy: Policy }) => (
  <ul aria-label={`Rules of ${shownName(policy)}`} className="grid list-disc gap-1 ps-4 text-sm marker:text-faint">
    {policy.rules.map((rule) => (
      <li key={rule.name} className="[overflow-wrap:anywhere]">
        {ruleSentence(rule)}
        {policy.enabled === false ? <span className="text-muted"> (policy disabled)</span> : null}
      </li>
    ))}
  </ul>
)
