'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { later } from '@/components/ui/later'
import { isTold, onTold } from '@/components/ui/toast'
import { whenIdle } from '@/components/ui/when-idle'

const ToasterLayer = later(() => import('@/components/ui/toaster-layer').then((module) => module.ToasterLayer))

/**
 * Short notes at the bottom right. They never carry the only copy of an error, and an undo offered here stays possible
 * elsewhere. Their code comes when the page is done, or with the first of them.
 */
export function Toaster() {
  const [isIdle, setIsIdle] = useState(false)
  useEffect(() => whenIdle(() => setIsIdle(true)), [])
  const isWanted = useSyncExternalStore(onTold, isTold, () => false)
  return isIdle || isWanted ? <ToasterLayer /> : null
}
