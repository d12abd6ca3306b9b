/** As what lineage is kept, and where its details name columns: what is renamed has to be found there. */
export const lineageRelation = 'upstream'

export const lineageColumns = ['fromColumns', 'toColumn'] as const satisfies readonly string[]
