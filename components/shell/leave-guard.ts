/** Holds a way out of the page until the person has agreed; `leave` then goes on. */
export type LeaveGuard = (leave: () => void) => void

const guards = new Set<LeaveGuard>()

/** Puts a guard up; the answer takes it down again. */
export function guardLeaving(guard: LeaveGuard): () => void {
  guards.add(guard)
  return () => guards.delete(guard)
}

/** Goes elsewhere by a key or a menu, where no link can be held: at once, or when a form with unsaved input agrees. */
export function leavePage(leave: () => void): void {
  const [guard] = guards
  if (guard === undefined) leave()
  else guard(leave)
}
