/** The kinds by name. */
import { choice, choices, words } from '@/lib/model/fields/choice'
import type { Field, KindName } from '@/lib/model/fields/field'
import { flag } from '@/lib/model/fields/flag'
import type { Kind } from '@/lib/model/fields/kind'
import { links } from '@/lib/model/fields/links'
import { interval, moment } from '@/lib/model/fields/moment'
import { number } from '@/lib/model/fields/number'
import { extension, fqn, object, table } from '@/lib/model/fields/object'
import { reference, references } from '@/lib/model/fields/reference'
import { style } from '@/lib/model/fields/style'
import { certification, tags } from '@/lib/model/fields/tags'
import { plain, text } from '@/lib/model/fields/text'
import { link, url } from '@/lib/model/fields/url'

const kinds: Readonly<Record<KindName, Kind>> = {
  text,
  plain,
  code: plain,
  markdown: plain,
  url,
  link,
  links,
  number,
  flag,
  moment,
  interval,
  choice,
  choices,
  words,
  reference,
  references,
  people: references,
  tags,
  certification,
  table,
  style,
  fqn,
  extension,
  object,
}

export const kindOf = ({ kind }: Pick<Field, 'kind'>): Kind => kinds[kind]

/** Its value holds several items. A tier is one of several labels, and the only one of its kind. */
export const isListField = (field: Pick<Field, 'kind' | 'part'>): boolean =>
  Array.isArray(kindOf(field).blank) && field.part !== 'tier' && field.kind !== 'table'
