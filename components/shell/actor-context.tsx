'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Actor } from '@/lib/model/rules/access'

const ActorContext = createContext<Actor | undefined>(undefined)

/** Tells every screen who is signed in, so that a control can say why it may not be used. The API decides again. */
export function ActorProvider({ actor, children }: { actor: Actor; children: ReactNode }) {
  return <ActorContext value={actor}>{children}</ActorContext>
}

/** Who is signed in. */
export function useActor(): Actor {
  const actor = useContext(ActorContext)
  if (actor === undefined) throw new Error('useActor needs the ActorProvider of the signed-in layout around it')
  return actor
}
