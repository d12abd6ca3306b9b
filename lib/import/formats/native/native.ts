/** What a reader of a tool's export is given, and what it gives: plain things, which `native/table.ts` makes tables of. */
import type { XmlNode } from '@/lib/import/formats/xml'
import type { FieldNote, ReadOptions } from '@/lib/import/table'
import { counted } from '@/lib/model/rules/counted'
import { isRecord } from '@/lib/model/rules/is-record'

/** A file of an export, understood as far as its format goes. */
export type Document = { readonly path: string } & (
  | { readonly kind: 'tree'; readonly value: unknown }
  | { readonly kind: 'xml'; readonly root: XmlNode }
)

/** A dashboard or a chart by our fields. */
export interface Item {
  readonly name: string
  readonly displayName?: string | undefined
  readonly description?: string | undefined
  /** An address, or a path at the tool's address. */
  readonly sourceUrl?: string | undefined
  readonly project?: string | undefined
  /** E-mail addresses, or names to sign in by. */
  readonly owners?: readonly string[] | undefined
  /** As the tool has them, without a classification. */
  readonly tags?: readonly string[] | undefined
}

export interface DashboardItem extends Item {
  readonly dashboardType?: 'Dashboard' | 'Report' | undefined
  /** Names of charts, in the order of the dashboard. */
  readonly charts?: readonly string[] | undefined
}

export interface ChartItem extends Item {
  readonly chartType?: string | undefined
}

export interface Found {
  /** "Superset export", "answer of Grafana". */
  readonly what: string
  readonly dashboards: readonly DashboardItem[]
  readonly charts: readonly ChartItem[]
  /** "from 2 databases". */
  readonly besides?: string | undefined
  readonly fields: readonly FieldNote[]
  readonly leftOut: readonly string[]
}

export interface Native {
  /** As services name it (`serviceType`). */
  readonly tool: string
  /** Undefined where none of the files is of this tool. Throws `FileProblem` for what is, and cannot be read. */
  read(documents: readonly Document[], options: ReadOptions): Found | undefined
}

export type Tree = Readonly<Record<string, unknown>>

export const treeOf = (value: unknown): Tree => (isRecord(value) ? value : {})
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const treesOf = (value: unknown): readonly Tree[] => listOf(value).filter(isRecord)

/** A text that says something; numbers are texts to whoever names things by them. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

export const textsOf = (value: unknown): string[] => listOf(value).flatMap((one) => textOf(one) ?? [])

/** The documents that are trees, each with where it is from. */
export const treesIn = (documents: readonly Document[]): { readonly path: string; readonly value: unknown }[] =>
  documents.flatMap((document) => (document.kind === 'tree' ? [{ path: document.path, value: document.value }] : []))

/** Members in which APIs put their rows. */
const envelopes = ['data', 'result', 'results', 'value', 'items', 'dashboards', 'rows', 'response'] as const

/** The things in a document: itself, the items of a list, or what is in an envelope. */
export function thingsIn(value: unknown, depth = 2): readonly Tree[] {
  if (Array.isArray(value)) return treesOf(value)
  if (!isRecord(value)) return []
  const inner = depth === 0 ? [] : envelopes.flatMap((member) => thingsIn(value[member], depth - 1))
  return [value, ...inner]
}

/** The things in all documents that are trees. */
export const thingsOf = (documents: readonly Document[]): readonly Tree[] =>
  treesIn(documents).flatMap(({ value }) => thingsIn(value))

/** Said by whoever vouches for it, in the words of the tool. */
export const withCertification = (
  description: string | undefined,
  said: string | undefined,
  details?: string | undefined,
): string | undefined =>
  said === undefined
    ? description
    : [description, `${said}${details === undefined ? '' : `: ${details}`}`]
        .filter((part) => part !== undefined)
        .join('\n\n')

/** "3 text cards" where there are any. */
export const leftOutOf = (count: number, one: string, many?: string): string[] =>
  count === 0 ? [] : [counted(count, one, many)]

/** Notes on fields, written down shortly: from, to. */
export const fieldNotes = (
  of: FieldNote['of'],
  pairs: readonly (readonly [from: string, to: string | null, note?: string])[],
): FieldNote[] => pairs.map(([from, to, note]) => ({ of, from, to, ...(note !== undefined && { note }) }))
