import { formatMarkdown } from '@/lib/http/markdown-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ POST: formatMarkdown })
