import { describeApi } from '@/lib/http/openapi/document'
import { endpoints } from '@/lib/http/openapi/paths'
import type { OpenApi } from '@/lib/model/wire/openapi'

let known: OpenApi | undefined

/** The description as an object, for pages; worked out once. */
export function apiDescription(): OpenApi {
  known ??= describeApi(endpoints)
  return known
}
