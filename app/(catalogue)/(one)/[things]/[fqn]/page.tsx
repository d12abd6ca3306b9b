import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { entityGiven, entityMetadata, GivenEntity } from '@/app/(catalogue)/entity-page'
import { firstPageOf, totalOf } from '@/app/(catalogue)/first-page'
import { type ThingsParams, thingsIn } from '@/app/(catalogue)/things'
import { listUrl } from '@/components/catalogue/list-url'
import { GovernedDetail } from '@/components/governance/governed-detail'
import { sectionOf, withinOf } from '@/components/governance/governed-kinds'
import { pageContext } from '@/lib/http/page'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

interface ThingPageProps {
  params: Promise<ThingsParams>
  searchParams: Promise<SearchParams>
}

const loadState = createLoader(listUrl)

export async function generateMetadata({ params }: ThingPageProps): Promise<Metadata> {
  return entityMetadata(thingsIn(await params).list)()
}

/** A person, a team, a tag, a term, a domain …, by its name, with what carries it or is in it. */
export default async function ThingPage({ params, searchParams }: ThingPageProps) {
  const { list, parts } = thingsIn(await params)
  const [ctx, given, state, { tab }] = await Promise.all([
    pageContext(),
    entityGiven(list),
    loadState(searchParams),
    searchParams,
  ])
  const holder = given.entity as AccessSubject // read with its owners and domains
  const fqn = given.entity.fullyQualifiedName ?? given.entity.name
  const open = tab === undefined ? parts[0] : parts.find((part) => sectionOf(part) === tab)
  const queries = await Promise.all([
    ...parts.map((part) => totalOf(part.list, ctx, withinOf(part, fqn, holder))),
    open === undefined ? [] : firstPageOf(open.list, state, ctx, withinOf(open, fqn, holder)),
  ])
  return (
    <GivenEntity given={given} queries={queries.flat()}>
      <GovernedDetail {...given} parts={parts} />
    </GivenEntity>
  )
}
