/** What members of an entity are called on screen: labels of forms, headings of differences, words of messages. */
const labels: Readonly<Record<string, string>> = {
  sourceUrl: 'Source URL',
  dashboardType: 'Type',
  chartType: 'Type',
  serviceType: 'Type',
  domains: 'Domain',
  dataModels: 'Data models',
  dataProducts: 'Data products',
  extension: 'Custom properties',
  entityStatus: 'Status',
}

/** "Display name" for `displayName`; a custom property by its own name. */
export function fieldLabel(field: string): string {
  const known = labels[field]
  if (known !== undefined) return known
  if (field.startsWith('extension.')) return field.slice('extension.'.length).replace(/^"(.*)"$/, '$1')
  const words = field.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The same inside a sentence: "Applied: display name, source URL." */
export function fieldWord(field: string): string {
  const label = fieldLabel(field)
  return field.startsWith('extension.') ? label : label.charAt(0).toLowerCase() + label.slice(1)
}

/** "a", "a and b", "a, b and c". */
export const sentenceList = (words: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)
