import { useCallback, useEffect, useReducer, useRef } from 'react'

/** Gives a function that moves the focus to an element as soon as it is on screen, whichever render brings it. */
export function useFocusRequest(id: string): () => void {
  const isWanted = useRef(false)
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    if (!isWanted.current) return
    const element = document.getElementById(id)
    if (element === null) return
    isWanted.current = false
    element.focus()
  })
  return useCallback(() => {
    isWanted.current = true
    renderAgain()
  }, [])
}
