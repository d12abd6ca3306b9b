import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Importable } from '@/lib/model/wire/import-mapping'

export const importDefinitions: Readonly<Record<Importable, EntityDefinition>> = {
  dashboards: dashboards as unknown as EntityDefinition, // used for what is true of every type
  charts: charts as unknown as EntityDefinition, // as above
}
