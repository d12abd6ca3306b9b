import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { OperationView } from '@/components/docs/operation-view'
import { exampleLanguages } from '@/lib/client/example-code'
import { apiUrlOf } from '@/lib/http/api-url'
import { apiDescription } from '@/lib/http/openapi/api-description'
import { exampleRequestOf, exampleVariables } from '@/lib/http/openapi/example-request'
import { endpoints } from '@/lib/http/openapi/paths'
import { currentActor } from '@/lib/http/page'
import { variablesOf } from '@/lib/model/wire/example-request'

interface OperationPageProps {
  params: Promise<{ operation: string }>
}

const endpointOf = async ({ params }: OperationPageProps) => {
  const { operation: id } = await params
  return endpoints.find(({ operation }) => operation.id === id)
}

export async function generateMetadata(props: OperationPageProps): Promise<Metadata> {
  const endpoint = await endpointOf(props)
  return { title: endpoint === undefined ? 'API' : `${endpoint.operation.summary} · API` }
}

export default async function OperationPage(props: OperationPageProps) {
  const endpoint = await endpointOf(props)
  const document = apiDescription()
  const operation = document.paths[endpoint?.path ?? '']?.[endpoint?.method.toLowerCase() ?? '']
  if (endpoint === undefined || operation === undefined) notFound()
  const origin = apiUrlOf(await headers()).replace(/\/api$/, '')
  const request = exampleRequestOf(endpoint)
  return (
    <OperationView
      document={document}
      method={endpoint.method}
      path={endpoint.path}
      operation={operation}
      examples={
        request === undefined
          ? []
          : exampleLanguages.map(({ name, write }) => ({ language: name, code: write(request, origin) }))
      }
      variables={
        request === undefined
          ? []
          : variablesOf(request).map((name) => [name, exampleVariables[name]?.meaning ?? ''] as const)
      }
      exampleBody={endpoint.operation.example?.body}
      signedIn={(await currentActor()) !== undefined}
    />
  )
}
