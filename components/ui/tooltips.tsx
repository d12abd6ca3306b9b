'use client'

import { useEffect, useState } from 'react'
import { later } from '@/components/ui/later'
import { tooltipAnchor } from '@/components/ui/tooltip'

const TooltipLayer = later(() => import('@/components/ui/tooltip-layer').then((module) => module.TooltipLayer))

/** Shows the tooltips of the whole page; mounted once in `app/providers.tsx`. Their code comes with the first of them. */
export function Tooltips() {
  const [first, setFirst] = useState<HTMLElement>()
  useEffect(() => {
    if (first !== undefined) return
    const abort = new AbortController()
    const look = ({ target }: Event) => setFirst(tooltipAnchor(target))
    document.addEventListener('pointerover', look, { signal: abort.signal, passive: true })
    document.addEventListener('focusin', look, { signal: abort.signal, passive: true })
    return () => abort.abort()
  }, [first])
  return first === undefined ? null : <TooltipLayer first={first} />
}
