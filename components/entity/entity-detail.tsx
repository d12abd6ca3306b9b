'use client'

import { useSearchParams } from 'next/navigation'
import { type ReactNode, useId } from 'react'
import { DeletedBanner } from '@/components/entity/deleted-banner'
import { Description } from '@/components/entity/description'
import { useEditBlock } from '@/components/entity/edit-rights'
import { type Deletion, EntityActions } from '@/components/entity/entity-actions'
import { EntityFacts } from '@/components/entity/entity-facts'
import { type EntityGiven, type ShownEntity, useEntity } from '@/components/entity/entity-query'
import { EntitySummary } from '@/components/entity/entity-summary'
import { Editable, InlineEdit } from '@/components/entity/inline-edit'
import { VersionsLoading } from '@/components/entity/versions-loading'
import { later } from '@/components/ui/later'
import { TabLinks, TabPanel } from '@/components/ui/tab-links'
import { entityHref } from '@/lib/client/links'

// Knows drafts and differences, which the page itself does not need.
const VersionList = later(
  () => import('@/components/entity/version-list').then((module) => module.VersionList),
  <VersionsLoading />,
)

/** A part of the page with an address of its own. */
export interface Section {
  readonly value: string
  readonly label: string
  readonly count?: number | undefined
  readonly panel: ReactNode
}

/** What is particular to the page of a type. */
export interface EntitySlots {
  /** Besides the details and, at the end, the versions; the first is what the page opens with. */
  sections?: readonly (Section | 'details')[]
  /** In the second line of the page. */
  summary?: ReactNode
  /** Below the description. */
  below?: ReactNode
  facts?: ReactNode
  /** What comes back with it when it is restored. */
  comesBack?: ReactNode
  /** What goes with it when it is deleted. */
  deletion?: Deletion
}

const ownText = ['description'] as const

/** The page of one thing, whatever its type: what it is, what can be done with it, what became of it. */
export function EntityDetail({
  sections = ['details'],
  summary,
  below,
  facts,
  comesBack,
  deletion = { goes: 1 },
  ...given
}: EntityGiven & EntitySlots) {
  const entity = useEntity<ShownEntity>(given)
  const panelId = useId()
  const asked = useSearchParams().get('tab')
  const editBlock = useEditBlock(given.kind, entity)
  const { kind, description, has, fields } = given
  const { type } = kind.def
  const fqn = entity.fullyQualifiedName ?? entity.name
  const capital = kind.one.charAt(0).toUpperCase() + kind.one.slice(1)

  const details: Section = {
    value: 'details',
    label: 'Details',
    panel: (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 px-page pt-5 pb-10 lg:grid-cols-[minmax(0,1fr)_18rem] xl:gap-x-14">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-8">
          <section aria-label="Description">
            <Editable label="Description" names={ownText}>
              <Description
                entity={entity}
                formatted={description}
                editHref={entity.deleted || editBlock !== undefined ? undefined : entityHref(type, fqn, { edit: true })}
              />
            </Editable>
          </section>
          {below}
        </div>
        <aside aria-label="Facts" className="min-w-0 border-line max-lg:border-t max-lg:pt-5 lg:border-s lg:ps-6">
          <EntityFacts entity={entity} has={has} fields={fields}>
            {facts}
          </EntityFacts>
        </aside>
      </div>
    ),
  }
  const versions: Section = {
    value: 'versions',
    label: 'Versions',
    // They go up by 0.1 from 0.1 on, so the number of the last one says how many there are.
    count: Math.round((entity.version ?? 0.1) * 10),
    panel: (
      <div className="px-page pt-5 pb-10">
        <VersionList type={type} id={entity.id} />
      </div>
    ),
  }
  const all = [...sections.map((section) => (section === 'details' ? details : section)), versions]
  const current = all.find(({ value }) => value === asked) ?? all[0] ?? details
  return (
    <InlineEdit kind={kind} entity={entity} fields={fields}>
      <EntitySummary
        label={`${capital} summary`}
        kind={kind}
        entity={entity}
        actions={<EntityActions {...given} entity={entity} editBlock={editBlock} deletion={deletion} />}
      >
        {summary}
      </EntitySummary>
      {entity.deleted ? (
        <DeletedBanner address={kind.def} noun={kind.one} isDisabled={kind.isDisabled === true} entity={entity}>
          {comesBack}
        </DeletedBanner>
      ) : null}
      <TabLinks
        label={`${capital} sections`}
        current={current.value}
        panelId={panelId}
        tabs={all.map(({ value, label, count }, at) => ({
          value,
          label,
          count,
          href: entityHref(type, fqn, at === 0 ? {} : { tab: value }),
        }))}
        className="px-page"
      />
      <TabPanel id={panelId} label={current.label}>
        {current.panel}
      </TabPanel>
    </InlineEdit>
  )
}
