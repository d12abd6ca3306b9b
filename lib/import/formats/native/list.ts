import { datahub } from '@/lib/import/formats/native/datahub'
import { grafana } from '@/lib/import/formats/native/grafana'
import { lightdash } from '@/lib/import/formats/native/lightdash'
import { looker } from '@/lib/import/formats/native/looker'
import { metabase } from '@/lib/import/formats/native/metabase'
import type { Native } from '@/lib/import/formats/native/native'
import { openMetadata } from '@/lib/import/formats/native/open-metadata'
import { powerBi } from '@/lib/import/formats/native/power-bi'
import { redash } from '@/lib/import/formats/native/redash'
import { superset } from '@/lib/import/formats/native/superset'
import { tableau } from '@/lib/import/formats/native/tableau'

/** Every tool whose exports are read; the first that knows a file reads it, those that ask for most come first. */
export const natives: readonly Native[] = [
  superset,
  grafana,
  metabase,
  lightdash,
  looker,
  tableau,
  powerBi,
  redash,
  datahub,
  openMetadata,
]
