import { useState } from 'react'

/** True from the first time `now` is: what loads on first use stays mounted, so that it can fade out. */
export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now)
  if (now && !ever) setEver(true)
  return now || ever
}
