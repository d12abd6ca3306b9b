// Apart from the schemas that see to it: a page that asks how long a text may be must not load them.

/** Lengths of texts, in UTF-16 code units as zod counts them. The contract's where it has one. */
export const textMax = {
  /** Names within a container, words that choose something, keys. */
  name: 256,
  fqn: 3072,
  email: 127,
  hash: 32,
  /** One line for people: display names, reasons. */
  line: 1024,
  /** A web address with its parameters. */
  address: 8192,
  /** Proof of who somebody is, by a password in base 64 or a token. */
  secret: 1024,
  token: 8192,
  /** What is asked in one go: filters, lists of members, conditions, a header. */
  query: 8192,
  /** What people write of a thing, in Markdown. */
  prose: 100_000,
  /** What a tool writes: queries, schemas. */
  code: 1_000_000,
} as const
