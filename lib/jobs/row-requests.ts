/** Rows of an import as the requests that they come to, by its mapping. */
import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { findPeople } from '@/lib/entities/find-people'
import { type NearNames, nearNames } from '@/lib/entities/near-names'
import { takeTurns } from '@/lib/entities/turns'
import { onlyVisible } from '@/lib/entities/visible'
import { checkRequest } from '@/lib/import/check-rows'
import { type TargetColumn, targetColumns } from '@/lib/import/columns'
import { defaultPolicy } from '@/lib/import/field-policies'
import { type KnownNames, knownNames } from '@/lib/import/known-names'
import { peopleIn, personKey } from '@/lib/import/map-people'
import { rowMapper } from '@/lib/import/map-rows'
import type { RowMapping } from '@/lib/import/row-mapping'
import type { RowProblem } from '@/lib/import/row-problem'
import { isBlank } from '@/lib/import/table'
import { clearCell } from '@/lib/import/transform-cell'
import { catalogueNames } from '@/lib/jobs/catalogue-names'
import { type ImportInput, importDefinition, inputOfKind, transformerOf, valuesOf } from '@/lib/jobs/import-input'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { isGone } from '@/lib/jobs/row-marks'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { PersonName } from '@/lib/model/entities/person'
import { isReference } from '@/lib/model/fields/reference'
import { peopleMax } from '@/lib/model/rules/bounds'
import type { FieldPolicy } from '@/lib/model/wire/import-mapping'
import type { JobRow } from '@/lib/store/jobs'

/** What rows are read with, by the mapping of their job. */
export interface Reading {
  readonly def: EntityDefinition
  readonly targets: readonly TargetColumn[]
  readonly input: ImportInput
  readonly known: KnownNames
  /** For the whole job: a name is misspelt in many rows. */
  readonly near: NearNames
  readonly leftAlone: ReadonlySet<string>
}

export interface RowRequest {
  readonly row: JobRow
  readonly request: Record<string, unknown>
  readonly problems: readonly RowProblem[]
  readonly cleared: ReadonlySet<string>
}

export interface Batch {
  readonly requests: readonly RowRequest[]
  readonly policies: ReadonlyMap<string, FieldPolicy>
}

export async function readingOf(input: ImportInput, ctx: RequestContext): Promise<Reading> {
  const def = importDefinition(input.collection)
  const properties = [...(await customPropertiesOf(def.type, ctx)).values()]
  const names = await catalogueNames(ctx)
  return {
    def,
    input,
    targets: targetColumns(def, properties),
    known: knownNames(
      names.services.map(({ name }) => name),
      names.tags,
    ),
    near: nearNames(),
    leftAlone: new Set(input.withoutColumns),
  }
}

/** The create request that a row of a job comes to, with names for the people in it. */
export async function requestOfRow(row: JobRow, input: ImportInput, ctx: RequestContext) {
  if (isGone(row.source)) return {}
  const { of } = row.source as ImportSource // as `receiveImport` wrote it
  const reading = await readingOf(inputOfKind(input, of), ctx)
  const leftAlone = new Set([...reading.leftAlone, ...(isNew.has(row.status) ? removing(input) : [])])
  const { requests } = await requestsOf([row], { ...reading, leftAlone }, ctx)
  return named(requests[0]?.request ?? {}, ctx)
}

const isNew: ReadonlySet<string> = new Set(['create', 'created'])

/** Columns that take away: of what is new they say nothing. */
const removing = ({ mapping: { policies = {} } }: ImportInput): readonly string[] =>
  Object.keys(policies).filter((column) => policies[column] === 'remove')

/** A request knows people by their ids, which mean nothing to whoever reads it. A file may hold any: not all are the reader's to see. */
async function named(request: Record<string, unknown>, ctx: RequestContext): Promise<Record<string, unknown>> {
  const ids = Object.values(request).flatMap((value) =>
    [value].flat().flatMap((item) => (isReference(item) && z.uuid().safeParse(item.id).success ? item.id : [])),
  )
  const found = ids.length === 0 ? [] : await ctx.store.findByIds([...new Set(ids)].slice(0, peopleMax))
  const rows = new Map((await onlyVisible(found, (row) => row, ctx)).map((row) => [row.id, row]))
  const withName = (item: unknown): unknown => {
    const row = isReference(item) ? rows.get(item.id) : undefined
    return row === undefined ? item : { ...Object(item), name: row.name, displayName: row.displayName ?? undefined }
  }
  return Object.fromEntries(
    Object.entries(request).map(([member, value]) => [member, Array.isArray(value) ? value.map(withName) : value]),
  )
}

/** The rows as requests, by the mapping; with everything that can be known to be wrong without asking the catalogue. */
export async function requestsOf(rows: readonly JobRow[], reading: Reading, ctx: RequestContext): Promise<Batch> {
  const { def, targets, input, leftAlone } = reading
  const { policies: given = {}, emptyCells = {}, values = [] } = input.mapping
  const columns = input.targets.map((target) =>
    target === null || leftAlone.has(target) || given[target] === 'ignore' ? undefined : target,
  )
  const policies = new Map(
    columns.flatMap((target): [string, FieldPolicy][] =>
      target === undefined ? [] : [[target, given[target] ?? defaultPolicy(target)]],
    ),
  )
  const sources = rows.map(({ source }) => source as ImportSource) // as `receiveImport` wrote it
  const transform = transformerOf(input, targets)
  const read = sources.map(({ cells }) => transform(cells))
  const cleared = read.map(
    (cells) =>
      new Set(
        columns.flatMap((target, index) => {
          const cell = cells[index]
          const clears = cell === clearCell || (isBlank(cell) && target !== undefined && emptyCells[target] === 'clear')
          return target !== undefined && clears ? [target] : []
        }),
      ),
  )
  const cellsOf = read.map((cells) => cells.map((cell) => (cell === clearCell ? null : cell)))
  const others = values.flatMap(({ type, to }): PersonName[] =>
    type === 'user' || type === 'team' ? [{ type: 'any', name: to }] : [],
  )
  const map = rowMapper({
    ...valuesOf(input),
    def,
    targets,
    columns,
    ...(await peopleOf(cellsOf, columns, reading, others, ctx)),
    known: reading.known,
  })
  const columnOf = (member: string): string | undefined => {
    const index = columns.findIndex(
      (key) => key === member || targets.find((one) => one.key === key)?.member === member,
    )
    return index === -1 ? undefined : input.columnNames[index]
  }
  const turn = takeTurns()
  const requests: RowRequest[] = []
  for (const [index, row] of rows.entries()) {
    await turn()
    // Whoever has mended it has looked at its cells.
    const width = sources[index]?.came === undefined ? sources[index]?.width : undefined
    const { request, problems } = map(cellsOf[index] ?? [])
    const found =
      width === undefined
        ? [...problems, ...checkRequest(def, targets, request, columnOf)]
        : [tooWide(width, input.columnNames.length)]
    requests.push({ row, request, problems: found, cleared: cleared[index] ?? new Set() })
  }
  return { requests, policies }
}

const tooWide = (cells: number, columns: number): RowProblem => ({
  cause: { kind: 'ragged' },
  message: `The row has ${cells} cells, the header names ${columns}: a quote or a delimiter may be missing`,
})

async function peopleOf(
  rows: readonly (readonly unknown[])[],
  columns: readonly (string | undefined)[],
  { targets, near }: Reading,
  others: readonly PersonName[],
  ctx: RequestContext,
): Promise<Pick<RowMapping, 'people' | 'nearPeople'>> {
  const kinds = new Map(targets.map(({ key, kind }) => [key, kind]))
  const places = columns.flatMap((key, index) => (key !== undefined && kinds.get(key) === 'people' ? [index] : []))
  const named = rows.flatMap((cells) => places.flatMap((place) => peopleIn(cells[place])))
  const people = [...new Map([...others, ...named].map((person) => [personKey(person), person])).values()].slice(
    0,
    peopleMax,
  )
  const found = people.length === 0 ? [] : await findPeople(people, ctx)
  const nearPeople = new Map<string, string>()
  for (const [index, person] of people.entries()) {
    if (found[index] !== undefined) continue
    const nearest =
      person.type === 'any'
        ? ((await near({ type: 'user', key: person.name }, ctx)) ??
          (await near({ type: 'team', key: person.name }, ctx)))
        : await near({ type: person.type, key: person.name }, ctx)
    if (nearest !== undefined) nearPeople.set(personKey(person), nearest)
  }
  return {
    people: new Map(
      people.map((person, index) => {
        const row = found[index]
        return [personKey(person), row === undefined ? undefined : { id: row.id, type: row.type }] as const
      }),
    ),
    nearPeople,
  }
}
