import { badRequest } from '@/lib/model/wire/errors'

/** OpenMetadata's text for a password that is refused. */
export const weakPassword =
  'Password must be of minimum 8 characters, with one special, one Upper, one lower case character, and one Digit.'

export const passwordLengthMax = 256

/** What a link for a password is for, as it is kept: the id of the person stands at the end. */
export const linkPurpose = 'password of '

/** Letters and digits of any script count; a space is no special character. */
export const isGoodPassword = (password: string): boolean =>
  password.length >= 8 &&
  password.length <= passwordLengthMax &&
  /\p{Lu}/u.test(password) &&
  /\p{Ll}/u.test(password) &&
  /\p{Nd}/u.test(password) &&
  /[^\p{L}\p{N}\s]/u.test(password)

/** Throws 400 in OpenMetadata's words. */
export function requireGoodPassword(password: string, field = 'password'): void {
  if (isGoodPassword(password)) return
  throw badRequest(weakPassword, { fields: [{ path: `/${field}`, message: weakPassword }] })
}
