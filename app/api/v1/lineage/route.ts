import { addLineage, addLineageSchema } from '@/lib/entities/lineage'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  PUT: async (call) => {
    const { fromEntity, toEntity, description, lineageDetails } = (await call.body(addLineageSchema)).edge
    await addLineage(
      fromEntity,
      toEntity,
      { ...lineageDetails, ...(description !== undefined && { description }) },
      call.ctx,
    )
    return new Response(null, { status: 200 })
  },
})
