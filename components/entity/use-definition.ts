import { useMemo } from 'react'
import type { PropertyInUse } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { withProperties } from '@/lib/model/fields/property-field'

const noProperties: readonly PropertyInUse[] = []

/** What is known of a type and its custom properties. For forms and histories: it brings all schemas along. */
export function useDefinition(type: EntityType, properties = noProperties): EntityDefinition {
  return useMemo(() => {
    const def = definitionOf(type)
    if (def === undefined) throw new Error(`There is no definition of ${type}`)
    return withProperties(def, properties)
  }, [type, properties])
}
