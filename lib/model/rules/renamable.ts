/** Types whose names can be changed (`EntityDefinition.renaming`), by their collections. */
export const renamableTypes = {
  tags: 'tag',
  classifications: 'classification',
  glossaries: 'glossary',
  glossaryTerms: 'glossaryTerm',
  domains: 'domain',
  dataProducts: 'dataProduct',
  teams: 'team',
  dashboardServices: 'dashboardService',
} as const
export type RenamableCollection = keyof typeof renamableTypes

export const isRenamable = (collection: string): collection is RenamableCollection =>
  Object.hasOwn(renamableTypes, collection)

/** Types whose place can be changed (`EntityDefinition.movedBy`), by their collections. */
export const movableTypes = {
  tags: 'tag',
  glossaryTerms: 'glossaryTerm',
  domains: 'domain',
} as const
export type MovableCollection = keyof typeof movableTypes

export const isMovable = (collection: string): collection is MovableCollection =>
  Object.hasOwn(movableTypes, collection)

/** Types of which one can be merged into another one, by their collections: they are given as labels. */
export const mergeableTypes = {
  tags: 'tag',
  glossaryTerms: 'glossaryTerm',
} as const
export type MergeableCollection = keyof typeof mergeableTypes

export const isMergeable = (collection: string): collection is MergeableCollection =>
  Object.hasOwn(mergeableTypes, collection)
