/** The lists of people and of what governs: plain data, as those of what is catalogued (`list-kinds.ts`). */
import type { ListKind } from '@/components/catalogue/list-kinds'
import { entityKindOf } from '@/components/entity/entity-kind'

const plain = { hasFiles: false, hasSelection: false } as const

export const userList: ListKind = {
  ...plain,
  ...entityKindOf('user'),
  members: ['description', 'email', 'teams'],
  columns: ['displayName', 'email', 'teams', 'updatedAt'],
  filters: [],
  explanation: 'A person who is known here. Administrators invite people and put them into teams.',
}

export const teamList: ListKind = {
  ...plain,
  ...entityKindOf('team'),
  members: ['description', 'teamType', 'userCount', 'childrenCount', 'owners', 'domains'],
  columns: ['displayName', 'teamType', 'userCount', { name: 'owned', hideBelow: undefined }, 'owners', 'updatedAt'],
  tree: 'parentTeam',
  underName: ['userCount', 'owned'],
  filters: ['owner', 'domain'],
  explanation: 'People who work together. What a team owns, everybody in it owns; roles of a team are theirs too.',
}

export const classificationList: ListKind = {
  ...plain,
  ...entityKindOf('classification'),
  members: ['description', 'mutuallyExclusive', 'disabled', 'termCount', 'owners', 'domains'],
  columns: [
    'displayName',
    'mutuallyExclusive',
    { name: 'termCount', header: 'Tags' },
    'owners',
    'domains',
    'updatedAt',
  ],
  filters: ['owner', 'domain'],
  explanation: 'A classification is a family of tags, such as how sensitive data is. Tags are made inside one.',
}

export const tagList: ListKind = {
  ...plain,
  ...entityKindOf('tag'),
  members: ['style', 'description', 'disabled', 'usageCount', 'owners', 'domains'],
  columns: ['displayName', 'usageCount', 'owners', 'domains', 'updatedAt'],
  filters: ['owner', 'domain'],
  explanation: 'A tag says something about whatever carries it, in one word that lists can be narrowed to.',
}

export const glossaryList: ListKind = {
  ...plain,
  hasProperties: true,
  ...entityKindOf('glossary'),
  members: ['description', 'termCount', 'owners', 'domains', 'tags'],
  columns: ['displayName', { name: 'termCount', header: 'Terms' }, 'owners', 'domains', 'tags', 'updatedAt'],
  filters: ['owner', 'tag', 'domain'],
  explanation: 'A glossary is a vocabulary of the business: what “active customer” means, once and for everybody.',
}

export const termList: ListKind = {
  ...plain,
  hasProperties: true,
  ...entityKindOf('glossaryTerm'),
  members: [
    'style',
    'description',
    'disabled',
    'entityStatus',
    'usageCount',
    'childrenCount',
    'owners',
    'domains',
    'tags',
  ],
  columns: ['displayName', 'entityStatus', 'usageCount', 'owners', 'domains', 'tags', 'updatedAt'],
  tree: 'directChildrenOf',
  underName: ['entityStatus', 'usageCount'],
  filters: ['entityStatus', 'owner', 'tag', 'domain'],
  explanation: 'A term is one word of a glossary, with its meaning, which dashboards and charts can be given.',
}

export const domainList: ListKind = {
  ...plain,
  hasProperties: true,
  ...entityKindOf('domain'),
  members: ['style', 'description', 'domainType', 'childrenCount', 'owners', 'tags'],
  columns: ['displayName', 'domainType', 'owners', 'tags', 'updatedAt'],
  tree: 'parent',
  underName: ['domainType', 'owners'],
  filters: ['owner', 'tag'],
  explanation: 'A domain is a part of the business that answers for its data, such as Sales. It can have parts itself.',
}

export const dataProductList: ListKind = {
  ...plain,
  hasProperties: true,
  ...entityKindOf('dataProduct'),
  members: ['style', 'description', 'owners', 'domains', 'tags'],
  columns: ['displayName', 'owners', 'domains', 'tags', 'updatedAt'],
  filters: ['owner', 'tag', 'domain'],
  explanation: 'A data product is what a domain offers others as one: dashboards and charts that belong together.',
}
