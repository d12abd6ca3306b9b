/** Whether a moment, as documents have it, has been. */
export const isPast = (moment: unknown): boolean => typeof moment === 'number' && moment <= Date.now()
