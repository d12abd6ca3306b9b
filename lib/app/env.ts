import 'server-only'
import { readEnvironment } from '@/lib/app/environment'

/** The settings, parsed once per copy of this module; `lib/app/environment.ts` says what there is. */
export const env = readEnvironment(process.env)
