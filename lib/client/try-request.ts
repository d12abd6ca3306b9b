/** One request as somebody has put it together by hand, and the answer as it came. */

export interface TriedRequest {
  readonly method: string
  /** With query, encoded. */
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Sent instead of the session of this browser. */
  readonly token?: string | undefined
}

export interface TriedAnswer {
  readonly status: number
  readonly statusText: string
  readonly milliseconds: number
  readonly headers: readonly (readonly [string, string])[]
  /** JSON is written out in lines. */
  readonly body: string
}

/** Undefined when no answer came. */
export async function tryRequest({
  method,
  address,
  headers,
  body,
  token,
}: TriedRequest): Promise<TriedAnswer | undefined> {
  const started = performance.now()
  try {
    const response = await fetch(address, {
      method,
      headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      credentials: token === undefined ? 'same-origin' : 'omit',
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    return {
      status: response.status,
      statusText: response.statusText,
      milliseconds: Math.round(performance.now() - started),
      headers: [...response.headers],
      body: inLines(text),
    }
  } catch {
    return undefined
  }
}

function inLines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
