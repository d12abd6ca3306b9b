import type { OperationObject, Parameter, Reference } from '@/lib/model/wire/openapi'

type Paths = Record<string, Record<string, OperationObject>>

/** Parameters that several operations have become components, which makes the description a good deal shorter. */
export function shareParameters(paths: Paths): {
  readonly paths: Paths
  readonly parameters: Record<string, Parameter>
} {
  const operations = Object.values(paths).flatMap((item) => Object.values(item))
  const seen = new Map<string, number>()
  for (const { parameters = [] } of operations) {
    for (const parameter of parameters) {
      const text = JSON.stringify(parameter)
      seen.set(text, (seen.get(text) ?? 0) + 1)
    }
  }
  const parameters: Record<string, Parameter> = {}
  const names = new Map<string, string>()
  const refer = (parameter: Parameter | Reference): Parameter | Reference => {
    const text = JSON.stringify(parameter)
    if ('$ref' in parameter || (seen.get(text) ?? 0) < 2) return parameter
    const name = names.get(text) ?? freeName(parameter.name, parameters)
    names.set(text, name)
    parameters[name] = parameter
    return { $ref: `#/components/parameters/${name}` }
  }
  const shared = Object.entries(paths).map(([path, item]) => [
    path,
    Object.fromEntries(
      Object.entries(item).map(([method, operation]) => [
        method,
        { ...operation, ...(operation.parameters && { parameters: operation.parameters.map(refer) }) },
      ]),
    ),
  ])
  return { paths: Object.fromEntries(shared), parameters }
}

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  for (let suffix = 1; ; suffix += 1) {
    const candidate = suffix === 1 ? name : `${name}-${suffix}`
    if (!(candidate in taken)) return candidate
  }
}
