/** What somebody typed into the boxes → address and headers of the request. */

export interface TryParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  /** What the box holds at first. */
  readonly start: string
  /** The only values there are. */
  readonly choices?: readonly string[] | undefined
}

export type Given = Readonly<Record<string, string>>

/** Boxes left empty are not sent. */
export function requestFrom(path: string, parameters: readonly TryParameter[], given: Given) {
  const filled = (place: TryParameter['in']) =>
    parameters.flatMap(({ name, in: where }): [string, string][] => {
      const value = given[name] ?? ''
      return where === place && value !== '' ? [[name, value]] : []
    })
  const values = Object.fromEntries(filled('path'))
  const address = path.replaceAll(/\{(\w+)\}/g, (_part, name: string) => encodeURIComponent(values[name] ?? ''))
  const query = new URLSearchParams(filled('query')).toString()
  return { address: `/api${address}${query === '' ? '' : `?${query}`}`, headers: Object.fromEntries(filled('header')) }
}
