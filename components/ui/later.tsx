'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/**
 * A part of a page whose code is fetched when it is first shown. Code that does not come, because the network is gone,
 * must not take the page with it: `placeholder` stands in, and it is asked for again, at the latest when the browser is
 * online again. For what takes text, that is a `TypeAhead`.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  placeholder: ReactNode | ((props: Props) => ReactNode) = null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  // biome-ignore lint/correctness/noComponentHookFactories: called once a module, as `memo` and `lazy` are.
  return function Later(props: Props) {
    const [Part, setPart] = useState(() => loaded)
    useEffect(() => {
      if (Part !== undefined) return
      let isWanted = true
      let timer: ReturnType<typeof setTimeout> | undefined
      let pauseMs = firstPauseMs
      const attempt = async () => {
        clearTimeout(timer)
        try {
          loaded ??= await load()
          if (isWanted) setPart(() => loaded)
        } catch {
          if (isWanted) timer = setTimeout(() => void attempt(), pauseMs)
          pauseMs = Math.min(pauseMs * 2, longestPauseMs)
        }
      }
      const retry = () => void attempt()
      retry()
      window.addEventListener('online', retry)
      return () => {
        isWanted = false
        clearTimeout(timer)
        window.removeEventListener('online', retry)
      }
    }, [Part])
    if (Part !== undefined) return <Part {...props} />
    return typeof placeholder === 'function' ? placeholder(props) : placeholder
  }
}
