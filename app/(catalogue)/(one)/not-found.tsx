import { EntityNotFoundPage } from '@/app/(catalogue)/entity-page'
import { kindIn } from '@/components/entity/entity-kind'
import { PageNotFound } from '@/components/shell/page-not-found'
import { folderInAddress } from '@/lib/http/page'

export default async function NotFound() {
  const kind = kindIn(await folderInAddress())
  return kind === undefined ? <PageNotFound /> : <EntityNotFoundPage kind={kind} />
}
