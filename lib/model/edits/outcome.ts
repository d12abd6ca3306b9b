/** What happened, by the name that goes into `X-OpenMetadata-Change`. */
export const outcomeKinds = [
  'entityCreated',
  'entityUpdated',
  'entityNoChange',
  'entityRestored',
  'entitySoftDeleted',
  'entityDeleted',
] as const
export type OutcomeKind = (typeof outcomeKinds)[number]
