/** Browsers without idle callbacks wait this long instead. */
const pauseMs = 1_000

/** Runs once the page has come and the browser has nothing better to do. Gives the way to call it off. */
export function whenIdle(run: () => void): () => void {
  const abort = new AbortController()
  const start = () => {
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback(run)
      abort.signal.addEventListener('abort', () => cancelIdleCallback(handle))
    } else {
      const timer = setTimeout(run, pauseMs)
      abort.signal.addEventListener('abort', () => clearTimeout(timer))
    }
  }
  if (document.readyState === 'complete') start()
  else window.addEventListener('load', start, { once: true, signal: abort.signal })
  return () => abort.abort()
}
