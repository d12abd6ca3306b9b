'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { StyleDot } from '@/components/entity/style-mark'
import { tagName } from '@/components/entity/tag-name'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import type { ComboboxOption, LoadOptions } from '@/components/ui/use-options'
import { entityQueries } from '@/lib/client/queries'
import type { Entity, TagLabel } from '@/lib/model/entities/entity'
import { glossaryTerms } from '@/lib/model/entities/glossary'
import { classifications, type Tag, tags } from '@/lib/model/entities/tag'
import type { LabelPart } from '@/lib/model/fields/field'
import { labelKey, labelPart, tagsIn } from '@/lib/model/fields/tags'
import { parentFqn } from '@/lib/model/rules/fqn'
import { shownName } from '@/lib/model/rules/shown-name'

export interface TagOption extends ComboboxOption {
  readonly label: string
  readonly tag: TagLabel
  /** The classification or tag above, when it allows only one of those below it. */
  readonly exclusiveIn?: string | undefined
}

/** A catalogue with more tags than this searches on the server for every key. */
const tagsMax = 1000

/** What a choice of labels is from. Certification is an act with a date, not a label that is put on with others. */
type Labels = LabelPart | 'certification'

const wordsOf: Readonly<Record<LabelPart, { readonly add: string; readonly one: string }>> = {
  tags: { add: 'Add tags', one: 'tag' },
  tier: { add: 'Choose a tier', one: 'tier' },
  terms: { add: 'Add glossary terms', one: 'term' },
}

/**
 * Labels of one part, grouped by classification or glossary. In a group that allows one, and of tiers, another choice
 * takes the first one's place.
 */
export function TagsField({ part, ...props }: EntityFieldProps & { part: LabelPart }) {
  const field = useDraftField(props.name)
  const loadOptions = useLabelOptions(part)
  const words = wordsOf[part]
  return (
    <DraftField field={field} {...props}>
      <MultiCombobox<TagOption>
        ref={field.ref}
        value={tagsIn(field.value).map(chosenOption)}
        onValueChange={(options) => field.setValue(options.map((option) => option.tag))}
        loadOptions={loadOptions}
        replaces={(added, existing) =>
          part === 'tier' || (added.exclusiveIn !== undefined && parentFqn(existing.tag.tagFQN) === added.exclusiveIn)
        }
        selectedLabel={`Selected ${words.one}s`}
        placeholder={words.add}
        emptyText={`No ${words.one} of that name`}
        disabled={field.disabled}
        onBlur={field.onBlur}
      />
    </DraftField>
  )
}

/** Away from its heading, a tag says its classification: "PII.None"; tiers speak for themselves. */
const chosenOption = (tag: TagLabel): TagOption => ({
  value: labelKey(tag),
  label: tag.tagFQN.startsWith('Tier.') ? tagName(tag) : tag.tagFQN,
  tag,
  ...dotOf(tag),
})

/** The colour of a label, where it has one. */
const dotOf = ({ style }: TagLabel): Pick<ComboboxOption, 'icon'> =>
  style?.color === undefined ? {} : { icon: <StyleDot color={style.color} /> }

export function useLabelOptions(of: Labels): LoadOptions<TagOption> {
  const client = useQueryClient()
  return useCallback(
    async (query) => {
      if (of === 'terms') {
        const found = await client.fetchQuery(entityQueries(glossaryTerms).list({ limit: 50, q: query }))
        return found.data.map(termOption)
      }
      const [families, all] = await Promise.all([
        client.fetchQuery(entityQueries(classifications).list({ limit: tagsMax })),
        client.fetchQuery(entityQueries(tags).list({ limit: tagsMax })),
      ])
      const isWhole = all.paging.total <= all.data.length
      const found = isWhole ? all : await client.fetchQuery(entityQueries(tags).list({ limit: 50, q: query }))
      const exclusive = new Set(
        [...families.data, ...all.data].flatMap((above) =>
          above.mutuallyExclusive === true ? [above.fullyQualifiedName ?? above.name] : [],
        ),
      )
      const off = new Set(families.data.flatMap((family) => (family.disabled === true ? [family.name] : [])))
      const options = found.data.filter((tag) => partOf(tag) === of).map((tag) => tagOption(tag, exclusive, off))
      return (isWhole ? options.filter((option) => matches(option, query)) : options).toSorted((one, other) =>
        one.tag.tagFQN.localeCompare(other.tag.tagFQN, 'en', { numeric: true }),
      )
    },
    [client, of],
  )
}

const partOf = (tag: Tag): Labels =>
  tag.classification?.name === 'Certification' ? 'certification' : labelPart({ tagFQN: tag.fullyQualifiedName })

/** What somebody gives by hand when they choose it. */
const newLabel = (
  {
    fullyQualifiedName,
    name,
    displayName,
    style,
  }: Pick<Entity, 'fullyQualifiedName' | 'name' | 'displayName'> & Pick<TagLabel, 'style'>,
  source: TagLabel['source'],
): TagLabel => ({
  tagFQN: fullyQualifiedName ?? name,
  name,
  ...(displayName !== undefined && { displayName }),
  ...(style !== undefined && { style }),
  source,
  labelType: 'Manual',
  state: 'Confirmed',
})

interface Retirable extends Entity {
  readonly disabled?: boolean | undefined
  readonly deprecated?: boolean | undefined
}

/** What is given to nothing more stays in sight, with the reason. */
const retired = ({ disabled, deprecated }: Retirable): Pick<ComboboxOption, 'disabled' | 'detail'> =>
  disabled === true
    ? { disabled, detail: 'Switched off' }
    : deprecated === true
      ? { disabled: true, detail: 'Deprecated' }
      : {}

function termOption(term: Retirable): TagOption {
  const label = newLabel(term, 'Glossary')
  const group = parentFqn(label.tagFQN)
  return {
    value: labelKey(label),
    label: shownName(term),
    tag: label,
    ...retired(term),
    ...dotOf(label),
    ...(group !== undefined && { group }),
  }
}

/** `off` are the classifications that are switched off, and their tags with them. */
function tagOption(tag: Tag, exclusive: ReadonlySet<string>, off: ReadonlySet<string>): TagOption {
  const label = newLabel(tag, 'Classification')
  const above = parentFqn(label.tagFQN) ?? ''
  const isExclusive = exclusive.has(above)
  return {
    value: labelKey(label),
    label: tagName(label),
    detail: tag.description,
    ...retired(off.has(tag.classification?.name ?? '') ? { ...tag, disabled: true } : tag),
    group: isExclusive ? `${above} · one of` : above,
    tag: label,
    ...dotOf(label),
    ...(isExclusive && { exclusiveIn: above }),
  }
}

function matches({ tag, label, detail = '' }: TagOption, query: string): boolean {
  const text = `${tag.tagFQN} ${label} ${detail}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
