/** Imported for its effect, before the first schema: zod would try `new Function`, which a page's security policy reports. */
import { config } from 'zod/v4/core'

if (typeof window !== 'undefined') config({ jitless: true })
