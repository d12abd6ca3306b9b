/** Is it one of the collections? */
const among =
  <Types extends object>(types: Types) =>
  (collection: string): collection is keyof Types & string =>
    Object.hasOwn(types, collection)

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

export const isRenamable = among(renamableTypes)

/** Types whose place can be changed (`EntityDefinition.movedBy`), by their collections. */
export const movableTypes = {
  tags: 'tag',
  glossaryTerms: 'glossaryTerm',
  domains: 'domain',
} as const
export type MovableCollection = keyof typeof movableTypes

export const isMovable = among(movableTypes)

/** Types of which one can be merged into another one, by their collections: they are given as labels. */
export const mergeableTypes = {
  tags: 'tag',
  glossaryTerms: 'glossaryTerm',
} as const
export type MergeableCollection = keyof typeof mergeableTypes

export const isMergeable = among(mergeableTypes)
