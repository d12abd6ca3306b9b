/**
 * Bytes that are the whole body of an answer, beside the answer: the server process writes them as they are and need not
 * read them back from a stream. The application's copies of this module and the process's own know each other's.
 */
const key = Symbol.for('dashcat.wholeBody')

type Whole = Response & { [key]?: Uint8Array }

export function withWholeBody(response: Response, bytes: Uint8Array): Response {
  const whole: Whole = response
  whole[key] = bytes
  return response
}

/** Undefined where the answer comes in parts, or was made otherwise. */
export const wholeBodyOf = (response: Whole): Uint8Array | undefined => response[key]
