'use client'

import { type ReactNode, useEffect, useState } from 'react'

interface GraduallyProps {
  /** Each with a key. */
  children: readonly ReactNode[]
  /** How many at a time. */
  step?: number
}

/** A list that may be long of things that are not cheap: a few at a time, between which the page does what else there is. */
export function Gradually({ children, step = 4 }: GraduallyProps) {
  const [shown, setShown] = useState(step)
  const isWhole = shown >= children.length
  useEffect(() => {
    if (isWhole) return
    const timer = setTimeout(() => setShown(shown + step))
    return () => clearTimeout(timer)
  }, [shown, step, isWhole])
  // Those that are there stay the same elements, and are not drawn anew.
  return children.slice(0, shown)
}
