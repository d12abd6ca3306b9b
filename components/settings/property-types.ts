/** What a custom property can be, in words, and what has to be said of it besides. */
import { isRecord } from '@/lib/model/rules/is-record'

export interface PropertyType {
  readonly value: string
  readonly label: string
  /** What its setting is called: a list of lines, types of things, or one line. */
  readonly setting?: { readonly label: string; readonly help: string; readonly kind: 'lines' | 'types' | 'text' }
}

export const propertyTypes: readonly PropertyType[] = [
  { value: 'string', label: 'Text' },
  { value: 'markdown', label: 'Text in Markdown' },
  { value: 'integer', label: 'Whole number' },
  { value: 'number', label: 'Number' },
  {
    value: 'enum',
    label: 'Choice',
    setting: { label: 'Allowed values', help: 'One a line, in the order in which they are offered.', kind: 'lines' },
  },
  { value: 'email', label: 'Email address' },
  { value: 'hyperlink-cp', label: 'Link' },
  {
    value: 'date-cp',
    label: 'Date',
    setting: { label: 'Format', help: 'Such as yyyy-MM-dd.', kind: 'text' },
  },
  {
    value: 'dateTime-cp',
    label: 'Date and time',
    setting: { label: 'Format', help: 'Such as yyyy-MM-dd HH:mm:ss.', kind: 'text' },
  },
  { value: 'time-cp', label: 'Time', setting: { label: 'Format', help: 'Such as HH:mm:ss.', kind: 'text' } },
  { value: 'timestamp', label: 'Moment' },
  { value: 'timeInterval', label: 'Interval' },
  { value: 'duration', label: 'Duration' },
  { value: 'sqlQuery', label: 'SQL' },
  {
    value: 'table-cp',
    label: 'Table',
    setting: { label: 'Columns', help: 'One a line.', kind: 'lines' },
  },
  {
    value: 'entityReference',
    label: 'One thing of the catalogue',
    setting: { label: 'Types', help: 'Of what it may be, such as user or dashboard.', kind: 'types' },
  },
  {
    value: 'entityReferenceList',
    label: 'Things of the catalogue',
    setting: { label: 'Types', help: 'Of what it may be, such as user or dashboard.', kind: 'types' },
  },
]

/** Nothing in a list is found by their values, so that nobody counts them. */
export const uncounted: ReadonlySet<string> = new Set(['table-cp', 'timeInterval'])

export const linesIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

/** The setting as it is kept, from what is typed. */
export function configOf(type: string, text: string, isMany: boolean): unknown {
  const setting = propertyTypes.find(({ value }) => value === type)?.setting
  if (setting === undefined) return undefined
  if (setting.kind === 'text') return text.trim()
  if (type === 'enum') return { values: linesIn(text), multiSelect: isMany }
  return type === 'table-cp' ? { columns: linesIn(text) } : linesIn(text)
}

/** The same, the other way round. */
export function settingIn(config: unknown): { readonly text: string; readonly isMany: boolean } {
  if (typeof config === 'string') return { text: config, isMany: false }
  if (Array.isArray(config)) return { text: config.join('\n'), isMany: false }
  if (!isRecord(config)) return { text: '', isMany: false }
  const lines = config.values ?? config.columns
  return { text: Array.isArray(lines) ? lines.join('\n') : '', isMany: config.multiSelect === true }
}
