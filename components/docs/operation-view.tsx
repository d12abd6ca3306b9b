import type { ReactNode } from 'react'
import { ExampleTabs, type WrittenExample } from '@/components/docs/example-tabs'
import { InlineCode } from '@/components/docs/inline-code'
import { MethodBadge } from '@/components/docs/method-badge'
import { ResponseList } from '@/components/docs/response-list'
import { componentsBelow } from '@/components/docs/schema-text'
import { Row, SchemaPanel, SchemaType } from '@/components/docs/schema-view'
import { TryIt } from '@/components/docs/try-it'
import { PageHeader } from '@/components/shell/page-header'
import { CopyButton } from '@/components/ui/copy-button'
import type {
  JsonSchema,
  OpenApi,
  OperationObject,
  Parameter,
  Reference,
  ResponseObject,
} from '@/lib/model/wire/openapi'

interface OperationViewProps {
  document: OpenApi
  method: string
  path: string
  operation: OperationObject
  examples: readonly WrittenExample[]
  /** Variables of the examples with what they stand for. */
  variables: readonly (readonly [name: string, meaning: string])[]
  /** What the try-it box starts with. */
  exampleBody: unknown
  signedIn: boolean
}

/** Everything about one call: what it takes, what it gives, how it is written, and a box to send it. */
export function OperationView(props: OperationViewProps) {
  const { document, method, path, operation, examples, variables, exampleBody, signedIn } = props
  const parameters = (operation.parameters ?? []).map((one) => resolved<Parameter>(one, document))
  const responses = Object.entries(operation.responses).map(
    ([status, one]) => [status, resolved<ResponseObject>(one, document)] as const,
  )
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const schemas = componentsBelow(
    [
      ...(body === undefined ? [] : [body.schema]),
      // Errors look alike everywhere, so they are shown once, on the first page.
      ...responses.flatMap(([status, { content }]) => (Number(status) < 400 ? schemasOf(content) : [])),
    ],
    document,
  )
  const isPublic = operation.security.length === 0
  return (
    <>
      <PageHeader title={operation.summary} breadcrumb={[{ label: 'API', href: '/docs/api' }]} className="xl:max-w-6xl">
        <p className="flex min-w-0 items-center gap-2">
          <MethodBadge method={method} />
          <code className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">/api{path}</code>
          <CopyButton text={`/api${path}`} label="Copy path" />
        </p>
        <div className="grid max-w-[68ch] gap-2 pt-2 pb-3 text-base">
          {operation.description?.split('\n\n').map((paragraph) => (
            <p key={paragraph}>
              <InlineCode text={paragraph} />
            </p>
          ))}
          <p className="text-muted">{isPublic ? 'Needs no sign-in.' : 'Needs sign-in.'}</p>
        </div>
      </PageHeader>
      <div className="grid gap-x-10 gap-y-8 px-page pb-16 xl:max-w-6xl xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="grid min-w-0 content-start gap-8">
          {parameters.length === 0 ? null : (
            <Section title="Parameters">
              {(['path', 'query', 'header'] as const).map((place) => {
                const those = parameters.filter((one) => one.in === place)
                return those.length === 0 ? null : (
                  <div key={place} className="pt-2">
                    <h3 className="font-medium text-muted text-xs">{placeNames[place]}</h3>
                    <dl className="divide-y divide-line">
                      {those.map((one) => (
                        <Row key={one.name} {...one} description={one.description} />
                      ))}
                    </dl>
                  </div>
                )
              })}
            </Section>
          )}
          {body === undefined ? null : (
            <Section title="Body">
              <p className="pb-1 text-muted text-sm">
                {bodyType}
                {operation.requestBody?.required === true ? ', required' : ', may be left out'}:{' '}
                <SchemaType schema={body.schema} />
              </p>
            </Section>
          )}
          <Section title="Answers">
            <ResponseList responses={responses} />
          </Section>
          {schemas.length === 0 ? null : (
            <Section title="Schemas">
              {schemas.map((name) => (
                <SchemaPanel key={name} name={name} schema={document.components.schemas[name] ?? {}} />
              ))}
            </Section>
          )}
        </div>
        <div className="grid min-w-0 content-start gap-8 max-xl:row-start-1">
          <Section title="Example">
            <ExampleTabs examples={examples} />
            {variables.length === 0 ? null : (
              <dl className="grid gap-1 pt-3 text-sm">
                {variables.map(([name, meaning]) => (
                  <div key={name}>
                    <dt className="inline font-mono text-xs">{name}</dt>
                    <dd className="inline text-muted"> {<InlineCode text={meaning} />}</dd>
                  </div>
                ))}
              </dl>
            )}
          </Section>
          <Section title="Try it">
            <TryIt
              key={operation.operationId}
              method={method}
              path={path}
              parameters={parameters.map((one) => ({
                name: one.name,
                in: one.in,
                required: one.required,
                start: one.in !== 'path' && one.example !== undefined ? String(one.example) : '',
                choices: one.schema.enum?.map(String),
              }))}
              body={
                body === undefined || bodyType === undefined
                  ? undefined
                  : { mediaType: bodyType, text: JSON.stringify(exampleBody, null, 2) ?? '' }
              }
              needsSignIn={!isPublic}
              signedIn={signedIn}
              here={`/docs/api/${operation.operationId}`}
            />
          </Section>
        </div>
      </div>
    </>
  )
}

const placeNames = { path: 'In the path', query: 'In the query', header: 'Headers' } as const

const schemasOf = (content: ResponseObject['content']): JsonSchema[] =>
  Object.values(content ?? {}).map(({ schema }) => schema)

function resolved<T extends Parameter | ResponseObject>(given: T | Reference, { components }: OpenApi): T {
  if (!('$ref' in given)) return given
  const [, , kind = '', name = ''] = given.$ref.split('/')
  const group = components[kind as keyof typeof components] // our references lead to a group of ours
  return group[name] as T // and to one of its kind
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="border-line border-b pb-1.5 font-semibold text-base">{title}</h2>
      <div className="min-w-0 pt-2">{children}</div>
    </section>
  )
}
