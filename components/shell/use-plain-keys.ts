import { useCallback, useSyncExternalStore } from 'react'

const storageKey = 'dashcat.single-key-shortcuts'
const listeners = new Set<() => void>()

/** Whether single-key shortcuts are on in this browser, and the switch. On until somebody switches them off. */
export function usePlainKeys(): [boolean, (on: boolean) => void] {
  const isOn = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => localStorage.getItem(storageKey) !== 'off',
    () => true,
  )
  const set = useCallback((on: boolean) => {
    localStorage.setItem(storageKey, on ? 'on' : 'off')
    for (const notify of listeners) notify()
  }, [])
  return [isOn, set]
}
