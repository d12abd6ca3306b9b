/** What is done with many entities by one job, and with which (ours). */
import { z } from 'zod'
import { entityName } from '@/lib/model/entities/entity'
import { boundedList, boundedText, boundedValue, entityMax, textMax } from '@/lib/model/rules/bounds'
import {
  type MergeableCollection,
  type MovableCollection,
  mergeableTypes,
  movableTypes,
  type RenamableCollection,
  renamableTypes,
} from '@/lib/model/rules/renamable'
import { importable } from '@/lib/model/wire/import-mapping'
import { siteQuery } from '@/lib/model/wire/query'

/** Entities that one job is about. */
export const selectedMax = 100_000
/** Fields that one job edits. */
const editsMax = 50

/** Files that things are exported as. */
export const exportFormats = ['csv', 'xlsx', 'json', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What is said of the start of a CSV, wherever one is asked for. */
export const csvStart = {
  byteOrderMark:
    'Of a CSV: whether it begins with a byte order mark, by which spreadsheets know UTF-8 and over which some programs stumble',
  comment:
    'Of a CSV: whether its first line is a comment (`# …`) with the site, the day, the filter and the version of the columns; an import skips it',
} as const

export const editWays = ['set', 'add', 'remove', 'clear'] as const
export type EditWay = (typeof editWays)[number]

const fieldEdit = z
  .strictObject({
    field: boundedText(textMax.name).describe(
      'Such as `owners`, `domains`, `tags`, `tier`, `glossaryTerms`, `charts`, `displayName`, or `extension.costCenter`',
    ),
    how: z
      .enum(editWays)
      .describe('`set` replaces what is stored, `clear` takes all of it away; `add` and `remove` are for lists'),
    value: boundedValue(entityMax)
      .optional()
      .describe('As a `PATCH` has it: references as `[{"id": …, "type": …}]`, tags as `[{"tagFQN": …}]` or by name'),
  })
  .meta({ id: 'FieldEdit' })
export type FieldEdit = Readonly<z.output<typeof fieldEdit>>

const words = boundedText(textMax.fqn).optional()

const filter = z
  .strictObject({
    q: boundedText(500).optional().describe('Words that must occur in name, display name, FQN or description'),
    service: words.describe('Only what is in this service, by name'),
    owner: words.describe('User or team name; `none` for entities without owner'),
    tag: words.describe('Tag FQN; `none` for entities without tags'),
    domain: words.describe('Domain FQN; `none` for entities without a domain of their own'),
    dataProduct: words.describe('Data product FQN; `none` for entities in none'),
    below: z.enum(['true', 'false']).optional().describe('The owner, tag or domain stands for all below it, too'),
    importJob: z.uuid().optional().describe('Only what this job of the caller has written'),
    extension: siteQuery.shape.extension,
  })
  .describe('All that a list with these filters shows when the job is made; `{}` for everything')
export type SelectionFilter = z.output<typeof filter>

const note = boundedText(textMax.line).optional().describe('What it is for, to be read in the list of jobs')

const selected = {
  collection: z.enum(importable).default('dashboards'),
  ids: boundedList(z.uuid().toLowerCase(), selectedMax).min(1).optional().describe('These, by id'),
  filter: filter.optional(),
  note,
}

const owner = z.strictObject({ id: z.uuid().toLowerCase(), type: z.enum(['user', 'team']) })

export const selectionJob = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('edit').describe('Changes fields'),
      ...selected,
      edits: boundedList(fieldEdit, editsMax).min(1),
    }),
    z.strictObject({ kind: z.literal('delete').describe('Deletes softly, with what goes along'), ...selected }),
    z.strictObject({
      kind: z.literal('restore').describe('Brings back what was softly deleted, with what went along'),
      ...selected,
    }),
    z.strictObject({
      kind: z
        .literal('export')
        .describe('Makes a file of them, which `getJobFile` gives once it is made; nothing changes'),
      ...selected,
      format: z.enum(exportFormats).default('csv').describe('As `/x/exports` has them, with the same columns'),
      byteOrderMark: z.boolean().default(true).describe(csvStart.byteOrderMark),
      comment: z.boolean().default(false).describe(csvStart.comment),
    }),
    z.strictObject({
      kind: z.literal('rename').describe('Gives one thing another name; what lies below it follows'),
      collection: z.enum(Object.keys(renamableTypes) as RenamableCollection[]), // keys of a constant
      id: z.uuid().toLowerCase(),
      name: entityName,
      note,
    }),
    z.strictObject({
      kind: z.literal('move').describe('Puts one thing elsewhere; what lies below it goes along'),
      collection: z.enum(Object.keys(movableTypes) as MovableCollection[]), // keys of a constant
      id: z.uuid().toLowerCase(),
      to: z
        .uuid()
        .toLowerCase()
        .nullable()
        .describe('Below which other of its kind, or in which glossary or classification, by id; `null`: at the top'),
      note,
    }),
    z.strictObject({
      kind: z.literal('reassign').describe('Gives all that somebody owns, of whatever type, to somebody else'),
      from: owner,
      to: owner,
      note,
    }),
    z.strictObject({
      kind: z
        .literal('merge')
        .describe('Gives all that carries one label another one instead, and deletes the one softly'),
      collection: z.enum(Object.keys(mergeableTypes) as MergeableCollection[]), // keys of a constant
      id: z.uuid().toLowerCase(),
      into: z.uuid().toLowerCase().describe('The one of its kind that stays, by id'),
      note,
    }),
  ])
  .meta({ id: 'SelectionJob' })
type AnyJob = z.output<typeof selectionJob>
export type RenamingJob = Extract<AnyJob, { kind: 'rename' }>
export type MovingJob = Extract<AnyJob, { kind: 'move' }>
export type ReassigningJob = Extract<AnyJob, { kind: 'reassign' }>
export type ExportingJob = Extract<AnyJob, { kind: 'export' }>
export type MergingJob = Extract<AnyJob, { kind: 'merge' }>
export type SelectionJob = Extract<AnyJob, { kind: 'edit' | 'delete' | 'restore' }>
type AnyRequest = z.input<typeof selectionJob>
export type RenamingRequest = Extract<AnyRequest, { kind: 'rename' }>
export type MovingRequest = Extract<AnyRequest, { kind: 'move' }>
export type MergingRequest = Extract<AnyRequest, { kind: 'merge' }>
export type ReassigningRequest = Extract<AnyRequest, { kind: 'reassign' }>
export type ExportingRequest = Extract<AnyRequest, { kind: 'export' }>
/** What is asked of one thing, and looked at before it is done. */
export type OneThingRequest = RenamingRequest | MovingRequest | MergingRequest
export type SelectionRequest = Extract<AnyRequest, { kind: 'edit' | 'delete' | 'restore' }>
