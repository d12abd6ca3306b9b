/** Which policies there are for a column, and which one counts where nobody has chosen. */
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { FieldPolicy } from '@/lib/model/wire/import-mapping'

/** Labels belong to three columns of a file, and to one field. */
export const labelColumns: ReadonlySet<string> = new Set(['tags', 'tier', 'glossaryTerms'])

/** Tags add to those that are there, as they do in the API; whatever else is given takes the place of what was there. */
export const defaultPolicy = (column: string): FieldPolicy =>
  column === 'tags' || column === 'glossaryTerms' ? 'merge' : 'replace'

/** Those that add to what is stored, or take away from it. */
const ofLists: ReadonlySet<FieldPolicy> = new Set(['merge', 'remove'])

/** Can a column have the policy? */
export const isPossible = (def: EntityDefinition, column: string, policy: FieldPolicy): boolean =>
  !ofLists.has(policy) || labelColumns.has(column) || def.relations[column]?.many === true

/** Does a column of the mapping end up in this field of the stored entity? */
export const feeds = (column: string, field: string): boolean =>
  column === field ||
  (field === 'tags' && labelColumns.has(column)) ||
  (field === 'extension' && column.startsWith('extension.'))
