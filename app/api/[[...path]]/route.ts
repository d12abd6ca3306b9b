/** The framework's door to the API; the server process has one of its own that reaches the same function. */
import { readable } from '@/lib/app/whole-body'
import { answer } from '@/lib/http/route'

/** The framework gives a second argument that is none of ours. */
const handle = async (request: Request): Promise<Response> => readable(await answer(request))

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
}
