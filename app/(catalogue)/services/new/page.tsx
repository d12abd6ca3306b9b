import { NewPage, type NewPageProps, newMetadata } from '@/app/(catalogue)/entity-form-pages'
import { serviceKind } from '@/components/entity/entity-kind'

export const metadata = newMetadata(serviceKind)

export default function NewServicePage(props: NewPageProps) {
  return <NewPage kind={serviceKind} {...props} />
}
