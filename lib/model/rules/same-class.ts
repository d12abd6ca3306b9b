/**
 * `instanceof` for a class that exists several times: the production build gives start-up code, pages and route
 * handlers each a copy of a module, and an error thrown by one copy is caught by another. Copies of a class carry the
 * same mark on their instances.
 */
export function isMarked(value: unknown, mark: symbol): boolean {
  return typeof value === 'object' && value !== null && mark in value
}
