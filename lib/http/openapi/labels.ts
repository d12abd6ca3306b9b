import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitions } from '@/lib/model/entities/registry'
import { isRecord } from '@/lib/model/rules/is-record'
import type { JsonSchema } from '@/lib/model/wire/openapi'

/** The schemas of entities and their requests, each member with the label and the words that people read (decision 017). */
export function labelled(
  components: Record<string, JsonSchema>,
  known: readonly EntityDefinition[] = definitions,
): Record<string, JsonSchema> {
  for (const def of known) {
    for (const { id } of [def.schema.meta() ?? {}, def.createSchema.meta() ?? {}]) {
      for (const component of [components[`${id}`], components[`${id}Input`]]) {
        for (const [member, schema] of Object.entries(component?.properties ?? {})) {
          const field = [...def.members.values()].find((each) => each.member === member)
          if (field === undefined || !isRecord(schema)) continue
          Object.assign(schema, {
            title: field.label,
            ...(field.help !== '' && { description: schema.description ?? field.help }),
          })
        }
      }
    }
  }
  return components
}
