import { putProgress, readProgress } from '@/lib/http/pipeline-routes'
import { handlersFor } from '@/lib/http/route'
import { ingestionPipelines } from '@/lib/model/ingestion-pipeline'

export const { GET, POST, PUT, PATCH, DELETE } = handlersFor(ingestionPipelines, {
  GET: readProgress,
  PUT: putProgress,
})
