import { EntityNotFoundPage } from '@/app/(catalogue)/entity-page'
import { governedKindIn } from '@/components/governance/governed-kinds'
import { PageNotFound } from '@/components/shell/page-not-found'
import { folderInAddress } from '@/lib/http/page'

export default async function ThingNotFound() {
  const kind = governedKindIn(await folderInAddress())
  return kind === undefined ? <PageNotFound /> : <EntityNotFoundPage kind={kind.list} />
}
