import { InlineCode } from '@/components/docs/inline-code'
import { SchemaView } from '@/components/docs/schema-view'
import { CodeBlock } from '@/components/ui/code-block'
import type { ResponseObject } from '@/lib/model/wire/openapi'

/** Every status a call can answer with, what it means and what comes along. */
export function ResponseList({ responses }: { responses: readonly (readonly [string, ResponseObject])[] }) {
  return (
    <dl className="divide-y divide-line">
      {responses.map(([status, { description, headers = {}, content = {} }]) => {
        const named = Object.entries(headers).flatMap(([name, header]) =>
          'description' in header ? [[name, header.description] as const] : [],
        )
        return (
          <div key={status} className="grid gap-x-6 py-2 sm:grid-cols-[3rem_minmax(0,1fr)]">
            <dt className="font-medium font-mono text-sm tabular-nums leading-5">{status}</dt>
            <dd className="min-w-0 text-sm">
              <p>
                <InlineCode text={description} />
              </p>
              {named.map(([name, meaning]) => (
                <p key={name} className="text-muted">
                  <code className="font-mono text-xs">{name}</code> <InlineCode text={meaning} />
                </p>
              ))}
              {Number(status) >= 400
                ? null
                : Object.entries(content).map(([mediaType, { schema, example }]) => (
                    <div key={mediaType} className="grid gap-2">
                      <SchemaView schema={schema} />
                      {example === undefined ? null : (
                        <CodeBlock code={JSON.stringify(example, null, 2)} label={`Body of a ${status}`} />
                      )}
                    </div>
                  ))}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
