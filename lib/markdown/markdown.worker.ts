/** Turns texts into HTML one after the other, in a thread that can be ended without harm. */
import { parentPort } from 'node:worker_threads'
import { markdownHtml } from './markdown-html.ts'

/** Formatting that swells beyond this is not worth sending to anybody. */
const htmlMax = 1_000_000

parentPort?.on('message', (text: string) => {
  parentPort?.postMessage({ html: attempt(text) })
})
parentPort?.postMessage('ready')

/** Null where the text is better shown as it is. */
function attempt(text: string): string | null {
  try {
    const html = markdownHtml(text)
    return html === undefined || html.length > htmlMax ? null : html
  } catch {
    return null // nested deeper than the stack
  }
}
