import 'server-only'
import { readEnvironment } from '@/lib/environment'

/** The settings, parsed once per copy of this module; `lib/environment.ts` says what there is. */
export const env = readEnvironment(process.env)
