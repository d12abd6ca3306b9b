import '@/lib/model/rules/without-eval'
import { z } from 'zod'
import { isGoodPassword, passwordLengthMax } from '@/lib/model/rules/password'

/** Shown under every field for a new password. */
export const passwordRule =
  'At least 8 characters, with an upper-case and a lower-case letter, a digit and a special character.'

/** A new password by that rule; what is typed to sign in is never checked against it. */
export const newPassword = z
  .string()
  .max(passwordLengthMax, `At most ${passwordLengthMax} characters.`)
  .refine(isGoodPassword, passwordRule)
