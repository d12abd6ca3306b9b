/** Guesses which column is what, says why, and never gives two columns to one target. */
import type { ColumnMatch, ColumnProfile, TargetColumn } from '@/lib/import/columns'
import { isAddedColumn } from '@/lib/import/failures'
import { isOwnFormat, matchIdentity, plain } from '@/lib/import/identity-columns'
import { fileColumn } from '@/lib/import/merge-tables'
import { type Cell, isBlank, type Table } from '@/lib/import/table'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { cellText } from '@/lib/model/fields/cell'
import { findChoice } from '@/lib/model/fields/choice'
import { fieldOf, inSentence } from '@/lib/model/fields/field'
import { splitList } from '@/lib/model/fields/list-cell'
import { webAddress } from '@/lib/model/fields/url'
import { slipsBetween } from '@/lib/model/rules/nearest-names'

/** Per column the key of its target, by position; undefined for ignored ones. */
export type ColumnTargets = readonly (string | undefined)[]

const samplesMax = 20
const sampledRows = 2_000

export function profileColumns({ columns, rows }: Table): ColumnProfile[] {
  return columns.map((name, index) => {
    const samples = new Set<string>()
    let filled = 0
    let hasLists = false
    for (const [position, row] of rows.entries()) {
      const cell = row[index]
      if (isBlank(cell)) continue
      filled += 1
      if (position >= sampledRows || samples.size >= samplesMax) continue
      samples.add(sampleOf(cell).slice(0, 200))
      hasLists ||= Array.isArray(cell)
    }
    return { name, samples: [...samples], hasLists, filled: rows.length === 0 ? 0 : filled / rows.length }
  })
}

/** A list as people write one; what is in it may be anything. */
const sampleOf = (cell: Cell): string => (Array.isArray(cell) ? cell.map(cellText).join(', ') : cellText(cell))

interface Level {
  readonly confidence: 'sure' | 'check'
  readonly fits: (column: ColumnProfile, target: TargetColumn) => boolean
  readonly reason: (column: ColumnProfile, target: TargetColumn) => string
}

/** Best first. A level decides before the next one looks. */
const levels = (services: ReadonlySet<string>): readonly Level[] => [
  {
    confidence: 'sure',
    fits: ({ name }, { key }) => name.replace(/\*$/, '').trim() === key,
    reason: () => 'Same name',
  },
  {
    confidence: 'sure',
    fits: ({ name }, { key, label }) => plain(name) === plain(key) || plain(name) === plain(label),
    reason: () => 'Same name, spelled differently',
  },
  {
    confidence: 'sure',
    fits: ({ name }, { aliases }) => aliases.some((alias) => plain(alias) === plain(name)),
    reason: ({ name }, { label }) => `“${name}” often stands for ${inSentence(label)}`,
  },
  {
    confidence: 'check',
    fits: ({ name }, { key, label, aliases }) => wordsOverlap(name, [key, label, ...aliases]),
    reason: ({ name }, { label }) => `“${name}” shares a word with ${inSentence(label)}`,
  },
  {
    confidence: 'check',
    fits: ({ name }, { key }) =>
      plain(name).length >= 5 && plain(key).length >= 5 && slipsBetween(plain(name), plain(key), 2) <= 2,
    reason: ({ name }, { key }) => `“${name}” is nearly “${key}”`,
  },
  {
    confidence: 'check',
    fits: ({ samples }, target) => samples.length > 0 && valuesFit(target, samples, services),
    reason: (_, { label }) => `The values look like ${inSentence(label)}`,
  },
]

/** Whether unnamed columns hold what only this target holds. */
function valuesFit({ kind, types }: TargetColumn, samples: readonly string[], services: ReadonlySet<string>): boolean {
  if (kind === 'url') return samples.every(isUrl)
  if (kind === 'reference' && types?.includes('dashboardService'))
    return samples.every((sample) => services.has(sample.trim()))
  if (kind === 'people')
    return samples.every((sample) => splitList(sample).every((item) => /^\S+@\S+\.\S+$/.test(item)))
  return false
}

/** `services`: names of the services there are, for recognising their column by its values. */
export function matchColumns(
  def: EntityDefinition,
  columns: readonly ColumnProfile[],
  targets: readonly TargetColumn[],
  services: ReadonlySet<string> = new Set(),
): ColumnMatch[] {
  const matches = new Map<ColumnProfile, ColumnMatch>()
  const taken = new Set<string>()
  const isOwn = isOwnFormat(columns)
  for (const column of columns) {
    const reason = knownReason(def, column, isOwn)
    if (reason !== undefined) matches.set(column, { column: column.name, confidence: 'known', reason })
  }
  for (const [column, match] of matchIdentity(def, columns)) {
    matches.set(column, match)
    taken.add(match.target ?? '')
  }
  for (const level of levels(services)) {
    const free = columns.filter((column) => !matches.has(column))
    for (const target of targets) {
      if (taken.has(target.key)) continue
      const fitting = free.filter((column) => !matches.has(column) && level.fits(column, target))
      const [column, rival] = fitting
      if (column === undefined) continue
      taken.add(target.key)
      if (rival !== undefined) {
        const reason = `${fitting.map(({ name }) => `“${name}”`).join(' and ')} could all be ${inSentence(target.label)}`
        for (const tied of fitting) matches.set(tied, { column: tied.name, confidence: 'open', reason })
        continue
      }
      const doubt = doubtOf(target, column)
      matches.set(column, {
        column: column.name,
        target: target.key,
        confidence: doubt === undefined ? level.confidence : 'check',
        reason: doubt ?? level.reason(column, target),
      })
    }
  }
  return columns.map(
    (column) => matches.get(column) ?? { column: column.name, confidence: 'open', reason: 'No field has such a name' },
  )
}

/** Why a column is left out without anybody being asked. */
function knownReason(def: EntityDefinition, { name, filled }: ColumnProfile, isOwn: boolean): string | undefined {
  if (isAddedColumn(name)) return 'Added by an earlier import'
  if (name === fileColumn) return 'Tells which file a row is from'
  // Every tool has ids and addresses; only in a file from here they are the server's.
  const isAnybodys = !isOwn && (name === 'id' || name === 'href')
  if (def.fields.has(name) && !def.createFields.has(name) && name !== 'fullyQualifiedName' && !isAnybodys)
    return 'The server keeps this itself'
  if (def.fields.has(name) && fieldOf(def, name).forPrograms) return 'Ingestion keeps this itself'
  return filled === 0 ? 'The column is empty' : undefined
}

/** A name that fits is no proof: values that do not are worth a look. */
function doubtOf({ kind, part, choices }: TargetColumn, { samples, hasLists }: ColumnProfile): string | undefined {
  if (samples.length === 0 || hasLists === true || samples.some((sample) => /^[[{]/.test(sample))) return undefined
  if (part === 'tags' && samples.some((sample) => splitList(sample).some((item) => !item.includes('.'))))
    return 'Tags are named with their classification, such as Tier.Tier1; these are not'
  if (kind === 'number' && samples.some((sample) => !Number.isFinite(Number(sample))))
    return samples.some((sample) => /\d,\d/.test(sample))
      ? 'The numbers are not written as 1234.5: say under Change values how they are'
      : 'Not all values are numbers'
  if (kind === 'url' && !samples.every(isUrl)) return 'Not all values are addresses'
  if (kind === 'references' && samples.every((sample) => /^\d{1,4}$/.test(sample.trim())))
    return 'The values look like counts'
  if (choices !== undefined && samples.some((sample) => findChoice(choices, sample) === undefined))
    return `Possible are ${choices.slice(0, 4).join(', ')}${choices.length > 4 ? ', …' : ''}; the values differ`
  return undefined
}

const isUrl = (text: string): boolean => webAddress(text.trim()) !== undefined

const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 2 && !empty.has(word))
const empty: ReadonlySet<string> = new Set(['the', 'dashboard', 'chart', 'name', 'type', 'full', 'data', 'source'])

const wordsOverlap = (name: string, spellings: readonly string[]): boolean => {
  const words = new Set(wordsOf(name))
  return words.size > 0 && spellings.some((spelled) => wordsOf(spelled).some((word) => words.has(word)))
}

/** The same with one column moved: whoever had the target before is ignored from now on. */
export const setTarget = (targets: ColumnTargets, index: number, key: string | undefined): ColumnTargets =>
  targets.map((target, position) =>
    position === index ? key : key !== undefined && target === key ? undefined : target,
  )

/** Labels of what a create request needs and neither a column nor a fixed value gives. */
export function missingTargets(
  def: EntityDefinition,
  available: readonly TargetColumn[],
  chosen: ColumnTargets,
  fixedService: string | undefined,
): TargetColumn[] {
  const hasFqn = chosen.includes('fullyQualifiedName')
  return available.filter(({ key, isRequired }) => {
    if (!isRequired || chosen.includes(key)) return false
    if (key === def.container?.field) return !hasFqn && fixedService === undefined
    return !(key === 'name' && hasFqn)
  })
}
