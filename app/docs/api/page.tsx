import type { Metadata } from 'next'
import { listedOperations } from '@/app/docs/api/listed-operations'
import { InlineCode } from '@/components/docs/inline-code'
import { OperationList } from '@/components/docs/operation-list'
import { SchemaPanel } from '@/components/docs/schema-view'
import { PageHeader } from '@/components/shell/page-header'
import { apiDescription } from '@/lib/http/openapi/api-description'

export const metadata: Metadata = { title: 'API' }

const basics = [
  'Everything is below `/api/v1` and speaks JSON. The API is that of OpenMetadata, so its clients work with this server; what is ours besides is marked so.',
  'Calls are made with a token in the header `Authorization: Bearer …`: from signing in, a personal access token, or the token of a bot.',
  'An error has a `code` (the HTTP status), an `errorType`, a `message`, and a `requestId` to look for in the log of the server; where it can, it says in `hint` what to do and in `fields` where the problems are.',
]

export default function ApiDocumentationPage() {
  const { schemas } = apiDescription().components
  return (
    <main id="content" tabIndex={-1} className="mx-auto min-w-0 max-w-4xl pb-16">
      <PageHeader title="API" count={`${listedOperations.length} calls`}>
        <div className="grid max-w-[68ch] gap-2 pt-1 text-base text-muted">
          {basics.map((paragraph) => (
            <p key={paragraph}>
              <InlineCode text={paragraph} />
            </p>
          ))}
          <p>
            The same as data:{' '}
            <a href="/api/v1/openapi.json" className="text-accent-text underline underline-offset-4">
              OpenAPI 3.1
            </a>
          </p>
        </div>
      </PageHeader>
      <div className="px-page pt-2">
        <OperationList operations={listedOperations} />
      </div>
      <section aria-labelledby="errors" className="px-page pt-10">
        <h2 id="errors" className="border-line border-b pb-1.5 font-semibold text-base">
          Errors
        </h2>
        {['Error', 'FieldProblem'].map((name) => (
          <SchemaPanel key={name} name={name} schema={schemas[name] ?? {}} />
        ))}
      </section>
    </main>
  )
}
