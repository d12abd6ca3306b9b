'use client'

import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * A link to a page of ours, which is fetched ahead once somebody points at it or has come to it by keys. The framework would
 * fetch the pages of all links in sight: a view has up to forty, and cost the server twice as much.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  const [isMeant, setIsMeant] = useState(false)
  const mean = () => setIsMeant(true)
  return <NextLink prefetch={isMeant && null} onPointerEnter={mean} onFocus={mean} {...props} />
}
