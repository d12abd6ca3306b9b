import { handlers } from '@/lib/http/route'
import { notFound } from '@/lib/model/errors'
import { testConnectionDefinition } from '@/lib/model/test-connection'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  GET: async (call) => {
    const fqn = call.param('fqn')
    const definition = testConnectionDefinition(fqn)
    if (definition === undefined) throw notFound('testConnectionDefinition', fqn)
    return Response.json(definition)
  },
})
