/** What an import does with a field that is filled already, and with a cell that is empty, column by column. */
import { isFilled } from '@/lib/entities/bulk'
import type { Target } from '@/lib/entities/inherit'
import type { RowRules } from '@/lib/entities/plan-requests'
import type { EntityState, LabelTarget } from '@/lib/entities/state'
import { byTagFqn, inOrder } from '@/lib/entities/state'
import { requestFqn } from '@/lib/import/check-rows'
import { labelColumns } from '@/lib/import/field-policies'
import type { Batch, RowRequest } from '@/lib/jobs/row-requests'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { isRecord } from '@/lib/model/rules/is-record'
import type { FieldPolicy } from '@/lib/model/wire/import-mapping'

interface Shaping {
  readonly def: EntityDefinition
  /** Of every column that is mapped. */
  readonly policies: ReadonlyMap<string, FieldPolicy>
  /** Columns whose cell says that nothing is to be there. */
  readonly cleared: ReadonlySet<string>
}

/** What a row does to what is stored, by the policies; a row is known by the name that its request comes to. */
export function shaper(def: EntityDefinition, { policies }: Batch, requests: readonly RowRequest[]) {
  const kept = new Map<string, readonly string[]>()
  /** Fields that have nothing in them any more; a list that loses one of its items has. */
  const emptied = new Map<string, readonly string[]>()
  const cleared = new Map(requests.map(({ request, cleared: columns }) => [requestFqn(def, request), columns]))
  const shape: RowRules['shape'] = (before, put, wanted) => {
    if (before === undefined) return withoutRemoved(policies, wanted)
    const { fullyQualifiedName } = wanted.row
    const columns = cleared.get(fullyQualifiedName) ?? new Set()
    const shaped = shapeRow({ def, policies, cleared: columns }, before, put, wanted)
    if (shaped.kept.length > 0) kept.set(fullyQualifiedName, shaped.kept)
    const lost = [...def.createFields].filter(
      (name) => isFilled(def, before, name) && !isFilled(def, shaped.after, name),
    )
    emptied.set(fullyQualifiedName, lost)
    return shaped.after
  }
  return { shape, kept, emptied }
}

/** The state after a row, from what was stored and what a PUT made of it. `kept` are fields that stay because they are filled. */
function shapeRow(
  { def, policies, cleared }: Shaping,
  before: EntityState,
  put: EntityState,
  wanted: EntityState,
): { readonly after: EntityState; readonly kept: readonly string[] } {
  const relations = new Map(put.relations)
  const document = { ...put.row.document }
  let { displayName } = put.row
  const kept: string[] = []
  const labelRules = new Map<string, FieldPolicy | 'clear'>()
  for (const [column, policy] of policies) {
    const clears = cleared.has(column)
    if (labelColumns.has(column)) {
      labelRules.set(column, clears ? 'clear' : policy)
      continue
    }
    if (column === 'displayName') {
      if (clears) displayName = null
      else if (policy === 'fill' && before.row.displayName !== null) {
        displayName = before.row.displayName
        kept.push(column)
      }
    } else if (Object.hasOwn(def.relations, column)) {
      const stored = own(before.relations.get(column))
      if (clears) relations.set(column, [])
      else if (policy === 'fill' && stored.length > 0) {
        relations.set(column, before.relations.get(column) ?? [])
        kept.push(column)
      } else if (policy === 'merge') relations.set(column, union(stored, own(wanted.relations.get(column))))
      else if (policy === 'remove') relations.set(column, without(stored, wanted.relations.get(column)))
    } else if (column.startsWith('extension.')) {
      shapeProperty(document, before, column, policy, clears, kept)
    } else if (clears) delete document[column]
    else if (policy === 'fill' && hasValue(before.row.document[column])) {
      document[column] = before.row.document[column]
      kept.push(column)
    }
  }
  const labels = put.labels === undefined ? undefined : shapeLabels(labelRules, before, wanted, kept)
  return { after: { ...put, row: { ...put.row, displayName, document }, relations, labels }, kept }
}

const hasValue = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

const own = (targets: readonly Target[] = []): readonly Target[] =>
  targets.filter(({ inherited }) => inherited !== true)

const union = (stored: readonly Target[], given: readonly Target[]): readonly Target[] =>
  inOrder([...new Map([...given, ...stored].map((target) => [target.entity.id, target])).values()])

const without = <T extends Target>(stored: readonly T[], given: readonly Target[] = []): readonly T[] => {
  const gone = new Set(given.map(({ entity }) => entity.id))
  return stored.filter(({ entity }) => !gone.has(entity.id))
}

/** Of what is not there yet nothing can be taken away: it begins without what its row names so. */
function withoutRemoved(policies: Shaping['policies'], wanted: EntityState): EntityState {
  const relations = new Map(wanted.relations)
  for (const [column, policy] of policies) if (policy === 'remove' && relations.has(column)) relations.set(column, [])
  const columnOf = labelColumnOf(policies)
  const labels = wanted.labels?.filter((label) => policies.get(columnOf(label)) !== 'remove')
  return { ...wanted, relations, labels }
}

function shapeProperty(
  document: Record<string, unknown>,
  before: EntityState,
  column: string,
  policy: FieldPolicy,
  clears: boolean,
  kept: string[],
): void {
  const name = column.slice('extension.'.length)
  const stored = before.row.document.extension
  const values = { ...(isRecord(document.extension) ? document.extension : {}) }
  if (clears) delete values[name]
  else if (policy === 'fill' && isRecord(stored) && hasValue(stored[name])) {
    values[name] = stored[name]
    kept.push(column)
  } else return
  if (Object.keys(values).length === 0) delete document.extension
  else document.extension = values
}

/** A tier is of the column for tiers where the file has one, and a tag like others where it has not. */
const labelColumnOf =
  (rules: ReadonlyMap<string, unknown>) =>
  ({ entity }: LabelTarget): string =>
    entity.type === 'glossaryTerm'
      ? 'glossaryTerms'
      : rules.has('tier') && entity.fullyQualifiedName.startsWith('Tier.')
        ? 'tier'
        : 'tags'

function shapeLabels(
  rules: ReadonlyMap<string, FieldPolicy | 'clear'>,
  before: EntityState,
  wanted: EntityState,
  kept: string[],
): readonly LabelTarget[] {
  const columnOf = labelColumnOf(rules)
  const stored = Map.groupBy(before.labels ?? [], columnOf)
  const given = Map.groupBy(wanted.labels ?? [], columnOf)
  const labels = [...labelColumns].flatMap((column): readonly LabelTarget[] => {
    const [old, fresh] = [stored.get(column) ?? [], given.get(column) ?? []]
    const rule = rules.get(column) ?? 'merge'
    if (rule === 'clear') return []
    if (rule === 'fill' && old.length > 0) {
      if (fresh.length > 0) kept.push(column)
      return old
    }
    if (rule === 'replace' && fresh.length > 0) {
      const known = new Map(old.map((label) => [label.entity.id, label]))
      return fresh.map((label) => known.get(label.entity.id) ?? label)
    }
    return rule === 'remove' ? without(old, fresh) : [...old, ...without(fresh, old)]
  })
  return labels.toSorted(byTagFqn)
}
