/**
 * Answers whose body is known as a whole: the server process writes its bytes as they are. Putting them into a stream, only
 * to read them back from there, costs more than the headers of an answer, and for a page of a list as much as finding it.
 * The application's copies of this module and the process's own know each other's.
 */
const key = Symbol.for('dashcat.wholeBody')

type Whole = Response & { [key]?: Uint8Array<ArrayBuffer> }

/** An answer that has these bytes beside it, and no body of its own. */
export function withWholeBody(bytes: Uint8Array<ArrayBuffer>, init?: ResponseInit): Response {
  const whole: Whole = new Response(null, init)
  whole[key] = bytes
  return whole
}

/** Undefined where the answer comes in parts, or was made otherwise. */
export const wholeBodyOf = (response: Whole): Uint8Array<ArrayBuffer> | undefined => response[key]

/** The same answer for who reads bodies as the web has them. */
export function readable(response: Response): Response {
  const bytes = wholeBodyOf(response)
  return bytes === undefined ? response : new Response(bytes, response)
}
