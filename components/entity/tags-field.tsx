'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { tagName } from '@/components/entity/tag-badges'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import type { ComboboxOption, LoadOptions } from '@/components/ui/use-options'
import { entityQueries } from '@/lib/client/queries'
import { itemKey, tagsIn } from '@/lib/model/edits/draft'
import type { TagLabel } from '@/lib/model/entities/entity'
import { classifications, type Tag, tags } from '@/lib/model/entities/tag'
import { parentFqn } from '@/lib/model/rules/fqn'

interface TagOption extends ComboboxOption {
  readonly label: string
  readonly tag: TagLabel
  /** The classification or tag above, when it allows only one of those below it. */
  readonly exclusiveIn?: string | undefined
}

/** A catalogue with more tags than this searches on the server for every key. */
const tagsMax = 1000

/** Labels, grouped by classification. In a group that allows one, another choice takes the first one's place. */
export function TagsField({ name = 'tags', ...props }: Omit<EntityFieldProps, 'name'> & { name?: string }) {
  const field = useDraftField(name)
  const loadOptions = useTagOptions()
  return (
    <DraftField field={field} name={name} {...props}>
      <MultiCombobox<TagOption>
        ref={field.ref}
        value={tagsIn(field.value).map(chosenOption)}
        onValueChange={(options) => field.setValue(options.map((option) => option.tag))}
        loadOptions={loadOptions}
        replaces={(added, existing) =>
          added.exclusiveIn !== undefined && parentFqn(existing.tag.tagFQN) === added.exclusiveIn
        }
        selectedLabel="Selected tags"
        placeholder="Add tags"
        emptyText="No tag of that name"
        disabled={field.disabled}
        onBlur={field.onBlur}
      />
    </DraftField>
  )
}

/** Away from its heading, a tag says its classification: "PII.None"; tiers speak for themselves. */
const chosenOption = (tag: TagLabel): TagOption => ({
  value: itemKey(tag),
  label: tag.tagFQN.startsWith('Tier.') ? tagName(tag) : tag.tagFQN,
  tag,
})

function useTagOptions(): LoadOptions<TagOption> {
  const client = useQueryClient()
  return useCallback(
    async (query) => {
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
      const options = found.data.filter(isOffered).map((tag) => tagOption(tag, exclusive))
      return (isWhole ? options.filter((option) => matches(option, query)) : options).toSorted((one, other) =>
        one.tag.tagFQN.localeCompare(other.tag.tagFQN, 'en', { numeric: true }),
      )
    },
    [client],
  )
}

/** Certification is an act with a date, not a label that is put on with others. */
const isOffered = (tag: Tag): boolean => tag.classification?.name !== 'Certification'

function tagOption(tag: Tag, exclusive: ReadonlySet<string>): TagOption {
  const tagFQN = tag.fullyQualifiedName ?? tag.name
  const label: TagLabel = {
    tagFQN,
    name: tag.name,
    ...(tag.displayName !== undefined && { displayName: tag.displayName }),
    source: 'Classification',
    labelType: 'Manual',
    state: 'Confirmed',
  }
  const above = parentFqn(tagFQN) ?? ''
  const isExclusive = exclusive.has(above)
  return {
    value: itemKey(label),
    label: tagName(label),
    detail: tag.disabled === true ? 'Switched off' : tag.description,
    disabled: tag.disabled === true,
    group: isExclusive ? `${above} · one of` : above,
    tag: label,
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
