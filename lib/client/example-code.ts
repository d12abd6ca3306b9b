/**
 * An example of the documentation as code that runs as it stands: by curl, by Node, by Python with nothing but its
 * standard library. What only the reader knows comes from the environment.
 */
import { indent, pythonValue, scriptText, shellWord } from '@/lib/client/code-text'
import { type ExampleRequest, replaceVariables, variableIn } from '@/lib/model/wire/example-request'

export interface ExampleLanguage {
  readonly name: 'curl' | 'TypeScript' | 'Python'
  /** `origin` is `https://host`, without a slash at the end. */
  write(request: ExampleRequest, origin: string): string
}

export const exampleLanguages: readonly ExampleLanguage[] = [
  { name: 'curl', write: curl },
  { name: 'TypeScript', write: typescript },
  { name: 'Python', write: python },
]

const hasVariable = (address: string): boolean => address.includes('$')

function curl({ method, address, headers, body, signedIn }: ExampleRequest, origin: string): string {
  const url = `${origin}${address}`
  // Within single quotes a shell replaces nothing, so variables stand between two such texts.
  const data = shellWord(JSON.stringify(body, null, 2) ?? '').replaceAll(/"(\$[A-Z][A-Z0-9_]*)"/g, `"'"$1"'"`)
  return [
    `curl --fail-with-body${method === 'GET' ? '' : ` -X ${method}`}`,
    hasVariable(address) ? `"${url}"` : shellWord(url),
    ...(signedIn ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${data}`]),
  ].join(' \\\n  ')
}

const placeholder = (expression: string): string => `\${${expression}}`

function typescript({ method, address, headers, body, signedIn, answersJson }: ExampleRequest, origin: string): string {
  const url = hasVariable(address)
    ? `\`${origin}${replaceVariables(address, (name) => placeholder(`process.env.${name}`))}\``
    : scriptText(`${origin}${address}`)
  const json = JSON.stringify(body, null, 2)?.replaceAll(/"\$([A-Z][A-Z0-9_]*)"/g, 'process.env.$1')
  const given = [
    ...(signedIn ? [`Authorization: \`Bearer ${placeholder('process.env.TOKEN')}\``] : []),
    ...Object.entries(headers).map(([name, value]) => `'${name}': ${scriptText(value)}`),
  ]
  const options = [
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    ...(given.length === 0 ? [] : ['  headers: {', ...given.map((line) => `    ${line},`), '  },']),
    ...(json === undefined ? [] : [`  body: JSON.stringify(${indent(json, '  ')}),`]),
  ]
  return [
    options.length === 0 ? `const response = await fetch(${url})` : `const response = await fetch(${url}, {`,
    ...(options.length === 0 ? [] : [...options, '})']),
    'if (!response.ok) throw new Error(await response.text())',
    `console.log(await response.${answersJson ? 'json' : 'text'}())`,
  ].join('\n')
}

function python({ method, address, headers, body, signedIn, answersJson }: ExampleRequest, origin: string): string {
  const url = hasVariable(address)
    ? `f"${origin}${replaceVariables(address, (name) => `{os.environ['${name}']}`)}"`
    : JSON.stringify(`${origin}${address}`)
  const textOf = (text: string): string => {
    const variable = variableIn(text)
    return variable === undefined ? JSON.stringify(text) : `os.environ["${variable}"]`
  }
  const given = [
    ...(signedIn ? [`"Authorization": f"Bearer {os.environ['TOKEN']}"`] : []),
    ...Object.entries(headers).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`),
  ]
  const call = [
    `    ${url},`,
    ...(method === 'GET' ? [] : [`    method="${method}",`]),
    ...(given.length === 0 ? [] : ['    headers={', ...given.map((line) => `        ${line},`), '    },']),
    ...(body === undefined ? [] : [`    data=json.dumps(${indent(pythonValue(body, textOf), '    ')}).encode(),`]),
  ]
  const text = call.join('\n')
  const modules = [
    ...(answersJson || body !== undefined ? ['json'] : []),
    ...(text.includes('os.environ') ? ['os'] : []),
  ]
  return [
    ...modules.map((name) => `import ${name}`),
    'from urllib.request import Request, urlopen',
    '',
    'request = Request(',
    text,
    ')',
    'with urlopen(request) as response:',
    `    print(${answersJson ? 'json.load(response)' : 'response.read().decode()'})`,
  ].join('\n')
}
