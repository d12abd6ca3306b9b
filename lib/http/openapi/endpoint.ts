import type { Method, Operation } from '@/lib/http/operation'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'

/** One operation where it is served. */
export interface Endpoint {
  readonly method: Method
  /** As clients send it, below `/api`: `/v1/services/dashboardServices/{id}`. */
  readonly path: string
  readonly operation: Operation
  /** The type of entity that the path is for. */
  readonly def?: EntityDefinition
}
