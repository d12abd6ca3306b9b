/** Row + mapping → create request. What cannot be understood goes into the request as it is, for the schema to refuse. */
import { asRecord, commaParts, ownItems } from '@/lib/import/cell-items'
import type { TargetColumn } from '@/lib/import/columns'
import { nameOf, textIn } from '@/lib/import/inner-names'
import type { KnownNames } from '@/lib/import/known-names'
import { putPeople } from '@/lib/import/map-people'
import { type CreateRequest, leftOutKey, type MappedRow, meantBy, type RowMapping } from '@/lib/import/row-mapping'
import type { RowProblem } from '@/lib/import/row-problem'
import { type Cell, isBlank } from '@/lib/import/table'
import type { TagLabel } from '@/lib/model/entities/entity'
import { cellText } from '@/lib/model/fields/cell'
import { itemsOf } from '@/lib/model/fields/choice'
import { kindOf } from '@/lib/model/fields/kinds'
import { parentFqn, quoteName, splitFqn, unquoteName } from '@/lib/model/rules/fqn'

/** A function that maps one row after the other; what depends on the mapping alone is worked out once. */
export function rowMapper(mapping: RowMapping): (cells: readonly Cell[]) => MappedRow {
  const { def, columns, fixedService } = mapping
  const byKey = new Map(mapping.targets.map((target) => [target.key, target]))
  const used = columns.flatMap((key, index) => {
    const target = key === undefined ? undefined : byKey.get(key)
    return target === undefined ? [] : [{ target, index }]
  })
  // Names of charts may be relative to the service, so it comes first.
  const rank = ({ kind, key }: TargetColumn) => (kind === 'fqn' ? 0 : key === def.container?.field ? 1 : 2)
  const ordered = used.toSorted((a, b) => rank(a.target) - rank(b.target))
  const container = def.container?.field
  return (cells) => {
    const request: CreateRequest = {}
    const problems: RowProblem[] = []
    if (container !== undefined && fixedService !== undefined) request[container] = serviceOf(mapping, fixedService)
    for (const { target, index } of ordered) {
      const cell = cells[index]
      if (!isBlank(cell)) put(mapping, request, problems, target, cell)
    }
    replaceSeparators(mapping, request)
    return { request, problems }
  }
}

const serviceOf = (mapping: RowMapping, name: string): string =>
  meantBy(mapping, mapping.def.container?.type ?? '', name)

/** In the row's own name, and in names of what lives in a service like it. */
function replaceSeparators({ def, separator }: RowMapping, request: CreateRequest): void {
  if (separator === undefined) return
  if (typeof request.name === 'string') request.name = request.name.replaceAll('::', separator)
  for (const [member, { types }] of Object.entries(def.relations)) {
    const names = request[member]
    if (!Array.isArray(names) || !types.some((type) => relativeTypes.has(type))) continue
    request[member] = names.map((name) => (typeof name === 'string' ? name.replaceAll('::', separator) : name))
  }
}

function put(
  mapping: RowMapping,
  request: CreateRequest,
  problems: RowProblem[],
  target: TargetColumn,
  cell: Cell,
): void {
  const { def } = mapping
  const { key, member, kind, property } = target
  if (property !== undefined) {
    request.extension = { ...asRecord(request.extension), [property.name]: cellValue(target, cell) }
    return
  }
  switch (kind) {
    case 'fqn':
      putFqn(mapping, request, problems, cellText(cell))
      return
    case 'tags': {
      const known: unknown = request.tags
      const labels = [...(Array.isArray(known) ? known : []), ...labelsOf(target, cell, mapping)]
      if (labels.length > 0) request.tags = labels
      return
    }
    case 'people':
      putPeople(mapping, request, problems, member, cell)
      return
    case 'references': {
      const type = def.relations[member]?.types[0] ?? ''
      const service = def.container === undefined ? undefined : request[def.container.field]
      const names = ownItems(cell)
        .flatMap((item) => nameOf(item) ?? nameless(problems, member))
        .map((name) =>
          relativeTypes.has(type) && typeof service === 'string' ? inService(service, name, mapping.known) : name,
        )
        .map((name) => meantBy(mapping, type, name))
        .filter((name) => !mapping.leftOut.has(leftOutKey(type, name)))
      // An empty list would clear what is stored; a row that loses all its names to a decision names none.
      if (names.length > 0) request[member] = names
      return
    }
    case 'extension':
      request.extension = { ...asRecord(request.extension), ...valuesIn(mapping, asRecord(cellValue(target, cell))) }
      return
    case 'reference': {
      const said = nameOf(cell) ?? cellText(cell).trim()
      const type = key === def.container?.field ? def.container.type : (def.relations[member]?.types[0] ?? '')
      const name = meantBy(mapping, type, said)
      if (key === def.container?.field) checkAgreement(request, problems, key, name)
      request[member] = name
      return
    }
    default: {
      const text = kind === 'text' || kind === 'url' ? textIn(cell) : cell
      if (text === undefined) {
        nameless(problems, member)
        return
      }
      if (key === 'name') checkAgreement(request, problems, key, cellText(text))
      // A name is taken to the letter, as the API takes it: with its spaces it is another name.
      request[member] = key === 'name' ? cellText(text) : cellValue(target, text)
    }
  }
}

/** Values of custom properties that one cell has; a text is read as the property reads a cell of its own. */
const valuesIn = ({ targets }: RowMapping, given: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const target = targets.find(({ property }) => property?.name === name)
      return [name, target === undefined || typeof value !== 'string' ? value : cellValue(target, value)]
    }),
  )

const cellValue = (target: TargetColumn, cell: Cell): unknown => kindOf(target).fromCell(cell, target)

/** Things that live in a service like the rows themselves, and may be named without it. */
const relativeTypes: ReadonlySet<string> = new Set(['chart', 'dashboard', 'dashboardDataModel'])

/** A name that begins with a service is taken as it is, any other is the service's own, whatever dots are in it. */
function inService(service: string, name: string, known: KnownNames | undefined): string {
  const root = quoteName(service)
  if (name === '' || name.startsWith(`${root}.`) || name.startsWith(`${service}.`)) return name
  const parts = partsOf(name)
  const isElsewhere = parts.length > 1 && known?.services.has(unquoteName(parts[0] ?? '')) !== false
  return isElsewhere ? name : `${root}.${quoteName(name)}`
}

function partsOf(name: string): string[] {
  try {
    return splitFqn(name)
  } catch {
    return [] // what only looks like an FQN
  }
}

/** Told rather than dropped. */
function nameless(problems: RowProblem[], member: string): [] {
  const message = `${member} holds an object without a name`
  problems.push({ cause: { kind: 'invalid' }, member, message })
  return []
}

function putFqn(mapping: RowMapping, request: CreateRequest, problems: RowProblem[], text: string): void {
  const { def } = mapping
  const container = def.container?.field ?? 'service'
  const fqn = text
  try {
    const service = parentFqn(fqn)
    const name = splitFqn(fqn).at(-1)
    if (service !== undefined && name !== undefined) {
      request[container] = serviceOf(mapping, service)
      request.name = unquoteName(name)
      return
    }
  } catch {
    // told below, like a name of one part
  }
  problems.push({
    cause: { kind: 'invalid' },
    member: 'name',
    message: `${fqn} is no fully qualified name: it needs the service and the name, joined by a dot`,
  })
}

/** Columns that say the same thing have to say the same thing. */
function checkAgreement(request: CreateRequest, problems: RowProblem[], member: string, value: string): void {
  const known = request[member]
  // A fixed service gives way to the row's own; only a fullyQualifiedName in the row can contradict.
  if (typeof known !== 'string' || request.name === undefined || known === value) return
  if (member !== 'name' && quoteName(known) === quoteName(value)) return
  problems.push({
    cause: { kind: 'invalid' },
    member,
    message: 'The fully qualified name does not agree with the columns for service and name',
  })
}

function labelsOf(target: TargetColumn, cell: Cell, mapping: RowMapping): TagLabel[] {
  const { leftOut, known } = mapping
  const parts = typeof cell === 'string' && known?.tags.find(cell.trim()) === undefined ? commaParts(cell) : []
  const items = (parts.length > 0 ? parts : itemsOf(cell)).map((item) =>
    typeof asRecord(item).tagFQN === 'string' ? item : nameOf(item),
  )
  const labels = cellValue(target, items) as TagLabel[] // as the kind of labels reads them
  return labels
    .map((label) =>
      label.source === 'Glossary' ? label : { ...label, tagFQN: known?.tags.find(label.tagFQN) ?? label.tagFQN },
    )
    .map((label) => ({ ...label, tagFQN: meantBy(mapping, labelType(label), label.tagFQN) }))
    .filter((label) => !leftOut.has(leftOutKey(labelType(label), label.tagFQN)))
}

const labelType = ({ source }: TagLabel): string => (source === 'Glossary' ? 'glossaryTerm' : 'tag')
