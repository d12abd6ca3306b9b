'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { guardLeaving } from '@/components/shell/leave-guard'
import { AlertDialog } from '@/components/ui/alert-dialog'

/**
 * Asks before unsaved input is lost: on links, keys and menus of the page, on Back where the browser lets one ask, and by
 * the browser's own question when the window is closed or reloaded.
 */
export function UnsavedChanges({ when }: { when: boolean }) {
  const router = useRouter()
  const [leave, setLeave] = useState<() => void>()
  const hasAgreed = useRef(false)
  useEffect(() => {
    if (!when) return
    const hold = (go: () => void) => {
      if (hasAgreed.current) go()
      else setLeave(() => go)
    }
    const onClick = (event: MouseEvent) => {
      const href = pageLink(event)
      if (href === undefined || hasAgreed.current) return
      event.preventDefault()
      event.stopPropagation()
      hold(() => router.push(href))
    }
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!hasAgreed.current) event.preventDefault()
    }
    const onNavigate = (event: NavigateEvent) => {
      if (event.navigationType !== 'traverse' || !event.cancelable || hasAgreed.current) return
      event.preventDefault()
      const { key } = event.destination
      hold(() => void window.navigation.traverseTo(key))
    }
    const takeDown = guardLeaving(hold)
    document.addEventListener('click', onClick, true)
    window.addEventListener('beforeunload', onUnload)
    // Not in every browser yet; without it, Back leaves as it always did.
    window.navigation?.addEventListener('navigate', onNavigate)
    return () => {
      takeDown()
      document.removeEventListener('click', onClick, true)
      window.removeEventListener('beforeunload', onUnload)
      window.navigation?.removeEventListener('navigate', onNavigate)
    }
  }, [when, router])
  return (
    <AlertDialog
      open={leave !== undefined}
      onOpenChange={(open) => !open && setLeave(undefined)}
      title="Leave without saving?"
      description="What you have entered on this page will be lost."
      confirmLabel="Leave"
      cancelLabel="Stay"
      onConfirm={() => {
        hasAgreed.current = true
        setLeave(undefined)
        leave?.()
      }}
    />
  )
}

/** Where a plain click on a link would go within the catalogue; nothing for other clicks and for anchors on the page. */
function pageLink(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hasAttribute('download'))
    return undefined
  const url = new URL(link.href)
  const isHere = url.pathname === location.pathname && url.search === location.search
  return url.origin === location.origin && !isHere ? url.pathname + url.search + url.hash : undefined
}
