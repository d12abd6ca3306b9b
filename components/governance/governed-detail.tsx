'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ContainedList } from '@/components/catalogue/contained-list'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { totalQuery } from '@/components/catalogue/list-queries'
import type { Within } from '@/components/catalogue/list-url'
import { TreeTable } from '@/components/catalogue/tree-table'
import { holderOf } from '@/components/catalogue/use-change-assets'
import { Description } from '@/components/entity/description'
import { EntityDetail } from '@/components/entity/entity-detail'
import { type EntityGiven, type ShownEntity, useEntity } from '@/components/entity/entity-query'
import { Fact } from '@/components/entity/facts'
import { ReferenceLink } from '@/components/entity/reference-link'
import { StatusChip } from '@/components/entity/status-chip'
import { type Part, partLabel, sectionOf, withinOf } from '@/components/governance/governed-kinds'
import { useReach } from '@/components/governance/reach-words'
import { ReviewActions, type Reviewed } from '@/components/governance/review-actions'
import { useAddAssets } from '@/components/governance/use-add-assets'
import { Badge } from '@/components/ui/badge'
import type { EntityReference } from '@/lib/model/entities/entity'
import { counted } from '@/lib/model/rules/counted'

/** What such things have besides what pages of any type show; each type has some of it. */
type Governed = ShownEntity &
  Reviewed & {
    readonly mutuallyExclusive?: boolean
    /** Given to nothing more. */
    readonly disabled?: boolean
    readonly deprecated?: boolean
    readonly classification?: EntityReference
    readonly glossary?: EntityReference
    readonly parent?: EntityReference
    readonly teams?: readonly EntityReference[]
  }

/** The page of a team, a tag, a term, a domain …: what is in it or carries it first, then what it is. */
export function GovernedDetail({ parts, ...given }: EntityGiven & { parts: readonly Part[] }) {
  const entity = useEntity<Governed>(given)
  const fqn = entity.fullyQualifiedName ?? entity.name
  const shown = useMemo(
    () => parts.map((part) => ({ ...part, within: withinOf(part, fqn, entity) })),
    [parts, fqn, entity],
  )
  const totals = useQueries({ queries: shown.map(({ list, within }) => totalQuery(list, within)) })
  const withTotals = shown.map((part, at) => ({ ...part, total: totals[at]?.data?.paging.total }))
  const sections = withTotals.filter(({ ifAny, total = 0 }) => ifAny !== true || total > 0)
  const adding = useAddAssets(given.kind.def.type, entity)
  const { def } = given.kind
  const hasTree = parts.some(({ list }) => list.def.type === def.type)
  const reach = useReach(def, entity.id, hasTree)
  const inside = withTotals.filter(({ isInside }) => isInside === true)
  const isCounted = withTotals.every(({ total }) => total !== undefined)
  // A data product stands in its domains, as a term in its glossary; what else has a domain says so among its facts.
  const domains = def.type === 'dataProduct' ? (entity.domains ?? []) : []
  const above = [entity.classification, entity.glossary, entity.parent, ...domains].filter((each) => each !== undefined)
  const hasDescription = (entity.description ?? '').trim() !== ''
  return (
    <EntityDetail
      {...given}
      sections={[
        ...sections.map(({ list, within, total, ...part }, at) => ({
          value: sectionOf({ list }),
          label: partLabel({ list, ...part }),
          count: total,
          panel: (
            <>
              {at === 0 && hasDescription ? (
                <section aria-label="Description" className="px-page pt-4">
                  <Description entity={entity} formatted={given.description} />
                </section>
              ) : null}
              <ContainedList
                key={list.many}
                kind={list}
                within={within}
                Tree={TreeTable}
                adding={takesAssets(within, list) ? adding.button : undefined}
              />
              {takesAssets(within, list) ? adding.dialog : null}
            </>
          ),
        })),
        'details',
      ]}
      summary={
        <>
          {above.length === 0 ? null : (
            <span className="flex min-w-0 flex-wrap items-center gap-x-1.5">
              In
              {above.map((reference, at) => (
                <span key={reference.id} className="flex min-w-0 items-center">
                  <ReferenceLink reference={reference} />
                  {at === above.length - 1 ? null : (
                    <span aria-hidden className="ps-1.5 text-faint">
                      {domains.length > 0 ? '·' : '›'}
                    </span>
                  )}
                </span>
              ))}
            </span>
          )}
          <StatusChip status={entity.entityStatus} />
          {def.type === 'glossaryTerm' ? <ReviewActions def={def} entity={entity} /> : null}
          {entity.mutuallyExclusive ? <Badge>One at a time</Badge> : null}
          {entity.disabled ? <Badge tone="warning">Disabled</Badge> : null}
          {entity.deprecated ? <Badge tone="warning">Deprecated</Badge> : null}
        </>
      }
      facts={
        <>
          <References label="Teams" references={entity.teams} />
          <References label="Reviewers" references={entity.reviewers} />
        </>
      }
      comesBack={inside.length === 0 && !hasTree ? undefined : 'What was in it comes back with it.'}
      deletion={
        hasTree
          ? { goes: reach?.goes, words: reach?.words }
          : {
              goes: isCounted ? 1 + inside.reduce((sum, { total = 0 }) => sum + total, 0) : undefined,
              words: (
                <>
                  <Counted title="With it go" parts={inside} none="" />
                  <Counted
                    title="Will be without it:"
                    parts={withTotals.filter(({ isInside }) => isInside !== true)}
                    none={withTotals.length === inside.length ? '' : 'Nothing in the catalogue has it.'}
                  />
                </>
              ),
            }
      }
    />
  )
}

/** Dashboards and charts are put into a domain or data product from their lists on its page. */
const takesAssets = (within: Within, { hasSelection }: ListKind): boolean =>
  hasSelection && holderOf(within) !== undefined

function References({ label, references = [] }: { label: string; references: readonly EntityReference[] | undefined }) {
  if (references.length === 0) return null
  return (
    <Fact label={label}>
      {references.map((reference) => (
        <ReferenceLink key={reference.id} reference={reference} />
      ))}
    </Fact>
  )
}

interface CountedProps {
  title: string
  parts: readonly (Pick<Part, 'list'> & { readonly total: number | undefined })[]
  none: string
}

function Counted({ title, parts, none }: CountedProps) {
  const words = parts.flatMap(({ list: { one, many }, total = 0 }) => (total === 0 ? [] : [counted(total, one, many)]))
  if (words.length === 0) return none === '' ? null : <p>{none}</p>
  return (
    <p>
      {title} <strong className="font-semibold">{words.join(', ')}</strong>.
    </p>
  )
}
