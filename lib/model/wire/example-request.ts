/** A request as documentation shows it. `$NAME` in it stands for something that only the reader's catalogue knows. */
export interface ExampleRequest {
  readonly method: string
  /** Below the origin and encoded, so that a `$` begins a variable: `/api/v1/dashboards/$DASHBOARD_ID`. */
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  /** Texts that are a variable as a whole are one. */
  readonly body?: unknown
  readonly signedIn: boolean
  readonly answersJson: boolean
}

const name = '[A-Z][A-Z0-9_]*'

/** The name when the whole text is a variable: `$NAME`. */
export const variableIn = (text: string): string | undefined => new RegExp(`^\\$(${name})$`).exec(text)?.[1]

/** Every variable of an address replaced by what `to` gives for its name. */
export const replaceVariables = (address: string, to: (name: string) => string): string =>
  address.replaceAll(new RegExp(`\\$(${name})`, 'g'), (_variable, found: string) => to(found))

/** Names of all variables in a request, in order. */
export function variablesOf({ address, body, signedIn }: ExampleRequest): string[] {
  const found = new Set(signedIn ? ['TOKEN'] : [])
  replaceVariables(address, (variable) => {
    found.add(variable)
    return ''
  })
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const variable = variableIn(value)
      if (variable !== undefined) found.add(variable)
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  visit(body)
  return [...found]
}
