/** What a name that rows have, and the catalogue has not, says of the thing that is to be made. */
import { splitFqn, unquoteName } from '@/lib/model/rules/fqn'
import type { JobProblem } from '@/lib/model/wire/job'

/** Without the quotes; a name that only looks like a fully qualified one is a single part. */
function partsOf(said: string): readonly string[] {
  try {
    return splitFqn(said).map(unquoteName)
  } catch {
    return [said]
  }
}

interface TagName {
  readonly classification: string
  readonly name: string
}

/** `PII.None` says its classification; what stands alone does not. */
export function tagIn(said: string): TagName {
  const parts = partsOf(said)
  const [first = '', second] = parts
  return parts.length === 2 && second !== undefined
    ? { classification: first, name: second }
    : { classification: '', name: parts.at(-1) ?? said }
}

/** `Finance.Risk` stands below `Finance`; that comes back as it was said. */
export function domainIn(said: string): { readonly name: string; readonly parent?: string } {
  const name = partsOf(said).at(-1) ?? said
  try {
    const above = splitFqn(said).slice(0, -1)
    return above.length === 0 ? { name } : { name, parent: above.join('.') }
  } catch {
    return { name }
  }
}

/** `grafana.Sales.Q3` is in the service `grafana`, which comes back as it was said, and is called `Sales.Q3`. */
export function chartIn(said: string): { readonly service: string; readonly name: string } {
  try {
    const [service = '', ...rest] = splitFqn(said)
    return rest.length === 0 ? { service: '', name: said } : { service, name: rest.map(unquoteName).join('.') }
  } catch {
    return { service: '', name: said }
  }
}

/** Why a chart cannot be made yet: rows that name a service which there is not may mean another one, and other charts. */
export function waitsForService(chart: string, problems: readonly JobProblem[]): string | undefined {
  const service = unquoteName(chartIn(chart).service)
  const isMissing = problems.some(
    ({ cause }) => cause.kind === 'missing' && cause.type === 'dashboardService' && unquoteName(cause.key) === service,
  )
  return isMissing ? `There is no service ${service}: create it, or say which one is meant, first.` : undefined
}

export interface PersonGuess {
  readonly name: string
  readonly displayName: string
  readonly email: string
}

/** `ana@example.com`, `Lopez, Ana`, `Ana Lopez` and `ana` each say something else of somebody. */
export function personIn(said: string): PersonGuess {
  const text = said.trim()
  if (/^\S+@\S+$/.test(text)) return { name: text.split('@')[0] ?? text, displayName: '', email: text }
  const [last = '', first] = text.split(',').map((part) => part.trim())
  const whole = first === undefined || first === '' ? text : `${first} ${last}`
  if (!whole.includes(' ')) return { name: whole, displayName: '', email: '' }
  return { name: whole.toLowerCase().replaceAll(/[\s:]+/g, '.'), displayName: whole, email: '' }
}
