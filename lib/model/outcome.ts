/** What happened, by the name that goes into `X-OpenMetadata-Change`. */
export type OutcomeKind =
  | 'entityCreated'
  | 'entityUpdated'
  | 'entityNoChange'
  | 'entityRestored'
  | 'entitySoftDeleted'
  | 'entityDeleted'
