/** The framework's door to the API; the server process has one of its own that reaches the same function. */
import { answer } from '@/lib/http/route'

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
}
