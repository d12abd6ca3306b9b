/** What the pages of people and of what governs show: which lists stand on the page of a type, and of what they are. */
import {
  classificationList,
  dataProductList,
  domainList,
  glossaryList,
  tagList,
  teamList,
  termList,
  userList,
} from '@/components/catalogue/governance-lists'
import { chartList, dashboardList, type ListKind, serviceList } from '@/components/catalogue/list-kinds'
import type { Within } from '@/components/catalogue/list-url'
import { type PagedType, typeInFolder } from '@/lib/client/links'
import { rootFqn } from '@/lib/model/rules/fqn'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

/** A list on the page of one thing. */
export interface Part {
  readonly list: ListKind
  /** Above it, where the list's own name does not say what it is here. */
  readonly label?: string
  readonly by: Within['by']
  /** With what belongs to something below it. */
  readonly below?: true
  readonly words: string
  /**
   * The members by which a new one says that it belongs here, by its whole name or the first part of it, and nothing where
   * none is made from here. Data, since the server gives it to the browser.
   */
  readonly startsWith?: Readonly<Record<string, 'fqn' | 'root'>>
  /** Shown only where there is some: most have none. */
  readonly ifAny?: true
  /** It is inside, so that it goes along when that is deleted. */
  readonly isInside?: true
  /** Whoever owns what it is in may make some there. */
  readonly madeByOwner?: true
}

export interface GovernedKind {
  readonly list: ListKind
  readonly parts: readonly Part[]
}

const assets = (by: Within['by'], words: string): readonly Part[] =>
  [dashboardList, chartList, serviceList].map((list) => ({ list, by, words }))

/** What governs stands in no tree here: somebody owns a part and not the whole. */
const governed = [domainList, dataProductList, glossaryList, termList, classificationList, tagList].map(
  ({ tree: _, ...list }): ListKind => list,
)

const owned = (words: string): readonly Part[] => [
  ...assets('owner', words),
  ...governed.map((list) => ({ list, by: 'owner', words, ifAny: true }) as const),
]

const kinds: Partial<Readonly<Record<PagedType, GovernedKind>>> = {
  user: { list: userList, parts: owned('owned by them') },
  team: {
    list: teamList,
    parts: [
      { list: userList, label: 'Members', by: 'team', words: 'in this team' },
      ...owned('owned by this team'),
      {
        list: teamList,
        label: 'Teams below',
        by: 'parentTeam',
        words: 'below this one',
        startsWith: { parents: 'fqn' },
        isInside: true,
      },
    ],
  },
  classification: {
    list: classificationList,
    parts: [
      {
        list: tagList,
        by: 'parent',
        words: 'in this classification',
        startsWith: { classification: 'fqn' },
        isInside: true,
        madeByOwner: true,
      },
    ],
  },
  tag: {
    list: tagList,
    parts: [
      ...assets('tag', 'with this tag'),
      {
        list: tagList,
        label: 'Tags below',
        by: 'parent',
        words: 'below this one',
        startsWith: { parent: 'fqn', classification: 'root' },
        isInside: true,
      },
    ],
  },
  glossary: {
    list: glossaryList,
    parts: [
      {
        list: termList,
        by: 'glossary',
        words: 'in this glossary',
        startsWith: { glossary: 'fqn' },
        isInside: true,
        madeByOwner: true,
      },
    ],
  },
  glossaryTerm: {
    list: termList,
    parts: [
      ...assets('tag', 'with this term'),
      {
        list: termList,
        label: 'Terms below',
        by: 'parent',
        words: 'below this one',
        startsWith: { parent: 'fqn', glossary: 'root' },
        isInside: true,
      },
    ],
  },
  domain: {
    list: domainList,
    parts: [
      ...assets('domain', 'in this domain').map((part) => ({ ...part, below: true }) as const),
      { list: dataProductList, by: 'domain', words: 'of this domain', startsWith: { domains: 'fqn' } },
      {
        list: domainList,
        label: 'Parts',
        by: 'parent',
        words: 'below this one',
        startsWith: { parent: 'fqn' },
        isInside: true,
        madeByOwner: true,
      },
    ],
  },
  dataProduct: { list: dataProductList, parts: assets('dataProduct', 'of this data product') },
}

/** By the folder in an address; undefined where pages of that folder are elsewhere or nowhere. */
export const governedKindIn = (folder: string): GovernedKind | undefined => kinds[typeInFolder(folder) ?? 'dashboard']

export const partLabel = ({ label, list }: Part): string => label ?? list.title

/** How the address names the section of a part. */
export const sectionOf = ({ list }: Pick<Part, 'list'>): string => list.many.replaceAll(' ', '-')

export const withinOf = (
  { by, below, words, startsWith, madeByOwner }: Part,
  fqn: string,
  holder: AccessSubject,
): Within => ({
  by,
  fqn,
  words,
  ...(below && { below }),
  ...(startsWith !== undefined && { start: startOf(startsWith, fqn) }),
  ...((madeByOwner === true || by === 'dataProduct' || by === 'domain') && { holder }),
})

const startOf = (startsWith: NonNullable<Part['startsWith']>, fqn: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(startsWith).map(([member, part]) => [member, part === 'fqn' ? fqn : rootFqn(fqn)]))
