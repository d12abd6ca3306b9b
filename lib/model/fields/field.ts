/**
 * What people and programs have to know of one member of an entity, in one place: its kind, its name on screen and in
 * files, who may change it. Plain data, so that a server can hand it to a screen; how values of a kind behave is in a
 * file per kind beside this one (decision 017).
 */
import type { CustomProperty, PropertyUse } from '@/lib/model/entities/custom-property'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Operation } from '@/lib/model/rules/access'
import { isRecord } from '@/lib/model/rules/is-record'

export type KindName =
  /** One line. */
  | 'text'
  /** Lines and spaces count. */
  | 'plain'
  | 'code'
  | 'markdown'
  | 'url'
  /** An address with a text of its own. */
  | 'link'
  /** Several of them. */
  | 'links'
  | 'number'
  | 'flag'
  /** Unix epoch milliseconds. */
  | 'moment'
  | 'interval'
  /** One of a few words. */
  | 'choice'
  | 'choices'
  /** Words in an order. */
  | 'words'
  | 'reference'
  | 'references'
  /** Users and teams, by id. */
  | 'people'
  | 'tags'
  | 'certification'
  | 'table'
  /** A colour and an icon. */
  | 'style'
  /** Service and name in one. */
  | 'fqn'
  /** Custom properties together. */
  | 'extension'
  /** What only programs read and write. */
  | 'object'

/** Labels are one member and three things to people, each with a right of its own. */
export type LabelPart = 'tags' | 'tier' | 'terms'

export interface Field {
  /** In a draft: a member, a part of one, or `extension:reviewed` for a custom property. */
  readonly name: string
  /** In files and recorded changes: `owners`, `extension.reviewed`. */
  readonly key: string
  /** Of the document that it is kept in. */
  readonly member: string
  readonly kind: KindName
  readonly label: string
  readonly help: string
  /** The right it takes to change it. */
  readonly edit: Operation
  /** Only the server says it. A patch leaves what it is identified by, and skips what the server records. */
  readonly managed?: 'identity' | 'record' | undefined
  /** A create request may give it. */
  readonly isGiven: boolean
  readonly isRequired: boolean
  /** What it is once stored, it stays. */
  readonly isSettled: boolean
  /** Stored without a version of its own when it alone changes. */
  readonly isSilent: boolean
  readonly isSealed: boolean
  /** Ingestion and older clients write it; no form or file offers it. */
  readonly forPrograms: boolean
  /** Has a place of its own on a page, besides the facts. */
  readonly isApart?: boolean | undefined
  /** What other tools call it, compared without case, spaces and punctuation. */
  readonly aliases: readonly string[]
  /** In the template for imports. */
  readonly example?: string | undefined
  readonly choices?: readonly string[] | undefined
  /** Choices that people know by another name. */
  readonly choiceLabels?: Readonly<Record<string, string>> | undefined
  /** What a reference may be to; nothing for anything. */
  readonly types?: readonly EntityType[] | undefined
  /** How a request names what it refers to. */
  readonly by?: 'fqn' | 'reference' | 'id' | 'none' | undefined
  /** Lists hold objects with the reference under this name: related terms of a term. */
  readonly wrappedAs?: string | undefined
  readonly part?: LabelPart | undefined
  /** Of a table. */
  readonly columns?: readonly string[] | undefined
  /** Of a date kept as text: `yyyy-MM-dd`. */
  readonly format?: string | undefined
  readonly property?: CustomProperty | undefined
  /** What lists and pages make of the property; known where it matters to them. */
  readonly use?: PropertyUse | undefined
}

/** What a schema cannot say of a member. What is not said is derived (`define-fields.ts`). */
export type FieldFacts = Partial<
  Pick<
    Field,
    'kind' | 'label' | 'help' | 'edit' | 'managed' | 'forPrograms' | 'isApart' | 'aliases' | 'example' | 'choiceLabels'
  >
>

/** Fields by name, in the order in which people are shown them. A definition has them (`EntityDefinition.members`). */
export interface WithMembers {
  readonly members: ReadonlyMap<string, Field>
}

/** A definition for a form that asks for some things alone, in their order. */
export const withOnly = <Def extends WithMembers>(def: Def, names: readonly string[]): Def => ({
  ...def,
  members: new Map(
    names.flatMap((name) => {
      const field = def.members.get(name)
      return field === undefined ? [] : [[name, field] as const]
    }),
  ),
})

/** Do forms mark it as required: nothing is stored without it, or what is stored is incomplete (decision 055)? */
export const isAskedFor = ({ isRequired, use }: Pick<Field, 'isRequired' | 'use'>): boolean =>
  isRequired || use?.isRequired === true

/** "Display name" for `displayName`. */
export function labelFrom(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What a form asks for. `extension` goes along as it is stored; its properties are fields of their own. */
export const formFields = ({ members }: WithMembers, { isNew }: { isNew: boolean }): Field[] =>
  [...members.values()].filter(
    (field) =>
      field.managed === undefined &&
      !field.forPrograms &&
      field.by !== 'none' &&
      field.kind !== 'object' &&
      (isNew ? field.isGiven : !field.isSettled),
  )

/** What a form has to read of an entity before it may change it: what is not read looks as if it were not there. */
export const fieldsToRead = (def: WithMembers): string =>
  [
    ...new Set(
      formFields(def, { isNew: false }).flatMap(({ by, kind, member }) =>
        by !== undefined || kind === 'tags' || kind === 'extension' ? [member] : [],
      ),
    ),
  ].join(',')

const nothingKnown: Omit<Field, 'name' | 'key' | 'label'> = {
  member: '',
  kind: 'object',
  help: '',
  edit: 'EditAll',
  isGiven: false,
  isRequired: false,
  isSettled: true,
  isSilent: false,
  isSealed: false,
  forPrograms: true,
  aliases: [],
}

/** By name, or by the key that recorded changes have. Of a property that is gone, only its name is known. */
export function fieldOf({ members }: WithMembers, name: string): Field {
  const key = name.replace(/^extension\."(.*)"$/s, 'extension.$1')
  const known = members.get(name) ?? [...members.values()].find((field) => field.key === key)
  if (known !== undefined) return known
  const label = key.startsWith('extension.') ? key.slice('extension.'.length) : labelFrom(key)
  return { ...nothingKnown, name: key, key, member: key.split('.')[0] ?? key, label }
}

/** The stored value of a field, custom properties among them. Of one whose property is gone, its key is all there is. */
export function storedValue(field: Field, entity: Readonly<Record<string, unknown>> | undefined): unknown {
  const value = entity?.[field.member]
  const { wrappedAs } = field
  if (wrappedAs !== undefined && Array.isArray(value))
    return value.map((item) => (isRecord(item) && wrappedAs in item ? item[wrappedAs] : item))
  if (field.member !== 'extension' || field.key === 'extension') return value
  return isRecord(value) ? value[field.property?.name ?? field.key.slice('extension.'.length)] : undefined
}

export const fieldLabel = (def: WithMembers, name: string): string => fieldOf(def, name).label

/** The same inside a sentence: "Applied: display name, source URL." A custom property keeps the name it was given. */
export function fieldWord(def: WithMembers, name: string): string {
  const { label, member } = fieldOf(def, name)
  return member === 'extension' && label !== 'Custom properties' ? label : inSentence(label)
}

/** "Source URL" keeps its capitals. */
export const inSentence = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "a", "a and b", "a, b and c". */
export const sentenceList = (words: readonly string[]): string => conjunction.format(words)
