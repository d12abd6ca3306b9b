import { EditPage, editMetadata } from '@/app/(catalogue)/entity-form-pages'
import { serviceKind } from '@/components/entity/entity-kind'

export const generateMetadata = editMetadata(serviceKind)

export default function EditServicePage() {
  return <EditPage kind={serviceKind} />
}
