/** Who writes what the catalogue does by itself; there is no such user. */
export const systemName = 'system'
